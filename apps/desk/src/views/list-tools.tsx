import { type Column, ColumnChooser, type Density, type Sort, useDensity } from '@zhucan/ui'
import type { SearchValues } from '../app/address.ts'
import { readSort, writeSort } from '../app/sorting.ts'
import type { ViewPlace } from './views.queries.ts'
import { ViewsBar } from './views-bar.tsx'
import './views.css'

/** How somebody arranged a list, as its address says it. */
export interface Arranged {
  /** The list whose views are offered; none where none are kept. */
  readonly place?: ViewPlace
  readonly search: SearchValues
  /** Takes over a part of the address: columns left out, an order. */
  readonly onChange: (part: { hide?: string | undefined; sort?: string | undefined }) => void
}

/** Above a table: its views on the left, its columns and row height on the right. */
export function ListTools<Row>(
  props: Arranged & {
    columns: readonly Column<Row>[]
    density: Density
    onDensity: (density: Density) => void
  },
) {
  const { columns, density, onDensity, onChange, search } = props
  return (
    <div className="desk-list-tools zc-no-print">
      {props.place && <ViewsBar place={props.place} search={search} />}
      <ColumnChooser
        columns={columns}
        hidden={hiddenOf(search)}
        onHidden={(left) => onChange({ hide: left.join(',') || undefined })}
        density={density}
        onDensity={onDensity}
      />
    </div>
  )
}

const hiddenOf = (search: SearchValues): string[] =>
  String(search.hide ?? '')
    .split(',')
    .filter(Boolean)

/** What a table takes from an arranged list: the columns that are left, the height of its rows, its order. */
export function useArranged<Row>(columns: Column<Row>[], arranged: Arranged | undefined) {
  const [density, setDensity] = useDensity()
  if (!arranged)
    return { table: { columns: columns.map(({ isSortable: _, ...column }) => column) }, tools: null }
  const hidden = hiddenOf(arranged.search)
  const sort: Sort | undefined = readSort(
    arranged.search.sort === undefined ? undefined : String(arranged.search.sort),
  )
  return {
    table: {
      columns: columns.filter(({ id }) => !hidden.includes(id)),
      density,
      ...(sort ? { sort } : {}),
      onSort: (next: Sort) => arranged.onChange({ sort: writeSort(next) }),
    },
    tools: <ListTools {...arranged} columns={columns} density={density} onDensity={setDensity} />,
  }
}
