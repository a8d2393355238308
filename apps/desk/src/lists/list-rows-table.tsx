import { type Column, DataTable, Masked, type RowWindow, useT } from '@zhucan/ui'
import type { ReactNode } from 'react'
import { columnOrder, useColumnName, useWrittenValue } from '../app/columns.ts'
import { Faults } from '../app/fault-text.tsx'
import { PersonLink } from '../app/person-link.tsx'
import type { rowStates } from './lists.address.ts'
import type { ListRow } from './lists.queries.ts'

/** Rows of a list that came out the same way; faulty ones say what is wrong and what to do. */
export function ListRowsTable(props: {
  caption: string
  fileType: string
  state: (typeof rowStates)[number]
  rows: readonly ListRow[]
  /** Rows fetched as one scrolls; `rows` then only says which columns there are. */
  window?: RowWindow<ListRow> | undefined
  isBusy: boolean
  empty: ReactNode
}) {
  const columns = useColumns(props)
  return (
    <DataTable
      caption={props.caption}
      columns={columns}
      rows={props.window ? [] : props.rows}
      window={props.window}
      rowKey={({ sheet, row }) => `${sheet}:${row}`}
      isBusy={props.isBusy}
      empty={props.empty}
    />
  )
}

/** The fields that the shown rows have, in the order of the file, as many as fit. */
function fieldKeys(rows: readonly ListRow[], fileType: string): string[] {
  const keys = new Set(rows.flatMap(({ fields }) => Object.keys(fields)))
  return [...keys].sort((a, b) => columnOrder(fileType, a) - columnOrder(fileType, b)).slice(0, 6)
}

function useColumns({ fileType, state, rows }: Parameters<typeof ListRowsTable>[0]): Column<ListRow>[] {
  const t = useT()
  const columnName = useColumnName()
  const write = useWrittenValue()
  const row: Column<ListRow> = {
    id: 'row',
    header: t('lists.row'),
    isRowHeader: true,
    cell: ({ row: number }) => String(number),
  }
  const name: Column<ListRow> = {
    id: 'name',
    header: t('lists.personName'),
    cell: ({ name: masked, personId }) =>
      personId ? <PersonLink id={personId} name={masked} /> : <Masked text={masked} />,
  }
  const content = fieldKeys(rows, fileType).map(
    (key): Column<ListRow> => ({
      id: `field-${key}`,
      header: columnName(fileType, key),
      cell: ({ fields }) => (fields[key] === undefined ? '' : write(fileType, key, fields[key])),
    }),
  )
  const method: Column<ListRow> = {
    id: 'method',
    header: t('lists.method'),
    isQuiet: true,
    cell: ({ method: how }) =>
      how === 'exact' || how === 'upgraded15' || how === 'linked' ? t(`lists.method.${how}`) : how,
  }
  const faults: Column<ListRow> = {
    id: 'faults',
    isWide: true,
    header: t('lists.fault'),
    cell: ({ faultCodes }) => (
      <Faults fileType={fileType} faults={faultCodes.map((code) => ({ column: null, code }))} />
    ),
  }
  if (state === 'matched') return [row, name, method, ...content]
  return state === 'invalid' ? [row, name, faults] : [row, name, ...content]
}
