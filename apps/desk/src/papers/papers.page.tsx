import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  type Column,
  DataTable,
  EmptyState,
  Link,
  Menu,
  PageHeader,
  Panel,
  Select,
  useFormat,
  useT,
} from '@zhucan/ui'
import { Day } from '../app/labels.tsx'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { ExportButton } from '../exports/export-button.tsx'
import { MakePaper } from './make-paper.tsx'
import { PaperStateMark } from './paper-state.tsx'
import { type PapersSearch, paperSources, paperStates } from './papers.address.ts'
import { type PaperLine, papersQuery } from './papers.queries.ts'
import './papers.css'

const route = getRouteApi('/desk/papers')
const anything = 'all'

/** Papers the office writes and what offices below have issued. */
export function PapersPage() {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const papers = useQuery(papersQuery(search.state))
  const mayWrite = useMay('paper.write')
  const change = (part: PapersSearch) => void navigate({ search: { ...search, ...part } })
  const start = (
    <Menu
      variant="primary"
      entries={paperSources.map((id) => ({
        id,
        label: t(`papers.make.${id}`),
        onAction: () => change({ make: id }),
      }))}
    >
      {t('papers.make')}
    </Menu>
  )
  const actions = (
    <>
      <ExportButton what="papers" filter={{ state: search.state }} />
      {mayWrite && start}
    </>
  )
  return (
    <div className="desk-page">
      <PageHeader title={t('papers.title')} below={t('papers.note')} actions={actions} />
      <search className="paper-filters" aria-label={t('papers.list')}>
        <Select
          label={t('papers.filterState')}
          options={[
            { value: anything, label: t('papers.state.open') },
            ...paperStates.map((state) => ({ value: state, label: t(`papers.state.${state}`) })),
          ]}
          value={search.state ?? anything}
          onChange={(next) => change({ state: paperStates.find((state) => state === next) })}
        />
      </search>
      <Panel title={t('papers.list')} hideTitle flush>
        <QueryView query={papers}>{({ rows }) => <PapersTable rows={rows} />}</QueryView>
      </Panel>
      {mayWrite && search.make && (
        <MakePaper
          key={search.make}
          source={search.make}
          from={search}
          onClose={() => change({ make: undefined, notice: undefined, target: undefined })}
        />
      )}
    </div>
  )
}

function PapersTable({ rows }: { rows: readonly PaperLine[] }) {
  const t = useT()
  const columns = useColumns()
  return (
    <DataTable
      caption={t('papers.list')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('papers.none')}>{t('papers.noneHelp')}</EmptyState>}
    />
  )
}

function useColumns(): Column<PaperLine>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'title',
      header: t('papers.name'),
      isRowHeader: true,
      cell: ({ id, title, documentNumber }) => (
        <>
          <Link look="row" href={`/papers/${id}`}>
            {title}
          </Link>
          {documentNumber && <span className="paper-number">{documentNumber}</span>}
        </>
      ),
    },
    { id: 'kind', header: t('papers.kind'), cell: ({ kind }) => t(`papers.kind.${kind}`) },
    {
      id: 'office',
      header: t('papers.office'),
      isQuiet: true,
      cell: ({ organisationName }) => organisationName,
    },
    {
      id: 'changed',
      header: t('papers.changed'),
      isQuiet: true,
      isWide: true,
      cell: ({ changedAt, changedByName }) =>
        [format.moment(changedAt), changedByName].filter(Boolean).join(' · '),
    },
    {
      id: 'issued',
      header: t('papers.issuedOn'),
      isQuiet: true,
      cell: ({ issuedOn }) => (issuedOn ? <Day day={issuedOn} /> : t('papers.notYet')),
    },
    { id: 'state', header: t('papers.state'), cell: ({ state }) => <PaperStateMark state={state} /> },
  ]
}
