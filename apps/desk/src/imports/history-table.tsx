import { type Column, DataTable, EmptyState, Link, State, type StateKind, useFormat, useT } from '@zhucan/ui'
import { useNames } from '../app/catalogue.ts'
import type { Import, ImportState } from './imports.queries.ts'

const kinds: Record<ImportState, StateKind> = {
  reading: 'notice',
  mapping: 'warning',
  checking: 'notice',
  ready: 'warning',
  applying: 'notice',
  done: 'good',
  undoing: 'notice',
  undone: 'cancelled',
  refused: 'danger',
  failed: 'danger',
  discarded: 'cancelled',
}

/** Where an import stands, in colour, shape and word. */
export function ImportStateMark({ state }: { state: ImportState }) {
  const t = useT()
  return <State kind={kinds[state] ?? 'neutral'}>{t(`imports.state.${state}`)}</State>
}

/** Past imports and those that still wait for somebody. */
export function HistoryTable({ imports }: { imports: readonly Import[] }) {
  const t = useT()
  const format = useFormat()
  const names = useNames()
  const columns: Column<Import>[] = [
    {
      id: 'file',
      header: t('imports.file'),
      isRowHeader: true,
      cell: ({ id, fileName }) => (
        <Link look="row" href={`/imports/${id}`}>
          {fileName}
        </Link>
      ),
    },
    {
      id: 'type',
      isWide: true,
      header: t('imports.fileType'),
      cell: ({ fileType }) => names.file(fileType) ?? t('imports.unknownType'),
    },
    { id: 'state', header: t('imports.state'), cell: ({ state }) => <ImportStateMark state={state} /> },
    {
      id: 'rows',
      header: t('imports.rows'),
      align: 'end',
      cell: ({ counts }) => (counts.rows === undefined ? t('word.none') : format.number(counts.rows)),
    },
    {
      id: 'when',
      isWide: true,
      header: t('imports.when'),
      isQuiet: true,
      cell: ({ createdAt }) => format.moment(createdAt),
    },
    { id: 'who', header: t('imports.who'), isQuiet: true, cell: ({ byName }) => byName ?? t('word.unknown') },
  ]
  return (
    <DataTable
      caption={t('imports.historyCaption')}
      columns={columns}
      rows={imports}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('imports.noHistory')} />}
    />
  )
}
