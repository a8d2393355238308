import type { FactsCatalogue } from '@zhucan/catalogue'
import type { CompiledRule } from '../compile-rule.ts'
import type { FactValue } from '../evaluate-term.ts'
import { factColumn, quoteName } from '../sql-text.ts'
import { gatesSql, newGates, type Wire } from './gates.ts'
import {
  columnsOf,
  definitionOf,
  factNumber,
  numberSql,
  type PackedFact,
  type PackedLayout,
  widthOf,
} from './packed-layout.ts'
import { packedTruth } from './packed-term.ts'

/**
 * Facts packed for counting: a row stands for up to 64 people of one county (a block), a column for one bit of one fact
 * of them all. Who stands where is the slot: block × 64 + place in the block. All of this is SQL of DuckDB.
 */

const unsigned = 'UBIGINT'

/**
 * Slots for people out of a query of `person_id` and `county`: in order, each county beginning a new block. Whoever has
 * no county is counted under 0.
 */
export function slotsSql(people: string): string {
  const placed = `(SELECT person_id, coalesce(CAST(county AS INTEGER), 0) AS county FROM ${people})`
  return `SELECT n.person_id, n.county, CAST(c.first_slot + n.place - 1 AS INTEGER) AS slot
    FROM (SELECT person_id, county, row_number() OVER (PARTITION BY county ORDER BY person_id) AS place FROM ${placed}) AS n
    JOIN (SELECT county, coalesce(sum((people + 63) // 64 * 64)
        OVER (ORDER BY county ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS first_slot
      FROM (SELECT county, count(*) AS people FROM ${placed} GROUP BY county)) AS c USING (county)`
}

/** Blocks without any fact yet: `block`, `county` and which places are taken. */
export function blocksSql(slots: string): string {
  return `SELECT slot // 64 AS block, any_value(county) AS county, bit_or(${bitOf('slot')}) AS present
    FROM ${slots} GROUP BY slot // 64`
}

const bitOf = (slot: string): string => `(1::${unsigned} << CAST(${slot} & 63 AS ${unsigned}))`

/** Facts whose columns together are bits of one word of a person. */
export function inWords(layout: PackedLayout): PackedLayout[] {
  const words: Record<string, PackedFact>[] = []
  for (const [name, fact] of Object.entries(layout)) {
    const last = words.at(-1)
    if (last && columnCount({ ...last, [name]: fact }) <= 64) last[name] = fact
    else words.push({ [name]: fact })
  }
  return words
}

/**
 * The facts of `rows` (one row a person at most: `person_id` and the facts' columns) as one word for each of `words`,
 * with the person's slot. Ordered by slot they are turned on their side three times as fast.
 */
export function wordsSql(
  words: readonly PackedLayout[],
  catalogue: FactsCatalogue,
  { rows, slots }: { rows: string; slots: string },
): string {
  const columns = words.map((word, at) => {
    let shift = 0
    const parts = Object.entries(word).map(([name, fact]) => {
      const part = `(${codeSql(name, fact, catalogue)} << ${shift}::${unsigned})`
      shift += 1 + widthOf(fact)
      return part
    })
    return `${parts.join(' | ')} AS word${at}`
  })
  return `SELECT s.slot, ${columns.join(', ')} FROM ${slots} AS s JOIN ${rows} AS r USING (person_id)`
}

/** A fact's columns as the bits of a small number: known is the lowest, and nothing is set where it is not. */
function codeSql(name: string, fact: PackedFact, catalogue: FactsCatalogue): string {
  const value = numberSql(`r.${quoteName(factColumn(name))}`, definitionOf(name, catalogue).type)
  const number = (code: string) => `CAST(coalesce(${code} * 2 + 1, 0) AS ${unsigned})`
  if (fact.kind === 'truth')
    return `(CASE ${value} WHEN TRUE THEN 3 WHEN FALSE THEN 1 ELSE 0 END)::${unsigned}`
  if (fact.kind === 'number') return number(`(${value} - (${fact.lowest}))`)
  const values = fact.values.map((each) => `'${each.replaceAll("'", "''")}'`)
  return number(`(nullif(list_position([${values.join(', ')}]::VARCHAR[], ${value}), 0) - 1)`)
}

/**
 * Turns one of the words on its side: a row for each block with the columns of the word's facts, the people there were
 * (`listed`) and in how many rows (`row_count`).
 */
export function packSql(words: readonly PackedLayout[], at: number, table: string): string {
  const columns = Object.entries(words[at]!).flatMap(([name, fact]) => columnsOf(name, fact))
  const bits = columns.map(
    (column, bit) =>
      `bit_or(CASE WHEN (w & ${2n ** BigInt(bit)}::${unsigned}) <> 0 THEN b ELSE 0 END) AS ${quoteName(column)}`,
  )
  return `SELECT block, bit_or(b) AS listed, count(*) AS row_count, ${bits.join(', ')}
    FROM (SELECT slot // 64 AS block, ${bitOf('slot')} AS b, word${at} AS w FROM ${table}) GROUP BY block`
}

/** What is known of people whom the rows of a list do not hold, and in which counties (SQL over `county`) that holds. */
export interface Elsewhere {
  readonly facts?: Readonly<Record<string, FactValue>>
  readonly where?: string
}

/**
 * The packed facts with some of them anew: all columns of `kept` as they are but those of `layout`, which come from
 * `packed` (made by `packSql`) and, for people it did not hold, from `elsewhere`.
 */
export function renewedSql(
  layout: { readonly kept: PackedLayout; readonly renewed: PackedLayout },
  catalogue: FactsCatalogue,
  from: { kept: string; packed: string; elsewhere?: Elsewhere },
): string {
  const stay = Object.entries(layout.kept)
    .filter(([name]) => !Object.hasOwn(layout.renewed, name))
    .flatMap(([name, fact]) => columnsOf(name, fact))
    .map((column) => `k.${quoteName(column)}`)
  const { facts = {}, where = 'true' } = from.elsewhere ?? {}
  const others = `CASE WHEN ${where} THEN k.present & ~coalesce(p.listed, 0) ELSE 0 END`
  const anew = Object.entries(layout.renewed).flatMap(([name, fact]) => {
    const code = codeOf(facts[name] ?? null, fact, definitionOf(name, catalogue).type)
    const isSet = (bit: number) => code !== null && (bit < 0 || (BigInt(code) >> BigInt(bit)) & 1n)
    return columnsOf(name, fact).map((column, at) => {
      const own = `coalesce(p.${quoteName(column)}, 0)`
      return `${isSet(at - 1) ? `(${own} | (${others}))` : own} AS ${quoteName(column)}`
    })
  })
  return `SELECT ${['k.block', 'k.county', 'k.present', ...stay, ...anew].join(', ')}
    FROM ${from.kept} AS k LEFT JOIN ${from.packed} AS p USING (block)`
}

function codeOf(value: FactValue, fact: PackedFact, type: Parameters<typeof factNumber>[1]): number | null {
  if (value === null || value === undefined) return null
  if (fact.kind === 'truth') return value === true ? 1 : 0
  if (fact.kind === 'choice') return fact.values.indexOf(String(value))
  return factNumber(value, type)! - fact.lowest
}

/** Names of the two counts a rule gets in each county. */
export const countColumns = (rule: string) => ({ yes: `${rule} yes`, cannotSay: `${rule} cannot say` })

/** Counts by county over packed facts: `county`, `people`, and for each rule for how many it holds and of how many it cannot say. */
export function countPackedSql(rules: readonly CompiledRule[], layout: PackedLayout, table: string): string {
  const words = packedAnswersSql(rules, layout, table)
  const sums = rules.flatMap(({ id }) =>
    Object.values(countColumns(id)).map(
      (column) => `CAST(sum(bit_count(${quoteName(column)})) AS BIGINT) AS ${quoteName(column)}`,
    ),
  )
  return `SELECT ${['county', 'CAST(sum(bit_count(present)) AS BIGINT) AS people', ...sums].join(', ')}
    FROM ${words} GROUP BY county`
}

/** The same block by block: a word for each answer, with the bits of those people it is given to. */
export function packedAnswersSql(
  rules: readonly CompiledRule[],
  layout: PackedLayout,
  table: string,
): string {
  const gates = newGates()
  const present = gates.column('present')
  const outputs = rules.flatMap(({ id, term }): [string, Wire][] => {
    const { yes, no } = packedTruth(term, { gates, layout })
    const names = countColumns(id)
    return [
      [names.yes, gates.and(present, yes)],
      [names.cannotSay, gates.and(present, gates.not(gates.or(yes, no)))],
    ]
  })
  return gatesSql(gates, { present, ...Object.fromEntries(outputs) }, { table, keep: ['block', 'county'] })
}

/** How many columns some facts take. */
export function columnCount(layout: PackedLayout): number {
  return Object.values(layout).reduce((sum, fact) => sum + 1 + widthOf(fact), 0)
}
