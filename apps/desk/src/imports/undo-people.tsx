import { type UndoReason, undoFates, undoReasons } from '@zhucan/catalogue'
import { type Column, DataTable, EmptyState, type RowSelection, useFormat, useT } from '@zhucan/ui'
import { columnOrder, useColumnName } from '../app/columns.ts'
import { PersonLink } from '../app/person-link.tsx'
import type { UndoPerson } from './undo.queries.ts'

/** Of long rows the first few contents are told and how many more there are; the file to download names them all. */
const mostFields = 6

/** The people an undo touches, and of those of whom something stays why; what becomes of them is told where fates differ. */
export function UndoPeople(props: {
  caption: string
  rows: readonly UndoPerson[]
  isBusy: boolean
  selection?: RowSelection<UndoPerson>
}) {
  const t = useT()
  const format = useFormat()
  const columnName = useColumnName()
  const hasSeveralFates = new Set(props.rows.map(({ fate }) => fate)).size > 1
  const hasReasons = props.rows.some(({ reason }) => reason !== null)
  const columns: Column<UndoPerson>[] = [
    {
      id: 'name',
      header: t('imports.name'),
      isRowHeader: true,
      cell: ({ personId, name }) => <PersonLink id={personId} name={name} />,
    },
    ...(hasSeveralFates
      ? [
          {
            id: 'fate',
            header: t('imports.undo.after'),
            cell: ({ fate }: UndoPerson) => format.label(undoFates[fate]),
          },
        ]
      : []),
    ...(hasReasons
      ? [
          {
            id: 'reason',
            header: t('imports.undo.why'),
            cell: ({ reason }: UndoPerson) =>
              reason === null ? t('word.none') : format.label(reasonText(reason)),
          },
        ]
      : []),
    {
      id: 'fields',
      header: t('imports.undo.fields'),
      isWide: true,
      cell: ({ fields }) => {
        const named = fields
          .toSorted((a, b) => columnOrder('register', a) - columnOrder('register', b))
          .map((field) => columnName('register', field))
        const told = named.slice(0, mostFields).join(t('imports.undo.comma'))
        const more = named.length - mostFields
        return more > 0 ? t('imports.undo.more', { told, count: more }) : told
      },
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
