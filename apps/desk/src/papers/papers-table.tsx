import type { UseQueryResult } from '@tanstack/react-query'
import { type Column, DataTable, EmptyState, Link, Pagination, Panel, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { Day } from '../app/labels.tsx'
import { QueryView } from '../app/query-view.tsx'
import { pageSize } from '../register/register.queries.ts'
import { useArranged } from '../views/list-tools.tsx'
import { PaperStateMark } from './paper-state.tsx'
import { type PapersSearch, paperSorts } from './papers.address.ts'
import type { PaperLine } from './papers.queries.ts'

/** One page of papers, in the order and with the columns that the address says. */
export function PapersTable(props: {
  papers: UseQueryResult<{ total: number; rows: PaperLine[] }>
  search: PapersSearch
  onChange: (part: PapersSearch) => void
}) {
  const t = useT()
  const { papers, search, onChange } = props
  // What is being made is no part of a view.
  const { make: _make, notice: _notice, target: _target, ...looked } = search
  const { table, tools } = useArranged(useColumns(), {
    place: 'papers',
    search: looked,
    onChange: ({ sort, ...part }) => onChange(sort ? { sort: paperSorts.find((one) => one === sort) } : part),
  })
  return (
    <Panel title={t('papers.list')} hideTitle flush>
      <QueryView query={papers}>
        {({ total, rows }) => (
          <>
            {tools}
            <DataTable
              caption={t('papers.list')}
              {...table}
              rows={rows}
              rowKey={({ id }) => id}
              isBusy={papers.isPlaceholderData}
              empty={
                <EmptyState title={t(search.state ? 'papers.noneFound' : 'papers.none')}>
                  {t(search.state ? 'papers.noneFoundHelp' : 'papers.noneHelp')}
                </EmptyState>
              }
            />
            <Pagination
              page={search.page ?? 1}
              pageSize={pageSize}
              total={total}
              hrefOf={(page) => address('/papers', { ...search, page })}
              onGo={(page) => onChange({ page })}
            />
          </>
        )}
      </QueryView>
    </Panel>
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
      hasTitles: true,
      isSortable: true,
      cell: ({ id, title, documentNumber }) => (
        <>
          <Link look="row" href={`/papers/${id}`}>
            {title}
          </Link>
          {documentNumber && <span className="paper-number">{documentNumber}</span>}
        </>
      ),
    },
    {
      id: 'kind',
      header: t('papers.kind'),
      isSortable: true,
      cell: ({ kind }) => t(`papers.kind.${kind}`),
    },
    {
      id: 'office',
      header: t('papers.office'),
      isSortable: true,
      isQuiet: true,
      cell: ({ organisationName }) => organisationName,
    },
    {
      id: 'changed',
      header: t('papers.changed'),
      isSortable: true,
      isQuiet: true,
      isWide: true,
      cell: ({ changedAt, changedByName }) => (
        <>
          {format.moment(changedAt)} {changedByName && <span className="paper-by">{changedByName}</span>}
        </>
      ),
    },
    {
      id: 'issued',
      header: t('papers.issuedOn'),
      isSortable: true,
      isQuiet: true,
      cell: ({ issuedOn }) => (issuedOn ? <Day day={issuedOn} /> : t('papers.notYet')),
    },
    {
      id: 'state',
      header: t('papers.state'),
      isSortable: true,
      cell: ({ state }) => <PaperStateMark state={state} />,
    },
  ]
}
