import { rmdir } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import type { PlainDate } from '@zhucan/kernel'
import { type ExactMatchSummary, type LinkStep, linkers } from '@zhucan/matching'
import type { CsvRow } from '@zhucan/sheets'
import { machineFault } from '../machine-faults.ts'
import { removedWhenStopped } from '../stopped-run.ts'
import { wrongUse } from '../wrong-use.ts'
import { refuseLacking } from './identity-columns.ts'
import { type LinkageReport, linkCompared } from './link-compared.ts'
import { type ExactOnly, findStrangers, linkIdentities, type OneToOne } from './link-identities.ts'
import { type LoadedSide, loadSide, rawTables } from './load-sides.ts'
import {
  countRounded,
  countUsable,
  type Found,
  type LinkRecord,
  linkRecords,
  makeKeyTables,
  reviewRecords,
} from './match.store.ts'
import { type MatchMap, readMatchMap, type Side } from './match-map.ts'
import { numberKeys } from './number-columns.ts'
import { readNumbers } from './read-numbers.ts'
import { looksSwapped } from './register-columns.ts'
import { type SparkPlace, sharedFolderOf } from './spark-place.ts'
import { checkPlace, rounded, writeWhole } from './write-links.ts'

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
  /** Whether the file holds one row a person; 'auto' looks. */
  readonly oneToOne?: OneToOne | undefined
  /** A model to use, or where to keep the one that is trained. */
  readonly model?: string | undefined
  /** Numbers only: the one way to match files that lack what linkage needs. */
  readonly exactOnly?: boolean | undefined
  /** A cluster to link on; numbers are compared here. */
  readonly spark?: SparkPlace | undefined
  /** Told how many rows of a side have been read, now and then. */
  readonly onRows?: (side: Side, rows: number) => void
  /** Told about each step of linkage. */
  readonly onStep?: (step: LinkStep, count: number) => void
}

/** How one side was understood: where its columns stood, how many rows, how many of them with a usable number. */
export interface SideReport extends Omit<LoadedSide, 'found' | 'ofRegister'> {
  readonly usable: number
  /** Rows whose number a spreadsheet has rounded (1.1E+17), so that its digits are lost. */
  readonly rounded?: number
}

/** What came out; `absent` and the others count rows of the file. */
export interface MatchReport {
  readonly register: SideReport
  readonly file: SideReport
  readonly result: ExactMatchSummary
  /** Rows whose number was found with the name and birth date of another person; a person must look. */
  readonly strangers: number
  /** What linkage without a number did, or that there was none. */
  readonly linkage: LinkageReport | ExactOnly
  /** Whether the two sides look as if they were given the wrong way round. */
  readonly swapped?: boolean
  readonly out: string
  readonly review: string | null
}

const header = ['file_row', 'register_row', 'method', 'probability', 'weight', 'evidence'] as const

/**
 * Matches two files and writes the links. Plain keys exist in memory and in one private temporary folder only, which is
 * removed whatever happens.
 */
export async function matchFiles(job: MatchJob): Promise<MatchReport> {
  for (const path of [job.out, ...(job.review === undefined ? [] : [job.review])])
    await checkPlace(resolve(path))
  const map = await readMatchMap(job.map)
  if (job.exactOnly && map.compare.length > 0) throw wrongUse('exactCompares')
  return inPrivateFolder(
    [job.register, job.file, ...sharedFolderOf(job.spark)],
    job.memory,
    async (analysis) => {
      const options = { map, onRows: job.onRows, refuse: refuseLacking(job.exactOnly) }
      const register = await loadSide(analysis, 'register', job.register, options)
      const file = await loadSide(analysis, 'file', job.file, options)
      return map.compare.length > 0
        ? matchCompared(analysis, job, map, { register, file })
        : matchIdentities(analysis, job, { register, file })
    },
  )
}

/**
 * Opens the engine with a temporary folder (0700) of its own, gone afterwards. What a killed run left behind is removed by
 * the next one of the same user.
 */
export async function inPrivateFolder<Result>(
  files: readonly string[],
  memory: string | undefined,
  work: (analysis: Analysis) => Promise<Result>,
): Promise<Result> {
  const dir = join(tmpdir(), `zhucan-match-${userInfo().username}`)
  try {
    const folders = files.map((path) => dirname(resolve(path)))
    const limit = memory === undefined ? {} : { memoryLimit: memory }
    await using analysis = await openIn(() => openAnalysis({ dir, folders, ...limit }))
    return await removedWhenStopped(analysis.folder, () => work(analysis))
  } catch (error) {
    throw machineFault(error) ?? error
  } finally {
    // Another run may be using it; then it stays.
    await rmdir(dir).catch(() => undefined)
  }
}

/** Another run that ends may take the common folder away at the moment when this one begins in it. */
async function openIn(open: () => Promise<Analysis>): Promise<Analysis> {
  for (let left = 20; ; left -= 1)
    try {
      return await open()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || left === 0) throw error
    }
}

type Sides = { readonly register: LoadedSide; readonly file: LoadedSide }

async function matchIdentities(analysis: Analysis, job: MatchJob, sides: Sides): Promise<MatchReport> {
  const numbers = { register: numbersOf(sides.register), file: numbersOf(sides.file) }
  const rounded = {
    register: await countRounded(analysis, rawTables.register, numbers.register),
    file: await countRounded(analysis, rawTables.file, numbers.file),
  }
  await readNumbers(analysis, { register_raw: numbers.register, file_raw: numbers.file }, job.day)
  await makeKeyTables(analysis, numbers)
  const usable = await countUsable(analysis)
  const [exact] = linkers
  const result = await exact!.run(analysis, {
    register: { table: 'register_key' },
    file: { table: 'file_key' },
  })
  const strangers = await findStrangers(analysis, sides)
  const linkage = await linkIdentities(analysis, job, sides)
  await writeFound(analysis, job, { exact: true, linked: 'linked' in linkage })
  return report(job, sides, {
    usable,
    rounded,
    result: { ...result, matched: result.matched - strangers },
    strangers,
    linkage,
  })
}

async function matchCompared(
  analysis: Analysis,
  job: MatchJob,
  map: MatchMap,
  sides: Sides,
): Promise<MatchReport> {
  const linkage = await linkCompared(analysis, map, job)
  await writeFound(analysis, job, { exact: false, linked: true })
  const rows = sides.file.rows
  const result = { rows, matched: 0, upgraded: 0, ambiguous: 0, mismatch: 0, absent: 0, unusable: rows }
  return report(job, sides, { usable: { register: 0, file: 0 }, result, strangers: 0, linkage })
}

/** Writes what was found, each file whole or not at all. */
export async function writeFound(
  analysis: Analysis,
  job: Pick<MatchJob, 'out' | 'review'>,
  found: Found,
): Promise<void> {
  // The review first: whoever sees the links of a run may rely on its review being there as well.
  if (job.review !== undefined) await writeWhole(resolve(job.review), csvRows(reviewRecords(analysis, found)))
  await writeWhole(resolve(job.out), csvRows(linkRecords(analysis, found)))
}

/** Number columns of a side. */
export function numbersOf({ found }: LoadedSide): string[] {
  return numberKeys.filter((key) => found.places[key] !== undefined)
}

/** What to say of a match. */
export function report(
  job: Pick<MatchJob, 'out' | 'review'>,
  sides: Sides,
  done: Pick<MatchReport, 'result' | 'strangers' | 'linkage'> & {
    usable: { register: number; file: number }
    rounded?: { register: number; file: number }
  },
): MatchReport {
  const shown = (side: Side): SideReport => {
    const { found: _, ofRegister: __, ...rest } = sides[side]
    const rounded = done.rounded?.[side] ?? 0
    return { ...rest, usable: done.usable[side], ...(rounded > 0 && { rounded }) }
  }
  return {
    register: shown('register'),
    file: shown('file'),
    ...{ result: done.result, strangers: done.strangers, linkage: done.linkage },
    ...(looksSwapped(sides) && { swapped: true }),
    ...{ out: job.out, review: job.review ?? null },
  }
}

async function* csvRows(source: AsyncIterable<LinkRecord[]>): AsyncGenerator<CsvRow> {
  yield header
  for await (const batch of source)
    for (const row of batch)
      yield [
        row.file_row,
        row.register_row,
        row.method,
        rounded(row.probability, 6),
        rounded(row.weight, 2),
        row.evidence,
      ]
}
