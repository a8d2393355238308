import { Checkbox } from '../checkbox/checkbox.tsx'
import { useT } from '../locale/locale.tsx'
import { roles } from './table-roles.ts'

/** Which rows are ticked, kept by the caller, who knows how many there are beyond this page. */
export interface RowSelection<Row> {
  readonly keys: ReadonlySet<string>
  readonly onChange: (keys: ReadonlySet<string>) => void
  /** What a row is called when its tick is spoken. */
  readonly nameOf: (row: Row) => string
}

/** The tick of one row. */
export function SelectCell<Row>(props: { row: Row; rowKey: string; selection: RowSelection<Row> }) {
  const t = useT()
  const { keys, onChange, nameOf } = props.selection
  return (
    <td {...roles.cell} className="zc-table-tick">
      <Checkbox
        isSelected={keys.has(props.rowKey)}
        onChange={(isSelected) => {
          const next = new Set(keys)
          if (isSelected) next.add(props.rowKey)
          else next.delete(props.rowKey)
          onChange(next)
        }}
      >
        <span className="zc-hidden">{t('ui.selectRow', { name: nameOf(props.row) })}</span>
      </Checkbox>
    </td>
  )
}

/** The tick over all rows of the page. */
export function SelectAllCell<Row>(props: {
  rows: readonly Row[]
  rowKey: (row: Row) => string
  selection: RowSelection<Row>
}) {
  const t = useT()
  const { keys, onChange } = props.selection
  const here = props.rows.map(props.rowKey)
  const count = here.filter((key) => keys.has(key)).length
  const isAll = here.length > 0 && count === here.length
  return (
    <th {...roles.columnHeader} scope="col" className="zc-table-tick">
      <Checkbox
        isSelected={isAll}
        isIndeterminate={count > 0 && !isAll}
        onChange={() => {
          const rest = [...keys].filter((key) => !here.includes(key))
          onChange(new Set(isAll ? rest : [...rest, ...here]))
        }}
      >
        <span className="zc-hidden">{t('ui.selectPage')}</span>
      </Checkbox>
    </th>
  )
}
