import { useQuery } from '@tanstack/react-query'
import {
  type Column,
  DataTable,
  EmptyState,
  Link,
  Pagination,
  Panel,
  SearchField,
  Select,
  State,
  useFormat,
  useT,
} from '@zhucan/ui'
import { useState } from 'react'
import { address } from '../app/address.ts'
import { QueryView } from '../app/query-view.tsx'
import { ExportButton } from '../exports/export-button.tsx'
import type { DirectorySearch } from './organisations.address.ts'
import { type Association, directoryQuery, type Holder, pageSize } from './organisations.queries.ts'

const all = 'all'

/** One page of village associations: who chairs, who are the commissioners, since when. */
export function AssociationsPanel(props: {
  search: DirectorySearch
  onChange: (part: DirectorySearch) => void
}) {
  const t = useT()
  const format = useFormat()
  const { search, onChange } = props
  const [q, setQ] = useState(search.q ?? '')
  const found = useQuery(directoryQuery(search))
  const columns = useColumns()
  const caption = t('organisations.caption', { count: format.number(found.data?.total ?? 0) })
  return (
    <Panel title={caption} hideTitle flush>
      <div className="organisations-tools">
        <SearchField
          label={t('organisations.search')}
          hint={t('organisations.searchHint')}
          value={q}
          onChange={setQ}
          onSubmit={(typed) => onChange({ q: typed.trim() || undefined })}
        />
        <Select
          label={t('organisations.lack')}
          value={search.lack ?? all}
          onChange={(value) =>
            onChange({ lack: (['chair', 'commissioner'] as const).find((one) => one === value) })
          }
          options={[
            { value: all, label: t('word.all') },
            { value: 'chair', label: t('organisations.lack.chair') },
            { value: 'commissioner', label: t('organisations.lack.commissioner') },
          ]}
        />
        <ExportButton
          what="directory"
          filter={{ q: search.q, lack: search.lack, region: search.region }}
          numberRight="organisation.contact"
        />
      </div>
      <QueryView query={found}>
        {({ rows, total }) => (
          <>
            <DataTable
              caption={caption}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              isBusy={found.isPlaceholderData}
              empty={<EmptyState title={t('organisations.none')}>{t('organisations.noneHelp')}</EmptyState>}
            />
            {total > pageSize && (
              <Pagination
                page={search.page ?? 1}
                pageSize={pageSize}
                total={total}
                hrefOf={(page) => address('/directory', { ...search, page })}
                onGo={(page) => onChange({ page })}
              />
            )}
          </>
        )}
      </QueryView>
    </Panel>
  )
}

function useColumns(): Column<Association>[] {
  const t = useT()
  return [
    {
      id: 'name',
      header: t('organisations.association'),
      isRowHeader: true,
      cell: ({ id, name }) => (
        <Link look="row" href={`/organisations/${id}`}>
          {name}
        </Link>
      ),
    },
    { id: 'village', header: t('organisations.village'), cell: ({ regionName }) => regionName },
    {
      id: 'township',
      header: t('organisations.township'),
      isQuiet: true,
      cell: ({ townshipName }) => townshipName,
    },
    {
      id: 'chair',
      header: t('organisations.chair'),
      cell: ({ chair }) => <InOffice holders={chair ? [chair] : []} />,
    },
    {
      id: 'commissioners',
      header: t('organisations.commissioners'),
      isWide: true,
      cell: ({ commissioners }) => <InOffice holders={commissioners} />,
    },
  ]
}

function InOffice({ holders }: { holders: readonly Holder[] }) {
  const t = useT()
  const format = useFormat()
  if (holders.length === 0) return <State kind="warning">{t('organisations.vacant')}</State>
  return holders.map(({ id, name, fromDay }) => (
    <div key={id}>
      {name}{' '}
      <span className="desk-quiet desk-small">{t('organisations.since', { day: format.day(fromDay) })}</span>
    </div>
  ))
}
