import { useState } from 'react'
import { useNotify } from '../announce/announcer.tsx'
import { Button } from '../button/button.tsx'
import { DataTable } from '../data-table/data-table.tsx'
import { type ExampleSet, useExampleText } from '../example-kit.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ColumnChooser, type Density } from './column-chooser.tsx'

function Chosen() {
  const text = useExampleText()
  const notify = useNotify()
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set(['1']))
  const [isAll, setAll] = useState(false)
  const [hidden, setHidden] = useState<readonly string[]>([])
  const [density, setDensity] = useState<Density>('dense')
  const rows = ['1', '2', '3'].map((id) => ({
    id,
    name: text('example.person'),
    level: text('example.levelOne'),
  }))
  const columns = [
    {
      id: 'name',
      header: text('example.name'),
      isRowHeader: true as const,
      cell: (row: (typeof rows)[0]) => row.name,
    },
    { id: 'level', header: text('example.level'), cell: (row: (typeof rows)[0]) => row.level },
  ]
  return (
    <>
      <ColumnChooser {...{ columns, hidden, density }} onHidden={setHidden} onDensity={setDensity} />
      <BulkBar
        count={keys.size}
        total={1_000}
        isAll={isAll}
        onAll={() => setAll(true)}
        onClear={() => {
          setKeys(new Set())
          setAll(false)
        }}
      >
        <Button
          onPress={() => notify({ kind: 'good', text: text('example.noticed'), undo: () => setKeys(keys) })}
        >
          {text('example.save')}
        </Button>
      </BulkBar>
      <DataTable
        caption={text('example.tableCaption')}
        columns={columns.filter(({ id }) => !hidden.includes(id))}
        rows={rows}
        rowKey={({ id }) => id}
        density={density}
        selection={{ keys, onChange: setKeys, nameOf: ({ name, id }) => `${name} ${id}` }}
      />
    </>
  )
}

function Window() {
  const text = useExampleText()
  return (
    <DataTable
      caption={text('example.holders')}
      columns={[
        { id: 'name', header: text('example.name'), isRowHeader: true, cell: (row: string) => row },
        { id: 'level', header: text('example.level'), cell: () => text('example.levelTwo') },
      ]}
      rows={[]}
      rowKey={(row) => row}
      window={{
        total: 100_000,
        rowAt: (index) => (index % 7 === 6 ? undefined : `${text('example.person')} ${index + 1}`),
        onRange: () => undefined,
        list: 'example',
      }}
    />
  )
}

/** States of table-tools. */
export const examples: ExampleSet = {
  component: 'table-tools',
  examples: [
    { name: 'ticked rows', Show: Chosen },
    { name: 'a hundred thousand rows', Show: Window },
  ],
}
