import { useMutation, useQueryClient } from '@tanstack/react-query'
import { cellOutcomes } from '@zhucan/catalogue'
import { Button, type Column, DataTable, ProblemSummary, RadioGroup, useFormat, useT } from '@zhucan/ui'
import type { ReactNode } from 'react'
import { useColumnName, useWrittenValue } from '../app/columns.ts'
import { post, problemOf } from '../app/http.ts'
import { PersonLink } from '../app/person-link.tsx'
import { type FormCell, type Import, importQuery, type PreviewRow } from './imports.queries.ts'

interface Cell extends FormCell {
  readonly row: PreviewRow
}

type Take = 'ours' | 'theirs'

/** Cells of a returned form one by one: as sent, as it is now, as it came back; and where both changed, whose counts. */
export function FormCells(props: {
  of: Import
  kind: 'differing' | 'kept'
  rows: readonly PreviewRow[]
  isBusy: boolean
  empty: ReactNode
}) {
  const { of, kind, rows } = props
  const t = useT()
  const decide = useDecide(of.id)
  const outcome = kind === 'differing' ? 'conflict' : 'system'
  const cells: Cell[] = rows.flatMap((row) =>
    row.cells.filter((cell) => cell.outcome === outcome).map((cell) => ({ ...cell, row })),
  )
  const columns = useCellColumns(kind === 'differing' ? decide.mutate : null)
  return (
    <div className="desk-stack">
      <p className="desk-quiet">
        {t(kind === 'differing' ? 'imports.form.conflictNote' : 'imports.form.keptNote')}
      </p>
      {decide.error && <ProblemSummary {...problemOf(decide.error)} />}
      {kind === 'differing' && cells.length > 0 && (
        <div className="desk-row">
          <Button isPending={decide.isPending} onPress={() => decide.mutate({ all: 'ours' })}>
            {t('imports.form.allOurs')}
          </Button>
          <Button isPending={decide.isPending} onPress={() => decide.mutate({ all: 'theirs' })}>
            {t('imports.form.allTheirs')}
          </Button>
        </div>
      )}
      <DataTable
        caption={t(`imports.count.${kind}`)}
        columns={columns}
        rows={cells}
        rowKey={({ row, field }) => `${row.sheet}:${row.row}:${field}`}
        isBusy={props.isBusy}
        empty={props.empty}
      />
    </div>
  )
}

type Decision = { all: Take } | { cells: { personId: string; field: string; take: Take }[] }

function useDecide(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (decision: Decision) => post(`/api/v1/imports/${id}/cells`, decision, 'PUT'),
    onSettled: () =>
      void queryClient.invalidateQueries({ queryKey: [...importQuery(id).queryKey, 'preview'] }),
  })
}

function useCellColumns(decide: ((decision: Decision) => void) | null): Column<Cell>[] {
  const t = useT()
  const format = useFormat()
  const columnName = useColumnName()
  const write = useWrittenValue()
  const value = (field: string, one: unknown) =>
    one === null || one === undefined || one === '' ? t('imports.wasEmpty') : write('register', field, one)
  const side = (id: 'sent' | 'now' | 'returned'): Column<Cell> => ({
    id,
    header: t(`imports.form.${id}`),
    cell: (cell) => value(cell.field, cell[id]),
  })
  return [
    {
      id: 'name',
      header: t('imports.name'),
      isRowHeader: true,
      cell: ({ row }) =>
        row.personId ? <PersonLink id={row.personId} name={row.name} /> : (row.name ?? t('word.unknown')),
    },
    { id: 'field', header: t('imports.form.field'), cell: ({ field }) => columnName('register', field) },
    side('sent'),
    side('now'),
    side('returned'),
    {
      id: 'take',
      header: t('imports.form.take'),
      cell: (cell) => (decide ? <Choice cell={cell} decide={decide} /> : format.label(cellOutcomes.system)),
    },
  ]
}

function Choice({ cell, decide }: { cell: Cell; decide: (decision: Decision) => void }) {
  const t = useT()
  const columnName = useColumnName()
  const { row, field, take } = cell
  const choose = (next: string) => {
    if (row.personId === null || (next !== 'ours' && next !== 'theirs')) return
    decide({ cells: [{ personId: row.personId, field, take: next }] })
  }
  return (
    <RadioGroup
      label={t('imports.form.takeOf', { name: row.name, field: columnName('register', field) })}
      hideLabel
      look="bar"
      value={take ?? 'ours'}
      onChange={choose}
      options={[
        { value: 'ours', label: t('imports.form.ours') },
        { value: 'theirs', label: t('imports.form.theirs') },
      ]}
    />
  )
}
