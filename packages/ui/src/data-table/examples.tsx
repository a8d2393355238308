import { useState } from 'react'
import { EmptyState } from '../empty-state/empty-state.tsx'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import type { Column } from './body-row.tsx'
import { DataTable, type Sort } from './data-table.tsx'

interface Row {
  readonly id: string
  readonly name: string
  readonly level: string
}

function useRows(count: number) {
  const text = useExampleText()
  const rows: Row[] = Array.from({ length: count }, (_, index) => ({
    id: String(index + 1),
    name: text('example.person'),
    level: text(index % 2 ? 'example.levelTwo' : 'example.levelOne'),
  }))
  const columns: Column<Row>[] = [
    {
      id: 'name',
      header: text('example.name'),
      isRowHeader: true,
      isSortable: true,
      cell: ({ name }) => name,
    },
    { id: 'level', header: text('example.level'), cell: ({ level }) => level },
    { id: 'id', header: 'id', align: 'end', isQuiet: true, cell: ({ id }) => id },
  ]
  return { caption: text('example.tableCaption'), rows, columns, rowKey: ({ id }: Row) => id }
}

function Sortable() {
  const [sort, setSort] = useState<Sort>({ column: 'name', direction: 'ascending' })
  return <DataTable {...useRows(3)} showCaption sort={sort} onSort={setSort} currentKey="2" />
}

function Long() {
  return <DataTable {...useRows(1000)} />
}

function Empty() {
  const text = useExampleText()
  return <DataTable {...useRows(0)} empty={<EmptyState title={text('example.empty')} />} />
}

/** States of data-table. */
export const examples: ExampleSet = {
  component: 'data-table',
  examples: [
    { name: 'sortable', Show: Sortable },
    { name: 'a thousand rows', Show: Long },
    { name: 'empty', Show: Empty },
  ],
}
