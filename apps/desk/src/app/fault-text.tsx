import { type FaultCode, faultCatalogue } from '@zhucan/kernel'
import { useFormat } from '@zhucan/ui'
import { useColumnName } from './columns.ts'
import './fault-text.css'

/** What is wrong in a cell and what to do, in the reader's language; the code itself when it is unknown here. */
export function useFaultText(): (code: string) => string {
  const format = useFormat()
  return (code) =>
    Object.hasOwn(faultCatalogue, code) ? format.label(faultCatalogue[code as FaultCode]) : code
}

/** The faults of one row, each with its column. */
export function Faults(props: {
  fileType: string | null
  faults: readonly { readonly column: string | null; readonly code: string }[]
}) {
  const columnName = useColumnName()
  const textOf = useFaultText()
  return (
    <ul className="desk-faults">
      {props.faults.map(({ column, code }) => (
        <li key={`${column} ${code}`}>
          {column !== null && <strong>{columnName(props.fileType, column)}</strong>} {textOf(code)}
        </li>
      ))}
    </ul>
  )
}
