import { createWriteStream } from 'node:fs'
import type { CellValue, CsvRow } from '@zhucan/sheets'
import { createWorkbookWriter, writeCsv } from '@zhucan/sheets'
import type { Plan } from '../plan.ts'
import { noteRow, type Truth } from '../truth/truth.ts'
import type { Counts, ListKind } from './list-kind.ts'
import { countList, type ListRow, listRows } from './list-rows.ts'

/** What a written list holds. */
export interface ListSummary {
  file: string
  /** 1-based row of the header. */
  headerRow: number
  /** Sheet that holds the rows. */
  sheet: string | null
  /** Data rows, doubled ones included. */
  rows: number
  /** Numbers that stand in the title, where the list tells them. */
  told?: Counts
  /** Rows about people of the register, and those of them with a usable number. */
  known: number
  usable: number
}

/** Name of a list's file inside the set. */
export function listFileName({ id, layout }: ListKind): string {
  return `lists/${id}.${layout.format}`
}

interface ListRun {
  kind: ListKind
  plan: Plan
  truth: Truth
  summary: ListSummary
  /** Lines above the header. */
  above: readonly string[]
  onRow(): void
}

/** Writes one department list and what is true about its rows; returns what it holds. */
export async function writeList(
  kind: ListKind,
  plan: Plan,
  { path, truth, onRow }: { path: string; truth: Truth; onRow(): void },
): Promise<ListSummary> {
  const counted = kind.layout.isCounted ? countList(kind, plan) : { rows: 0, people: 0, households: 0 }
  const above = kind.layout.above(counted, { area: areaName(plan), day: plan.day })
  const summary: ListSummary = {
    file: listFileName(kind),
    headerRow: above.length + 1,
    sheet: kind.layout.format === 'xlsx' ? kind.layout.sheetName : null,
    rows: 0,
    known: 0,
    usable: 0,
  }
  const run: ListRun = { kind, plan, truth, summary, above, onRow }
  await (kind.layout.format === 'xlsx' ? writeXlsx(run, path, counted) : writeText(run, path))
  return kind.layout.isCounted ? { ...summary, told: counted } : summary
}

/** County of a small set, city of a large one. */
export function areaName({ area }: Plan): string {
  const counties = new Set(area.villages.map(({ countyName }) => countyName))
  const names = [...counties]
  return names.length === 1 ? names[0]! : area.regions.find(({ level }) => level === 2)!.name
}

async function writeXlsx(run: ListRun, path: string, counted: Counts): Promise<void> {
  const { kind, summary, above } = run
  const writer = createWorkbookWriter(createWriteStream(path))
  const columns = kind.columns.map(({ header }) => ({ header, width: header.length * 2 + 4 }))
  const sheet = writer.addSheet({
    name: kind.layout.sheetName,
    columns,
    frozenRows: summary.headerRow,
    ...(above.length === 1 ? { title: above[0]! } : {}),
    header: above.length < 2,
  })
  if (above.length > 1)
    for (const values of [...above.map((text) => [text]), columns.map(({ header }) => header)])
      await sheet.row(values)
  let row = summary.headerRow
  for (const line of listRows(kind, run.plan)) {
    const wait = sheet.row(line.values, ++row)
    if (wait) await wait
    await noteLine(run, line, row)
    if (line.isBlankBehind) row++
  }
  const total = kind.layout.below?.(kind.layout.isCounted ? counted : { ...counted, rows: summary.rows })
  if (total) await sheet.row(total, ++row)
  await sheet.end()
  if (kind.layout.notes) {
    const notes = writer.addSheet({ name: '填报说明', columns: [{ header: '', width: 60 }], header: false })
    for (const text of kind.layout.notes) await notes.row([text])
    await notes.end()
  }
  await writer.finish()
}

async function writeText(run: ListRun, path: string): Promise<void> {
  const { encoding = 'utf-8' } = run.kind.layout
  await writeCsv(createWriteStream(path), textRows(run), { encoding, guardFormulas: false })
}

async function* textRows(run: ListRun): AsyncGenerator<CsvRow> {
  const { kind, summary } = run
  const width = kind.columns.length
  const fill = (values: readonly CellValue[]) =>
    Array.from({ length: width }, (_, index) => plain(values[index] ?? null))
  for (const text of run.above) yield fill([text])
  yield kind.columns.map(({ header }) => header)
  let row = summary.headerRow
  for (const line of listRows(kind, run.plan)) {
    yield fill(line.values)
    await noteLine(run, line, ++row)
    if (!line.isBlankBehind) continue
    row++
    yield fill([])
  }
  const total = kind.layout.below?.({ rows: summary.rows, people: 0, households: 0 })
  if (total) yield fill(total)
}

function plain(value: CellValue): string | number | null {
  if (value === null) return null
  return typeof value === 'object' ? (value.text ?? null) : value
}

/** Counts the row and writes down what is true about it. */
async function noteLine({ kind, truth, summary, onRow }: ListRun, line: ListRow, row: number): Promise<void> {
  summary.rows++
  onRow()
  await noteRow(truth, { file: kind.id, row }, line)
  if (line.personNo === null) return
  summary.known++
  if (line.isUsable) summary.usable++
  await truth.links.row(kind.id, row, line.personNo, line.isUsable)
}
