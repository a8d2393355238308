import { useQuery } from '@tanstack/react-query'
import { type Column, DataTable, EmptyState, Masked, Pagination, Tabs, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { PersonLink } from '../app/person-link.tsx'
import { QueryView } from '../app/query-view.tsx'
import { rowStates } from '../lists/lists.address.ts'
import { type ListRow, listRowsQuery } from '../lists/lists.queries.ts'
import { pageSize } from '../register/register.queries.ts'
import type { ImportSearch } from './imports.address.ts'

/** Where one looks among the rows of a list. */
export interface RowsPlace {
  readonly state: (typeof rowStates)[number]
  readonly page: number
}

/** A row as it is ticked: its sheet and its place on it. */
export const rowKey = ({ sheet, row }: Pick<ListRow, 'sheet' | 'row'>): string => `${sheet}:${row}`

/** The ticked rows as the server takes them. */
export const rowsOf = (ticked: ReadonlySet<string>): { sheet: number; row: number }[] =>
  [...ticked].map((key) => {
    const [sheet = 0, row = 0] = key.split(':').map(Number)
    return { sheet, row }
  })

/** The rows of a department's list, to tick those that shall go. */
export function UndoRows(props: {
  id: string
  place: RowsPlace
  onGo: (part: Pick<ImportSearch, 'rows' | 'page'>) => void
  ticked: ReadonlySet<string>
  onTick: (ticked: ReadonlySet<string>) => void
}) {
  const t = useT()
  const format = useFormat()
  const { id, place, onGo, ticked, onTick } = props
  const columns = useColumns()
  const rows = useQuery({ ...listRowsQuery(id, place), staleTime: 0 })
  return (
    <Tabs
      label={t('imports.undo.rowTabs')}
      selected={place.state}
      onSelect={(state) => onGo({ rows: rowStates.find((one) => one === state) })}
      tabs={rowStates.map((state) => ({ id: state, label: t(`imports.undo.rows.${state}`) }))}
    >
      <QueryView query={rows}>
        {({ total, rows: shown }) => (
          <>
            <DataTable
              caption={t('imports.undo.rowsCaption', { count: format.number(total) })}
              columns={columns}
              rows={shown}
              rowKey={rowKey}
              isBusy={rows.isPlaceholderData}
              selection={{ keys: ticked, onChange: onTick, nameOf: ({ row }) => String(row) }}
              empty={<EmptyState title={t('imports.undo.noRows')} />}
            />
            <Pagination
              page={place.page}
              pageSize={pageSize}
              total={total}
              hrefOf={(page) => address(`/imports/${id}`, { undo: 'back', rows: place.state, page })}
              onGo={(page) => onGo({ page })}
            />
          </>
        )}
      </QueryView>
    </Tabs>
  )
}

function useColumns(): Column<ListRow>[] {
  const t = useT()
  return [
    { id: 'row', header: t('imports.undo.row'), isRowHeader: true, cell: ({ row }) => String(row) },
    {
      id: 'name',
      header: t('imports.name'),
      cell: ({ name, personId }) =>
        personId ? <PersonLink id={personId} name={name} /> : <Masked text={name} />,
    },
  ]
}
