import { createWriteStream } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import type { PlainDate } from '@zhucan/kernel'
import { type ExactMatchSummary, fileKeyRow, linkers, registerKeyRows } from '@zhucan/matching'
import { type CsvRow, writeCsv } from '@zhucan/sheets'
import { candidateRecords, fileColumns, linkRecords, registerColumns } from './match.store.ts'
import { type MatchMap, readMatchMap, type Side } from './match-map.ts'
import type { NumberFile, NumberRow } from './number-rows.ts'
import { openNumberFile } from './open-number-file.ts'

export type { Side } from './match-map.ts'

/** What `zhucan match` was asked to do; paths as given, `memory` e.g. '8GB'. */
export interface MatchJob {
  readonly register: string
  readonly file: string
  readonly map?: string | undefined
  readonly out: string
  readonly review?: string | undefined
  readonly memory?: string | undefined
  readonly day: PlainDate
  /** Told how many rows of a side have been read, now and then. */
  readonly onRows?: (side: Side, rows: number) => void
}

/** How one side was understood: where its numbers stood, how many rows, how many of them usable. */
export interface SideReport {
  readonly sheet: string | null
  readonly headerRow: number | null
  readonly columns: NumberFile['columns']
  readonly rows: number
  readonly usable: number
}

/** What came out; `absent` and the others count rows of the file. */
export interface MatchReport {
  readonly register: SideReport
  readonly file: SideReport
  readonly result: ExactMatchSummary
  readonly out: string
  readonly review: string | null
}

const header = ['file_row', 'register_row', 'method', 'probability', 'weight', 'evidence'] as const

/**
 * Matches two files by number and writes the links. Plain keys exist in memory and in one private temporary
 * folder only, which is removed whatever happens.
 */
export async function matchFiles(job: MatchJob): Promise<MatchReport> {
  const dir = await mkdtemp(join(tmpdir(), 'zhucan-match-'))
  try {
    const folders = [job.register, job.file].map((path) => dirname(resolve(path)))
    const limit = job.memory === undefined ? {} : { memoryLimit: job.memory }
    await using analysis = await openAnalysis({ dir, folders, ...limit })
    return await matchIn(analysis, job, await readMatchMap(job.map))
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function matchIn(analysis: Analysis, job: MatchJob, map: MatchMap): Promise<MatchReport> {
  const register = await load(analysis, job, 'register', map)
  const file = await load(analysis, job, 'file', map)
  const request = { register: { table: 'register_key' }, file: { table: 'file_key' } }
  const [exact] = linkers
  const result = await exact!.run(analysis, request)
  await writeWhole(resolve(job.out), links(analysis))
  if (job.review !== undefined) await writeWhole(resolve(job.review), doubts(analysis))
  return { register, file, result, out: job.out, review: job.review ?? null }
}

async function load(analysis: Analysis, job: MatchJob, side: Side, map: MatchMap): Promise<SideReport> {
  const source = await openNumberFile(resolve(job[side]), { side, mapped: map[side], day: job.day, analysis })
  const count = { rows: 0, usable: 0 }
  const counted = countRows(source.rows, count, (rows) => job.onRows?.(side, rows))
  try {
    if (side === 'register') await analysis.appendRows('register_key', registerColumns, registerRows(counted))
    else await analysis.appendRows('file_key', fileColumns, fileRows(counted))
  } finally {
    await source.close()
  }
  return { sheet: source.sheet, headerRow: source.headerRow, columns: source.columns, ...count }
}

async function* countRows(
  rows: AsyncIterable<NumberRow>,
  count: { rows: number; usable: number },
  tell: (rows: number) => void,
): AsyncGenerator<NumberRow> {
  for await (const row of rows) {
    count.rows += 1
    if (row.numbers.some(({ value }) => value.usable)) count.usable += 1
    if (count.rows % 100_000 === 0) tell(count.rows)
    yield row
  }
}

async function* registerRows(rows: AsyncIterable<NumberRow>) {
  for await (const row of rows)
    yield* registerKeyRows(
      knownAs(row),
      row.numbers.map(({ value }) => value),
    )
}

async function* fileRows(rows: AsyncIterable<NumberRow>) {
  for await (const row of rows) {
    const usable = row.numbers.find(({ value }) => value.usable)
    yield [
      ...fileKeyRow(
        row.row,
        row.numbers.map(({ value }) => value),
      ),
      knownAs(row),
      usable?.column ?? null,
    ] as const
  }
}

// A blank cell in an id column must not become another row's number.
function knownAs({ row, id }: NumberRow): string {
  return id === null ? String(row) : id || `row ${row}`
}

async function* links(analysis: Analysis): AsyncGenerator<CsvRow> {
  yield header
  for await (const batch of linkRecords(analysis))
    for (const row of batch) yield [row.file_row, row.register_row, row.method, 1, null, row.evidence]
}

/** Rows a person must look at; nothing says which of the persons is meant, so there is no probability. */
async function* doubts(analysis: Analysis): AsyncGenerator<CsvRow> {
  yield header
  for await (const batch of candidateRecords(analysis))
    for (const row of batch)
      yield [
        row.file_row,
        row.register_row,
        row.method,
        null,
        null,
        `${row.evidence}; several persons under this number`,
      ]
}

async function writeWhole(path: string, rows: AsyncIterable<CsvRow>): Promise<void> {
  const part = `${path}.part`
  try {
    await writeCsv(createWriteStream(part), rows, { bom: false, guardFormulas: false })
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
