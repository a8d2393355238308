import { CheckIcon, MinusIcon } from '../icon/icons.ts'
import { useT } from '../locale/locale.tsx'
import { roles } from './table-roles.ts'
import '../checkbox/checkbox.css'

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
      <Tick
        label={t('ui.selectRow', { name: nameOf(props.row) })}
        isSelected={keys.has(props.rowKey)}
        onChange={(isSelected) => {
          const next = new Set(keys)
          if (isSelected) next.add(props.rowKey)
          else next.delete(props.rowKey)
          onChange(next)
        }}
      />
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
      <Tick
        label={t('ui.selectPage')}
        isSelected={isAll}
        isMixed={count > 0 && !isAll}
        onChange={() => {
          const rest = [...keys].filter((key) => !here.includes(key))
          onChange(new Set(isAll ? rest : [...rest, ...here]))
        }}
      />
    </th>
  )
}

/** The browser's own checkbox: a list draws fifty, and one of the kit costs as much as three rows. */
function Tick(props: {
  label: string
  isSelected: boolean
  isMixed?: boolean
  onChange: (isSelected: boolean) => void
}) {
  const { isSelected, isMixed = false } = props
  return (
    <label className="zc-tick" data-on={isSelected || isMixed || undefined}>
      <input
        type="checkbox"
        className="zc-hidden"
        aria-label={props.label}
        checked={isSelected}
        ref={(box) => {
          if (box) box.indeterminate = isMixed
        }}
        onChange={({ currentTarget }) => props.onChange(currentTarget.checked)}
      />
      <span className="zc-checkbox-box" aria-hidden="true">
        {isMixed ? <MinusIcon /> : isSelected && <CheckIcon />}
      </span>
    </label>
  )
}
