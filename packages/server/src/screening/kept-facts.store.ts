import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Analysis, sqlText } from '@zhucan/analysis'
import { factsCatalogue } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import {
  blocksSql,
  type CompiledRule,
  countColumns,
  countPackedSql,
  type Elsewhere,
  type FactRange,
  factRangesSql,
  inWords,
  type PackedLayout,
  packedLayout,
  packSql,
  renewedSql,
  slotsSql,
  wordsSql,
} from '@zhucan/rules'

/** How one rule came out in one county: for how many people it holds, of how many it cannot say. */
export interface CountyCount {
  readonly county: number
  readonly people: number
  readonly rules: Readonly<Record<string, { readonly yes: number; readonly cannotSay: number }>>
}

/** Which facts to take anew, and from where: a query in brackets or a table with `person_id` and the facts' columns, a row a person at most. */
export interface Renewal {
  readonly facts: readonly string[]
  readonly rows: string
  readonly elsewhere?: Elsewhere
}

/** Small enough that every core has work; 20,480 blocks are 1.3 million people. */
const blocksInGroup = 20_480

const slotsPath = (folder: string) => join(folder, 'slots.parquet')
const factsPath = (folder: string) => join(folder, 'facts.parquet')
/** What a killed run may have left counts as ours. */
const ownFile = /^(slots|facts|next)\.parquet(\.part)?$/
const read = (path: string) => `read_parquet(${sqlText(path)})`

/** What became of the rows of a renewal: some may name people who are not in the register. */
export interface Renewed {
  readonly rows: number
  readonly strangers: number
}

/**
 * Keeps the facts of a fact table (`person_id`, `county`, a column for each fact) in a folder; what was kept there stands
 * until the new is whole. Problem 'facts.foreign-folder'.
 */
export async function keepFactTable(
  analysis: Analysis,
  folder: string,
  table: { rows: string; facts: readonly string[] },
): Promise<void> {
  await requireOwnFolder(folder)
  const [part, gone] = [`${folder}.part`, `${folder}.gone`]
  try {
    await orderPeople(analysis, part, table.rows)
    await keepFacts(analysis, part, table)
    await rm(gone, { recursive: true, force: true })
    if (existsSync(folder)) await rename(folder, gone)
    await rename(part, folder)
    await rm(gone, { recursive: true, force: true })
  } finally {
    await rm(part, { recursive: true, force: true })
  }
}

/** The folder is replaced, so nothing else may lie in it. */
async function requireOwnFolder(folder: string): Promise<void> {
  const found = existsSync(folder) ? await readdir(folder) : []
  if (found.some((name) => !ownFile.test(name))) throw problem('facts.foreign-folder', { path: folder })
}

/**
 * Fixes the order of the people of a register (a table or query in brackets with `person_id` and `county`) and begins
 * an empty table of facts for them. The folder must be one the engine may write to.
 */
export async function orderPeople(analysis: Analysis, folder: string, people: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // In order, so that whatever is joined to it comes block by block.
  await analysis.copyToParquet(`${slotsSql(people)} order by slot`, slotsPath(folder))
  await writeFacts(analysis, factsPath(folder), blocksSql(read(slotsPath(folder))), {})
}

/** Packs all facts of the catalogue, or those named, out of a fact table. */
export async function keepFacts(
  analysis: Analysis,
  folder: string,
  { rows, facts = Object.keys(factsCatalogue) }: { rows: string; facts?: readonly string[] },
): Promise<void> {
  const layout = await layoutOf(analysis, { facts, rows })
  await renew(analysis, folder, { rows, layout, order: 'order by slot' })
}

/**
 * Takes the facts of one list anew. The others keep their bits; the file is replaced whole or not at all. Problem
 * 'facts.person-twice'.
 */
export async function renewFacts(analysis: Analysis, folder: string, renewal: Renewal): Promise<Renewed> {
  const rows = 'renewed_rows'
  await analysis.run(`create or replace table ${rows} as from ${renewal.rows}`)
  const once = { ...renewal, rows }
  const placed = await renew(analysis, folder, { ...once, layout: await layoutOf(analysis, once) })
  const [all] = await analysis.rows<{ n: bigint }>(`select count(*) as n from ${rows}`)
  await analysis.run(`drop table ${rows}`)
  return { rows: Number(all!.n), strangers: Number(all!.n) - placed }
}

/**
 * Counts by county for whom each rule holds and of whom it cannot say, in one scan of the kept facts. Beside a renewal all
 * of it is of one version.
 */
export function countKept(
  analysis: Analysis,
  folder: string,
  rules: readonly CompiledRule[],
): Promise<CountyCount[]> {
  return ofOneVersion(factsPath(folder), () => countOnce(analysis, folder, rules))
}

/** Reads again what was replaced meanwhile. It comes to an end, as each renewal takes longer than a count. */
async function ofOneVersion<T>(path: string, readIt: () => Promise<T>): Promise<T> {
  for (;;) {
    const before = await versionOf(path)
    // What is read of two versions may also fail.
    const [outcome] = await Promise.allSettled([readIt()])
    if ((await versionOf(path)) !== before) continue
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  }
}

/** The file is only ever replaced by another, so its number and moment tell versions apart. */
async function versionOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => null)
  return found === null ? '' : `${found.dev} ${found.ino} ${found.mtimeNs}`
}

async function countOnce(
  analysis: Analysis,
  folder: string,
  rules: readonly CompiledRule[],
): Promise<CountyCount[]> {
  const layout = await keptLayout(analysis, factsPath(folder))
  const counted = countPackedSql(rules, layout, read(factsPath(folder)))
  const rows = await analysis.rows<Record<string, bigint | number>>(`${counted} order by county`)
  return rows.map((row) => ({
    county: Number(row.county),
    people: Number(row.people),
    rules: Object.fromEntries(
      rules.map(({ id }) => {
        const { yes, cannotSay } = countColumns(id)
        return [id, { yes: Number(row[yes]), cannotSay: Number(row[cannotSay]) }]
      }),
    ),
  }))
}

async function layoutOf(analysis: Analysis, { facts, rows, elsewhere }: Renewal): Promise<PackedLayout> {
  const [ranges] = await analysis.rows<Record<string, FactRange>>(factRangesSql(facts, factsCatalogue, rows))
  return packedLayout(ranges!, factsCatalogue, elsewhere?.facts)
}

interface Laid extends Pick<Renewal, 'rows' | 'elsewhere'> {
  readonly layout: PackedLayout
  /** Needed where rows are as many as people; fewer are looked up slot by slot, and so are in order. */
  readonly order?: '' | 'order by slot'
}

/**
 * Returns how many rows met a person of the register. Word by word, because a word is what memory is needed for; the facts
 * that stand are replaced after the last.
 */
async function renew(
  analysis: Analysis,
  folder: string,
  { layout, rows, elsewhere, order = '' }: Laid,
): Promise<number> {
  const [words, word, packed] = [inWords(layout), 'fact_word', 'packed_facts']
  const slots = read(slotsPath(folder))
  const next = join(folder, 'next.parquet')
  let placed = 0
  let path = factsPath(folder)
  await analysis.run(
    `create or replace table ${word} as ${wordsSql(words, factsCatalogue, { rows, slots })} ${order}`,
  )
  for (const [at, renewed] of words.entries()) {
    await analysis.run(`create or replace table ${packed} as ${packSql(words, at, word)}`)
    placed = await requireOneRowEach(analysis, packed)
    const kept = await keptLayout(analysis, path)
    const from = { kept: read(path), packed, ...(elsewhere && { elsewhere }) }
    const whole = renewedSql({ kept, renewed }, factsCatalogue, from)
    await writeFacts(analysis, next, whole, { ...kept, ...renewed })
    path = next
  }
  await rename(next, factsPath(folder))
  await analysis.run(`drop table ${word}; drop table ${packed}`)
  return placed
}

/** Two rows of one person would mix their bits. */
async function requireOneRowEach(analysis: Analysis, packed: string): Promise<number> {
  const [found] = await analysis.rows<{ people: bigint; rows: bigint }>(
    `select coalesce(sum(bit_count(listed)), 0)::bigint as people, coalesce(sum(row_count), 0)::bigint as rows from ${packed}`,
  )
  const { people, rows } = found!
  if (people !== rows) throw problem('facts.person-twice', { count: Number(rows - people) })
  return Number(rows)
}

/** The layout stands in the file it belongs to, so that neither can be newer than the other. */
async function keptLayout(analysis: Analysis, path: string): Promise<PackedLayout> {
  if (!existsSync(path)) throw problem('file.not-found', { path })
  const [found] = await analysis.rows<{ layout: string }>(
    `select decode(value) as layout from parquet_kv_metadata(${sqlText(path)}) where decode(key) = 'layout'`,
  )
  if (!found) throw problem('facts.not-kept', { fact: path })
  return JSON.parse(found.layout) as PackedLayout // written below, by this very program or an older one
}

async function writeFacts(
  analysis: Analysis,
  path: string,
  query: string,
  layout: PackedLayout,
): Promise<void> {
  const part = `${path}.part`
  try {
    await analysis.run(
      `copy (${query}) to ${sqlText(part)} (format parquet, compression lz4_raw, row_group_size ${blocksInGroup},
        kv_metadata {layout: ${sqlText(JSON.stringify(layout))}})`,
    )
    await chmod(part, 0o600)
    await rename(part, path)
  } finally {
    await rm(part, { force: true })
  }
}
