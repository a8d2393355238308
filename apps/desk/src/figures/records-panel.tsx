import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  type Column,
  DataTable,
  EmptyState,
  Link,
  Pagination,
  Panel,
  Tabs,
  useFormat,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { useDisabilityNames } from '../app/labels.tsx'
import { QueryView } from '../app/query-view.tsx'
import type { FigureSearch } from './figures.address.ts'
import {
  type Described,
  type FigureRecord,
  type RecordPart,
  recordParts,
  recordsPerPage,
  recordsQuery,
} from './figures.queries.ts'

const route = getRouteApi('/desk/figures/$indicator/why')

/** The rows a figure counts: as many as it says, and how many of them lie outside one's area today. */
export function RecordsPanel({ indicator, region }: { indicator: Described; region: string }) {
  const t = useT()
  const { part = 'counted', page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const records = useQuery(recordsQuery(indicator.code, { region, part, page }))
  const offered = recordParts.filter((each) => each !== 'base' || indicator.kind === 'rate')
  const change = (to: FigureSearch) =>
    void navigate({
      search: (before) => ({ ...before, page: undefined, ...to }),
      resetScroll: to.page !== undefined,
    })
  const hrefOf = (next: number) => address(`/figures/${indicator.code}/why`, { region, part, page: next })
  return (
    <Panel title={t('figures.records')} flush>
      <Tabs
        label={t('figures.records')}
        tabs={offered.map((id) => ({ id, label: t(`figures.part.${id}`) }))}
        selected={part}
        onSelect={(id) => change({ part: id as RecordPart })}
      >
        <QueryView query={records}>
          {(data) => (
            <>
              {data.hidden > 0 && (
                <p className="figures-hidden">{t('figures.outside', { count: data.hidden })}</p>
              )}
              <RecordsTable rows={data.rows} />
              <Pagination
                page={page}
                pageSize={recordsPerPage}
                total={data.total}
                hrefOf={hrefOf}
                onGo={(next) => change({ page: next })}
              />
            </>
          )}
        </QueryView>
      </Tabs>
    </Panel>
  )
}

function RecordsTable({ rows }: { rows: readonly FigureRecord[] }) {
  const t = useT()
  const format = useFormat()
  const names = useDisabilityNames()
  const columns: Column<FigureRecord>[] = [
    {
      id: 'name',
      header: t('figures.person'),
      isRowHeader: true,
      cell: ({ name, personId, clueId }) => (
        <Link look="row" href={clueId ? `/clues/${clueId}` : `/persons/${personId}`}>
          {name}
        </Link>
      ),
    },
    {
      id: 'disability',
      header: t('figures.disability'),
      cell: ({ category, level }) => names.both(category, level),
    },
    { id: 'place', header: t('figures.place'), cell: ({ regionName }) => regionName ?? t('word.unknown') },
  ]
  return (
    <DataTable
      caption={t('figures.records')}
      columns={columns}
      rows={rows}
      rowKey={({ recordId }) => recordId}
      empty={<EmptyState title={t('figures.noRecords')}>{format.number(0)}</EmptyState>}
    />
  )
}
