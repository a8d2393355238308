import type { FactsCatalogue, FactType } from '@zhucan/catalogue'
import { dayNumber, plainDate, problem } from '@zhucan/kernel'
import type { FactValue } from '../evaluate-term.ts'
import { factColumn, quoteName } from '../sql-text.ts'

/** How one fact lies in columns of bits: what the lowest number or the first value is, and how many bits it takes. */
export type PackedFact =
  | { readonly kind: 'truth' }
  | { readonly kind: 'number'; readonly lowest: number; readonly width: number }
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly width: number }

/** The facts that are kept packed, by dotted name. Plain data: it is kept with the facts themselves. */
export type PackedLayout = Readonly<Record<string, PackedFact>>

/** What a column of facts holds: the ends of its numbers, or its different texts. */
export interface FactRange {
  readonly lowest: number | bigint | null
  readonly highest: number | bigint | null
  readonly values: readonly string[] | null
}

/** A text with more different values than this is no fact to count by. */
const mostValues = 1024

/** Column that says of whom a fact is known. */
export const knownColumn = (fact: string): string => `${factColumn(fact)}.known`

/** Column of one bit of a fact, the lowest first; a yes-or-no fact has one. */
export const bitColumn = (fact: string, bit: number): string => `${factColumn(fact)}.${bit}`

/** How many bits a fact has beside the one that says whether it is known. */
export const widthOf = (fact: PackedFact): number => (fact.kind === 'truth' ? 1 : fact.width)

/** All columns of a fact. */
export function columnsOf(name: string, fact: PackedFact): string[] {
  return [knownColumn(name), ...Array.from({ length: widthOf(fact) }, (_, bit) => bitColumn(name, bit))]
}

/** SQL that says what the columns of some facts hold: one row, a struct named by each fact. DuckDB only. */
export function factRangesSql(facts: readonly string[], catalogue: FactsCatalogue, table: string): string {
  const structs = facts.map((fact) => {
    const { type } = definitionOf(fact, catalogue)
    const value = numberSql(`f.${quoteName(factColumn(fact))}`, type)
    const isText = type === 'text'
    const ends = isText || type === 'bool' ? ['NULL', 'NULL'] : [`min(${value})`, `max(${value})`]
    return `{'lowest': ${ends[0]}, 'highest': ${ends[1]}, 'values': ${isText ? `list(DISTINCT ${value}) FILTER (WHERE ${value} IS NOT NULL)` : 'NULL'}} AS ${quoteName(fact)}`
  })
  return `SELECT ${structs.join(', ')} FROM ${table} AS f`
}

/** Lays facts out as narrow as what they hold allows; `also` are values that come besides. */
export function packedLayout(
  ranges: Readonly<Record<string, FactRange>>,
  catalogue: FactsCatalogue,
  also: Readonly<Record<string, FactValue>> = {},
): PackedLayout {
  const laid = Object.entries(ranges).map(([fact, range]) => {
    const { type } = definitionOf(fact, catalogue)
    if (type === 'bool') return [fact, { kind: 'truth' }] as const
    if (type === 'text') return [fact, choiceOf(fact, range, also[fact])] as const
    const extra = factNumber(also[fact] ?? null, type)
    const ends = [range.lowest, range.highest, extra].flatMap((end) => (end === null ? [] : [Number(end)]))
    const lowest = ends.length > 0 ? Math.min(...ends) : 0
    const width = ends.length > 0 ? bitsFor(Math.max(...ends) - lowest) : 0
    return [fact, { kind: 'number', lowest, width }] as const
  })
  return Object.fromEntries(laid)
}

function choiceOf(fact: string, range: FactRange, also: FactValue): PackedFact {
  const extra = typeof also === 'string' ? [also] : []
  const values = [...new Set([...(range.values ?? []), ...extra])].sort()
  if (values.length > mostValues) throw problem('facts.too-many-values', { fact, limit: mostValues })
  return { kind: 'choice', values, width: bitsFor(values.length - 1) }
}

function bitsFor(highest: number): number {
  return highest <= 0 ? 0 : BigInt(highest).toString(2).length
}

/** A fact's value as the number its bits are made of: days are counted, texts keep being texts. */
export function factNumber(value: FactValue, type: FactType): number | null {
  if (value === null || value === undefined) return null
  return type === 'date' ? dayNumber(plainDate(String(value))) : Number(value)
}

/** A number or text of a column in SQL; days are counted from 1970. */
export function numberSql(column: string, type: FactType): string {
  if (type === 'date') return `(${column} - DATE '1970-01-01')`
  return type === 'text' || type === 'bool' ? column : `CAST(${column} AS BIGINT)`
}

/** The fact's entry of the catalogue; facts that are no longer there cannot be packed. */
export function definitionOf(fact: string, catalogue: FactsCatalogue) {
  const definition = catalogue[fact]
  if (!definition) throw new TypeError(`no fact ${fact} in the catalogue`)
  return definition
}
