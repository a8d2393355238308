import { type UndoReason, undoFates, undoReasons } from '@zhucan/catalogue'
import { type Column, DataTable, EmptyState, type RowSelection, useFormat, useT } from '@zhucan/ui'
import { useColumnName } from '../app/columns.ts'
import { PersonLink } from '../app/person-link.tsx'
import type { UndoPerson } from './undo.queries.ts'

/** The people an undo touches: what becomes of them, and why somebody stays. */
export function UndoPeople(props: {
  caption: string
  rows: readonly UndoPerson[]
  isBusy: boolean
  selection?: RowSelection<UndoPerson>
}) {
  const t = useT()
  const format = useFormat()
  const columnName = useColumnName()
  const columns: Column<UndoPerson>[] = [
    {
      id: 'name',
      header: t('imports.name'),
      isRowHeader: true,
      cell: ({ personId, name }) => <PersonLink id={personId} name={name} />,
    },
    { id: 'fate', header: t('imports.undo.after'), cell: ({ fate }) => format.label(undoFates[fate]) },
    {
      id: 'reason',
      header: t('imports.undo.why'),
      cell: ({ reason }) => (reason === null ? t('word.none') : format.label(reasonText(reason))),
    },
    {
      id: 'fields',
      header: t('imports.undo.fields'),
      isWide: true,
      cell: ({ fields }) =>
        fields.map((field) => columnName('register', field)).join(t('imports.undo.comma')),
    },
  ]
  return (
    <DataTable
      caption={props.caption}
      columns={columns}
      rows={props.rows}
      rowKey={({ personId }) => personId}
      isBusy={props.isBusy}
      {...(props.selection && { selection: props.selection })}
      empty={<EmptyState title={t('imports.undo.nobody')} />}
    />
  )
}

const reasonText = (reason: UndoReason) => undoReasons[reason]
