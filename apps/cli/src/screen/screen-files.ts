import { mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { nation, type PlainDate, problem } from '@zhucan/kernel'
import { keyColumns, linkers, plainKey } from '@zhucan/matching'
import { factPlaces, type rulesOn } from '@zhucan/server'
import type { CsvRow } from '@zhucan/sheets'
import { writeWhole } from '../match/write-links.ts'
import { checkPlaces } from '../places/check-places.ts'
import { removedWhenStopped } from '../stopped-run.ts'
import { wrongUse } from '../wrong-use.ts'
import { type LoadedList, loadLists } from './load-lists.ts'
import { gatherRegister, type RegisterPeople } from './register-people.ts'
import {
  buildFacts,
  clueRecords,
  countUnknown,
  householdColumns,
  judge,
  linkRows,
  listColumns,
  personColumns,
  type UnknownCount,
  writeFactTable,
} from './screen.store.ts'
import { openScreenFile } from './screen-tables.ts'

type ReadyRule = ReturnType<typeof rulesOn>[number]

/** What `zhucan screen` was asked to do; paths as given, `memory` e.g. '8GB'. */
export interface ScreenJob {
  readonly registers: readonly string[]
  readonly facts: string
  readonly rules: readonly ReadyRule[]
  readonly out: string
  readonly day: PlainDate
  readonly language: 'zh' | 'en'
  readonly memory?: string | undefined
  /** Where to write everybody's facts as Parquet, if anywhere. */
  readonly factTable?: string | undefined
  /** Told which file is being read. */
  readonly onFile?: (file: string) => void
}

/** How one rule came out. */
export interface RuleReport extends UnknownCount {
  readonly rule: string
  readonly clues: number
}

/** What came out of the whole run. */
export interface ScreenReport {
  readonly day: PlainDate
  readonly register: { rows: number; holders: number; relatives: number; refused: Record<string, number> }
  readonly hasFamilies: boolean
  readonly lists: readonly { file: string; fileType: string; rows: number; linked: number }[]
  /** Files of the folder that fit no list. */
  readonly unknown: readonly string[]
  readonly people: number
  readonly rules: readonly RuleReport[]
  readonly out: string
}

const readable = /\.(xlsx|csv|parquet)$/i
const header = ['rule', 'subject', 'row', 'household', 'person', 'severity', 'title', 'reason'] as const

/**
 * Judges a register by rules without a server: the same reading, matching, facts and conditions, in one engine. Plain
 * keys exist in memory and in one private temporary folder only, which is removed whatever happens.
 */
export async function screenFiles(job: ScreenJob): Promise<ScreenReport> {
  const lists = await listPaths(job)
  await checkOutputs(job, lists)
  const dir = await mkdtemp(join(tmpdir(), 'zhucan-screen-'))
  try {
    const written = job.factTable === undefined ? [] : [job.factTable]
    const named = [...job.registers, ...written].map((path) => dirname(resolve(path)))
    const folders = [...named, resolve(job.facts)]
    const limit = job.memory === undefined ? {} : { memoryLimit: job.memory }
    await using analysis = await openAnalysis({ dir, folders, ...limit })
    return await removedWhenStopped(dir, () => screenIn(analysis, job, lists))
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function checkOutputs({ registers, facts, factTable, out }: ScreenJob, lists: readonly string[]) {
  if (factTable !== undefined && dirname(resolve(factTable)) === resolve(facts)) throw wrongUse('amongLists')
  const writes = { out, 'fact-table': factTable }
  await checkPlaces({ reads: { register: registers, facts: lists }, writes })
}

async function screenIn(analysis: Analysis, job: ScreenJob, lists: readonly string[]): Promise<ScreenReport> {
  const { day } = job
  const register = await readRegister(analysis, job)
  await loadRegister(analysis, register)
  const loaded = await loadLists(analysis, lists, day, (file) => job.onFile?.(file))
  const counts = await linkLists(analysis, loaded.lists, day)
  const covering = loaded.lists.map(({ fileType }) => ({ fileType, region: nation }))
  await buildFacts(analysis, day, factPlaces([nation], covering, { day })[0]!, register.hasFamilies)
  if (job.factTable !== undefined) await writeFactTable(analysis, resolve(job.factTable))
  const people = await judge(
    analysis,
    job.rules.map(({ compiled }) => compiled),
  )
  const clues = new Map<string, number>()
  await writeWhole(resolve(job.out), clueRows(analysis, job, clues))
  return {
    day,
    register: tally(register),
    hasFamilies: register.hasFamilies,
    lists: loaded.lists.map(({ id, file, fileType }) => ({
      ...{ file, fileType },
      ...(counts.get(id) ?? { rows: 0, linked: 0 }),
    })),
    unknown: loaded.unknown,
    people,
    rules: await ruleReports(analysis, job, clues),
    out: job.out,
  }
}

async function readRegister(analysis: Analysis, job: ScreenJob): Promise<RegisterPeople> {
  const register = gatherRegister(job.day)
  const opened = []
  try {
    for (const path of job.registers) {
      const file = await openScreenFile(path, analysis)
      opened.push(file)
      if (file.file?.id !== 'register') throw problem('screen.no-register', { file: path })
    }
    const tables = opened.flatMap(({ tables }) => tables)
    // Holders first, whatever their order in the files: family rows look for the households that holders name.
    for (const table of tables.filter(({ sheet }) => sheet === 'holders')) await register.addHolders(table)
    for (const table of tables.filter(({ sheet }) => sheet === 'family')) await register.addFamilies(table)
  } finally {
    for (const file of opened) await file.close()
  }
  if (register.people.length === 0) throw problem('screen.no-register', { file: job.registers[0] ?? '' })
  return register
}

async function loadRegister(analysis: Analysis, { people, households }: RegisterPeople): Promise<void> {
  await analysis.appendRows('person', personColumns, personRows(people))
  await analysis.appendRows(
    'household',
    householdColumns,
    households.map(({ code, isRural }, id) => [id, code, isRural] as const),
  )
  await analysis.appendRows('register_key', keyColumns.register, registerKeys(people))
}

function* personRows(people: RegisterPeople['people']) {
  for (const [id, p] of people.entries())
    yield [
      ...[id, p.label, p.kind, p.name, p.sex, p.birth, p.category, p.level, p.certificateStatus, p.validTo],
      ...[true, nation, nation, p.household, p.isCarer, p.county],
    ]
}

function* registerKeys(people: RegisterPeople['people']) {
  for (const [id, { id18 }] of people.entries()) {
    if (id18 === null) continue
    const { key, ck } = plainKey(id18)
    yield [id, key, ck] as const
  }
}

/** Files of the folder in the order of their names, without registers and clues of an earlier run that lie among them. */
async function listPaths({ facts, registers, out }: ScreenJob): Promise<string[]> {
  const names = await readdir(facts).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOTDIR'
      ? wrongUse('factsFile', { path: facts })
      : problem('file.not-found', { path: facts })
  })
  const own = new Set([...registers, ...((await areClues(out)) ? [out] : [])].map((path) => resolve(path)))
  return names
    .filter((name) => readable.test(name) && !name.startsWith('.') && !name.startsWith('~$'))
    .sort()
    .map((name) => resolve(facts, name))
    .filter((path) => !own.has(path))
}

async function areClues(path: string): Promise<boolean> {
  const begin = header.join(',')
  const file = await open(path, 'r').catch(() => null)
  try {
    const read = await file?.read(Buffer.alloc(begin.length), 0, begin.length, 0)
    return read?.buffer.toString('latin1') === begin
  } catch {
    return false
  } finally {
    await file?.close()
  }
}

async function linkLists(analysis: Analysis, lists: readonly LoadedList[], day: PlainDate) {
  const request = { register: { table: 'register_key' }, file: { table: 'file_key' } }
  await analysis.appendRows(
    'list',
    listColumns,
    lists.map(({ id, fileType }) => [id, fileType, day] as const),
  )
  for (const linker of linkers) await linker.run(analysis, request)
  return linkRows(analysis)
}

async function* clueRows(
  analysis: Analysis,
  job: ScreenJob,
  counts: Map<string, number>,
): AsyncGenerator<CsvRow> {
  yield header
  const join = job.language === 'zh' ? '；' : '; '
  for (const { definition, compiled } of job.rules) {
    const { id, subject, severity, title } = definition
    counts.set(id, 0)
    for await (const { label, name, household, facts } of clueRecords(analysis, id, subject)) {
      counts.set(id, counts.get(id)! + 1)
      const reason = compiled
        .explain(facts, job.language)
        .map(({ text }) => text)
        .join(join)
      yield [id, subject, label, household, name, severity, title[job.language], reason]
    }
  }
}

async function ruleReports(analysis: Analysis, job: ScreenJob, clues: Map<string, number>) {
  const reports: RuleReport[] = []
  for (const { definition, compiled } of job.rules) {
    const unknown = await countUnknown(analysis, compiled)
    reports.push({ rule: definition.id, clues: clues.get(definition.id) ?? 0, ...unknown })
  }
  return reports
}

function tally({ people, rows, refused }: RegisterPeople) {
  const holders = people.filter(({ kind }) => kind === 'holder').length
  return { rows, holders, relatives: people.length - holders, refused: Object.fromEntries(refused) }
}
