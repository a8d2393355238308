import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Menu, PageHeader, Select, useT } from '@zhucan/ui'
import { FilterFold } from '../app/filter-fold.tsx'
import { changedList } from '../app/search-params.ts'
import { useMay } from '../app/session.ts'
import { ExportButton } from '../exports/export-button.tsx'
import { MakePaper } from './make-paper.tsx'
import { type PapersSearch, paperSources, paperStates } from './papers.address.ts'
import { papersQuery } from './papers.queries.ts'
import { PapersTable } from './papers-table.tsx'
import './papers.css'

const route = getRouteApi('/desk/papers')
const anything = 'all'

/** Papers the office writes and what offices below have issued. */
export function PapersPage() {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const papers = useQuery(papersQuery(search))
  const mayWrite = useMay('paper.write')
  const change = (part: PapersSearch) => void navigate({ search: changedList(part) })
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
      <ExportButton what="papers" filter={{ state: search.state, sort: search.sort }} />
      {mayWrite && start}
    </>
  )
  return (
    <div className="desk-page">
      <PageHeader title={t('papers.title')} below={t('papers.note')} actions={actions} />
      <FilterFold chosen={search.state === undefined ? 0 : 1}>
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
      </FilterFold>
      <PapersTable papers={papers} search={search} onChange={change} />
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
