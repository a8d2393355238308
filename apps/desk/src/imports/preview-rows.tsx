import { type Column, DataTable, Masked, useT } from '@zhucan/ui'
import type { ReactNode } from 'react'
import { useColumnName, useWrittenValue } from '../app/columns.ts'
import { Faults } from '../app/fault-text.tsx'
import { PersonLink } from '../app/person-link.tsx'
import type { rowKinds } from './imports.address.ts'
import type { Import, PreviewRow } from './imports.queries.ts'

/** One page of rows: who, and what would change or what is wrong. */
export function PreviewRows(props: {
  of: Import
  kind: (typeof rowKinds)[number]
  rows: readonly PreviewRow[]
  isBusy: boolean
  empty: ReactNode
}) {
  const t = useT()
  const { of, kind } = props
  const columns: Column<PreviewRow>[] = [
    {
      id: 'row',
      header: t('imports.rowNo'),
      isRowHeader: true,
      cell: ({ sheet, row }) => rowName(of, sheet, row),
    },
    { id: 'name', header: t('imports.name'), cell: (row) => <Name row={row} /> },
    ...useDetails(of, kind),
  ]
  return (
    <DataTable
      caption={t('imports.previewCaption', { kind: t(`imports.count.${kind}`) })}
      columns={columns}
      rows={props.rows}
      rowKey={({ sheet, row }) => `${sheet}:${row}`}
      isBusy={props.isBusy}
      empty={props.empty}
    />
  )
}

function Name({ row: { name, personId } }: { row: PreviewRow }) {
  const t = useT()
  if (personId && name) return <PersonLink id={personId} name={name} />
  return <Masked text={name || t('word.unknown')} />
}

/** What would change, or what is wrong; rows that were simply matched or not need neither. */
function useDetails(of: Import, kind: (typeof rowKinds)[number]): Column<PreviewRow>[] {
  const t = useT()
  if (kind === 'matched' || kind === 'absent' || kind === 'missing') return []
  if (kind === 'faulty' || kind === 'invalid' || kind === 'warning') {
    return [
      {
        id: 'faults',
        isWide: true,
        header: t('imports.faults'),
        cell: ({ faults }) => <Faults fileType={of.fileType} faults={faults} />,
      },
    ]
  }
  return [
    {
      id: 'changes',
      isWide: true,
      header: t('imports.changes'),
      cell: ({ changes }) => <Changes fileType={of.fileType} changes={changes} isNew={kind === 'new'} />,
    },
  ]
}

/** The row's number as the spreadsheet shows it, with its sheet when there are several. */
function rowName(of: Import, sheet: number, row: number): string {
  const name =
    of.sheets.filter((one) => one.sheet !== null).length > 1 && of.sheets.find((s) => s.index === sheet)?.name
  return name ? `${name} ${row}` : String(row)
}

function Changes(props: { fileType: string | null; changes: PreviewRow['changes']; isNew: boolean }) {
  const t = useT()
  const columnName = useColumnName()
  const write = useWrittenValue()
  const value = (field: string, one: unknown) =>
    one === null || one === undefined || one === ''
      ? t('imports.wasEmpty')
      : write(props.fileType, field, one)
  return (
    <ul className="imports-changes">
      {props.changes.map(({ field, from, to }) => (
        <li key={field}>
          <span className="desk-quiet">{columnName(props.fileType, field)}</span>{' '}
          {!props.isNew && (
            <>
              <del>{value(field, from)}</del> <span aria-hidden="true">→</span>{' '}
            </>
          )}
          <ins>{value(field, to)}</ins>
        </li>
      ))}
    </ul>
  )
}
