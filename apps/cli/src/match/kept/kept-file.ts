import { basename } from 'node:path'
import type { Analysis } from '@zhucan/analysis'
import {
  applyDelta,
  assignPairs,
  countOutcomes,
  exactMatchViewsSql,
  identityThresholds,
  keptStateOf,
  type LinkReport,
  linkageTables,
  linkers,
  type Plan,
  rescoreChanged,
  scoreAgainst,
  touchedRows,
} from '@zhucan/matching'
import { refuseLacking } from '../identity-columns.ts'
import { type LinkageReport, told } from '../link-compared.ts'
import {
  type ExactOnly,
  findStrangers,
  lackingFor,
  linkIdentities,
  planFor,
  type Score,
  type Sides,
} from '../link-identities.ts'
import { loadSide } from '../load-sides.ts'
import {
  countRounded,
  countScored,
  countStrangers,
  countUsable,
  linkTables,
  makeFileKeys,
  makeFilePersons,
  makeRegisterPersons,
} from '../match.store.ts'
import { type MatchJob, type MatchReport, numbersOf, report, writeFound } from '../match-files.ts'
import type { MatchMap } from '../match-map.ts'
import { withModel } from '../model-file.ts'
import { readNumbers } from '../read-numbers.ts'
import { type IndexFolder, openTables, writeIndex } from './index-folder.ts'
import type { IndexState, KeptFile, KeptLinkage } from './index-state.ts'
import {
  countRelinked,
  deltaTables,
  fileTables,
  forgetTouched,
  keepLinksBefore,
  keepTaken,
  keptFileSql,
  keysSince,
  loadOpened,
  makeLeftChanges,
  makeRightChanges,
  nameOpened,
  openedSql,
  registerAt,
  registerTables,
} from './kept.store.ts'

/** A file to match against an index. */
export interface FileRun {
  readonly analysis: Analysis
  readonly folder: IndexFolder
  readonly state: IndexState
  /** The job without its register, which is the index. */
  readonly job: Omit<MatchJob, 'register'>
  readonly map: MatchMap
  /** Name of what the file holds. */
  readonly id: string
}

/** What a file had to do with the index. */
export interface FileReport {
  readonly match: MatchReport
  /** Null when the file was matched anew; else what the changes of the register did to its links. */
  readonly delta: Delta | null
}

/** Changes of the register since the file was matched, and rows of the file they touched. */
export interface Delta {
  readonly gone: number
  readonly added: number
  readonly rows: number
  readonly dropped: number
}

const request = {
  register: { table: registerTables.keys },
  numbers: { table: registerTables.numbers },
  file: { table: fileTables.keys },
} as const

/** Matches a file that the index does not know, writes its links and keeps what a later run needs. */
export async function matchNew(run: FileRun): Promise<FileReport> {
  const { analysis, job, state } = run
  const refuse = refuseLacking(job.exactOnly)
  refuse(state.register.name, state.register.side.found)
  const file = await loadSide(analysis, 'file', job.file, { map: run.map, onRows: job.onRows, refuse })
  const sides: Sides = { register: state.register.side, file }
  const numbers = numbersOf(file)
  await readNumbers(analysis, { [fileTables.rows]: numbers }, job.day)
  await makeFileKeys(analysis, numbers)
  const usable = { register: state.register.usable, file: (await countUsable(analysis)).file }
  const rounded = await countRounded(analysis, fileTables.rows, numbers)
  const result = await linkers[0]!.run(analysis, request)
  const strangers = await findStrangers(analysis, sides)
  const scoring = scoreIn(run, sides)
  const linkage = await linkIdentities(analysis, job, sides, scoring.score)
  await writeFound(analysis, job, { exact: true, linked: 'linked' in linkage })
  const scored = scoring.done()
  const kept: KeptLinkage | null =
    scored === null || !('linked' in linkage)
      ? null
      : {
          state: keptStateOf(planFor(sides), scored.report),
          once: scored.once,
          oneToOne: linkage.oneToOne,
        }
  const model = state.model ?? kept?.state.model ?? null
  await keepFile(
    run,
    { ...state, model },
    {
      ...{ file: { side: file, usable: usable.file, rounded, linkage: kept }, sides, isKept: false },
    },
  )
  const match = report(job, sides, {
    ...{ usable, strangers, linkage, rounded: roundedOf(state, { rounded }) },
    result: { ...result, matched: result.matched - strangers },
  })
  return { match, delta: null }
}

const roundedOf = ({ register }: IndexState, file: Pick<KeptFile, 'rounded'>) => ({
  register: register.rounded ?? 0,
  file: file.rounded ?? 0,
})

/** A register of more rows is read where it lies; one of fewer, or without many of them, is faster in memory. */
const mostInMemory = 5_000_000

const isReadInPlace = ({ register }: Sides, once: boolean) => !once && register.rows > mostInMemory

/** Rules that were over the budget with the file that was matched last. */
function wideBefore({ rules }: Plan, { files }: IndexState): string[] {
  const last = Object.values(files).findLast(({ linkage }) => linkage !== null)
  const within = last?.linkage?.state.rules
  return within === undefined ? [] : rules.flatMap(({ id }) => (within.includes(id) ? [] : [id]))
}

/** Scores against the prepared register of the index, with its model once it has one. */
function scoreIn({ analysis, job, state }: FileRun, sides: Sides) {
  let done: { report: LinkReport; once: boolean } | null = null
  const score: Score = async (plan, once) => {
    await makeFilePersons(analysis, Object.keys(sides.file.found.places))
    if (once) await keepTaken(analysis, 'taken_now')
    const at = { lastRow: state.register.lastRow, without: once ? 'taken_now' : null }
    const kept = (table: string) => registerAt(analysis, table, at)
    const against = {
      ...{ plan, rows: linkTables.file, kept, shares: state.shares, wide: wideBefore(plan, state) },
      ...{ inPlace: isReadInPlace(sides, once), ...told(job) },
    }
    const known = state.model
    const scored =
      known === null
        ? await withModel(job.model, (model) => scoreAgainst(analysis, { ...against, ...model }))
        : await scoreAgainst(analysis, { ...against, model: known })
    done = { report: scored, once }
    return scored
  }
  return { score, done: () => done }
}

/** Keeps a file; of one that was kept before, its rows and keys stay as they are. */
async function keepFile(
  { analysis, folder, id, job }: FileRun,
  state: IndexState,
  { file, sides, isKept }: { file: KeptPart; sides: Sides; isKept: boolean },
): Promise<void> {
  const { version, lastRow } = state.register
  const kept: KeptFile = { ...file, name: basename(job.file), register: version, lastRow }
  const plan = file.linkage === null ? null : planFor(sides)
  const sql = keptFileSql(plan, { columns: columnsOf(sides), isKept })
  const tables = Object.fromEntries(
    Object.entries(sql).map(([table, text]) => [`${id}.${table}`, text] as const),
  )
  await writeIndex(analysis, folder, { ...state, files: { ...state.files, [id]: kept } }, tables)
}

type KeptPart = Pick<KeptFile, 'side' | 'usable' | 'rounded' | 'linkage'>

function columnsOf({ file }: Pick<Sides, 'file'>): string[] {
  return Object.keys(file.found.places)
}

/**
 * Matches a file that the index knows: what is kept of it is brought up to date with what changed in the register since.
 * Links of persons who changed or left are dropped and made anew; all others stay.
 */
export async function matchKnown(run: FileRun, known: KeptFile): Promise<FileReport> {
  const { analysis, job, state } = run
  const sides: Sides = { register: state.register.side, file: known.side }
  await openFile(run, known, sides)
  await keepTaken(analysis, 'taken_before')
  const changed = await keysSince(analysis, { version: known.register, lastRow: known.lastRow })
  const isSame = changed.gone + changed.added === 0
  const byNumber = isSame ? { rows: 0, dropped: 0 } : await rematchTouched(analysis, sides)
  const { linkage, touched } = await relink(run, known, { sides, isSame, byNumber })
  await writeFound(analysis, job, { exact: true, linked: 'linked' in linkage })
  if (known.register !== state.register.version)
    await keepFile(run, state, { file: known, sides, isKept: true })
  const result = await countOutcomes(analysis, request)
  const strangers = await countStrangers(analysis)
  const match = report(job, sides, {
    ...{ usable: { register: state.register.usable, file: known.usable }, strangers, linkage },
    rounded: roundedOf(state, known),
    result: { ...result, matched: result.matched - strangers },
  })
  return { match, delta: { ...changed, ...touched } }
}

async function openFile(run: FileRun, known: KeptFile, sides: Sides): Promise<void> {
  const { analysis, folder, state, id } = run
  const named = (tables: readonly string[]) =>
    Object.fromEntries(tables.map((table) => [table, `${id}.${table}`] as const))
  const { rows, keys, pairs, strangers } = fileTables
  const linkage = known.linkage === null ? [] : linkageTables(planFor(sides)).file
  const own = named([rows, keys, pairs, strangers, ...linkage])
  await openTables(analysis, folder, state, Object.values(own))
  await nameOpened(analysis, named([rows, keys]))
  await loadOpened(analysis, named([pairs, strangers]))
  for (const statement of exactMatchViewsSql(request)) await analysis.run(statement)
}

async function rematchTouched(analysis: Analysis, sides: Sides) {
  const name = 'match'
  const { rows, dropped } = await applyDelta(analysis, { ...request, keys: 'changed_key', name })
  await forgetTouched(analysis, fileTables.strangers, touchedRows)
  await findStrangers(analysis, sides, touchedRows)
  return { rows, dropped }
}

/** What changes touched, by number first and then by all else. */
type Touched = Pick<Delta, 'rows' | 'dropped'>

interface Relinking {
  readonly sides: Sides
  readonly isSame: boolean
  readonly byNumber: Touched
}

async function relink(
  run: FileRun,
  known: KeptFile,
  { sides, isSame, byNumber }: Relinking,
): Promise<{ linkage: LinkageReport | ExactOnly; touched: Touched }> {
  const { analysis } = run
  const { linkage } = known
  if (linkage === null) return { linkage: { exactOnly: lackingFor(sides) }, touched: byNumber }
  const { state, oneToOne } = linkage
  const [right, ...scored] = linkageTables(planFor(sides)).file
  await loadOpened(analysis, Object.fromEntries(scored.map((table) => [table, `${run.id}.${table}`])))
  let { links, review } = await assignPairs(analysis, identityThresholds, oneToOne)
  let touched = byNumber
  if (!isSame) {
    await keepLinksBefore(analysis)
    await rescore(run, known, { sides, linkage, own: [right!, ...scored] })
    ;({ links, review } = await assignPairs(analysis, identityThresholds, oneToOne))
    const { rows, dropped } = await countRelinked(analysis, known.lastRow, touchedRows)
    touched = { rows, dropped: byNumber.dropped + dropped }
  }
  const [pairs, rules] = [await countScored(analysis), state.rules.map((rule) => ({ rule, pairs: 0 }))]
  const model = { model: state.model.version, trained: false }
  return { linkage: { linked: links, review, oneToOne, pairs, rules, refused: [], ...model }, touched }
}

async function rescore(
  { analysis, id }: FileRun,
  { register: version, lastRow }: KeptFile,
  { sides, linkage, own }: { sides: Sides; linkage: KeptLinkage; own: readonly string[] },
): Promise<void> {
  const { state, once } = linkage
  const plan = planFor(sides)
  await keepTaken(analysis, 'taken_now')
  await makeLeftChanges(analysis, { version, lastRow, once })
  const where = await makeRightChanges(analysis, touchedRows)
  await makeRegisterPersons(analysis, withNumber(sides.register), { from: 'left_raw' })
  await makeFilePersons(analysis, withNumber(sides.file), where)
  const at = { lastRow, without: once ? 'taken_before' : null }
  const kept = (table: string) =>
    own.includes(table) ? `(${openedSql(analysis, `${id}.${table}`)})` : registerAt(analysis, table, at)
  await rescoreChanged(analysis, {
    ...{ plan, state, kept, inPlace: isReadInPlace(sides, once) },
    left: { now: linkTables.register, gone: deltaTables.leftGone },
    right: { now: linkTables.file, gone: deltaTables.rightGone },
  })
}

/** Kept tables have what is left of a number as a column of its own. */
function withNumber({ found }: Sides['file']): string[] {
  return [...Object.keys(found.places), 'number']
}
