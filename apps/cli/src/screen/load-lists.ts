import { basename } from 'node:path'
import type { Analysis } from '@zhucan/analysis'
import { type ColumnKind, compileReader, type NumberValue } from '@zhucan/catalogue'
import { hideNumbers, type PlainDate } from '@zhucan/kernel'
import { fileKeyRow } from '@zhucan/matching'
import { listRowColumns } from './screen.store.ts'
import { openScreenFile, type ScreenTable } from './screen-tables.ts'

/** A department's list that was read. */
export interface LoadedList {
  readonly id: number
  readonly file: string
  readonly fileType: string
}

/** Kinds whose values feed facts; dates of birth and names never do. */
const feeding: ReadonlySet<ColumnKind> = new Set<ColumnKind>([
  'choice',
  'month',
  'money',
  'integer',
  'yesNo',
  'date',
])
const numberColumns = ['idNumber', 'certificateNumber'] as const

/** Reads lists into the engine, row by row; what no list of the catalogue fits is named, not guessed. */
export async function loadLists(
  analysis: Analysis,
  paths: readonly string[],
  day: PlainDate,
  onList: (file: string) => void,
): Promise<{ lists: LoadedList[]; unknown: string[] }> {
  const lists: LoadedList[] = []
  const unknown: string[] = []
  const next = { row: 0 }
  // With no list at all there is still a table to join.
  await analysis.appendRows('file_key', listRowColumns, [])
  for (const path of paths) {
    const opened = await openScreenFile(path, analysis)
    try {
      if (opened.file === null || opened.file.id === 'register') {
        unknown.push(basename(path))
        continue
      }
      onList(basename(path))
      const list = { id: lists.length, file: basename(path), fileType: opened.file.id }
      for (const table of opened.tables)
        await analysis.appendRows('file_key', listRowColumns, keyRows(table, { list, day, next }))
      lists.push(list)
    } finally {
      await opened.close()
    }
  }
  return { lists, unknown }
}

async function* keyRows(
  table: ScreenTable,
  { list, day, next }: { list: LoadedList; day: PlainDate; next: { row: number } },
) {
  const read = compileReader(table.definition, table.map, { day })
  const feeds = Object.entries(table.definition.columns)
    .filter(([key, { kind }]) => feeding.has(kind) && key !== 'birth' && key !== 'headBirth')
    .map(([key]) => key)
  for await (const { cells } of table.rows) {
    const { values, faults } = read(cells)
    const found = values as Readonly<Record<string, unknown>>
    const numbers = numberColumns.flatMap((key) => (found[key] ? [found[key] as NumberValue] : []))
    next.row += 1
    yield [
      ...fileKeyRow(next.row, numbers),
      list.id,
      typeof found.name === 'string' ? hideNumbers(found.name) : null,
      faults.some(({ code }) => code === 'id.birth-differs'),
      JSON.stringify(pick(found, feeds)),
    ] as const
  }
}

function pick(values: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    keys
      .filter((key) => values[key] !== null && values[key] !== undefined)
      .map((key) => [key, typeof values[key] === 'bigint' ? Number(values[key]) : values[key]]),
  )
}
