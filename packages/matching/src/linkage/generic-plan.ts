import { type Dialect, duckdb } from './dialect.ts'
import type { Comparison, Field, Level, Plan } from './plan.ts'
import { plainCode, plainDigitsOfDate, plainPhone, plainText, skeletonOf, soundOf } from './read-generic.ts'

/** Kinds of columns that files without Chinese identities are compared by. */
export const compareKinds = ['name', 'date', 'code', 'text', 'phone', 'postcode'] as const
export type CompareKind = (typeof compareKinds)[number]

/** A column to compare: what it is called in evidence, and its name in both raw tables. */
export interface CompareColumn {
  readonly column: string
  readonly source: string
  readonly kind: CompareKind
}

/** One way to look at a column for blocking; rules are put together from these. */
export interface Atom {
  /** Place of its comparison. */
  readonly comparison: number
  readonly key: string
  readonly id: string
}

/** What one column brings into a plan. */
interface Part {
  readonly field: Field
  readonly counted: readonly string[]
  readonly comparison: Comparison
  /** The tightest first. */
  readonly atoms: readonly { readonly id: string; readonly key: string }[]
}

/** The plan of a map file's `compare` list, still without rules, and the atoms to make them of. */
export function genericPlan(
  columns: readonly CompareColumn[],
  dialect: Dialect = duckdb,
): { plan: Plan; atoms: Atom[] } {
  const parts = columns.map((column, at) => makers[column.kind](dialect, column, `f${at}`))
  const names = columns.flatMap(({ kind }, at) => (kind === 'name' ? [`f${at}`] : []))
  return {
    plan: {
      id: 'generic',
      fields: parts.map((part) => part.field),
      computed: [],
      counted: parts.flatMap((part) => part.counted),
      comparisons: parts.map((part, at) =>
        columns[at]!.kind === 'name' ? withMoved(part.comparison, `f${at}`, names) : part.comparison,
      ),
      rules: [],
    },
    atoms: parts.flatMap((part, comparison) => part.atoms.map((atom) => ({ ...atom, comparison }))),
  }
}

type Maker = (d: Dialect, column: CompareColumn, prefix: string) => Part

const makers: Readonly<Record<CompareKind, Maker>> = {
  name: namePart,
  date: datePart,
  code: (d, column, prefix) => codePart(d, column, prefix, plainCode),
  phone: (d, column, prefix) => codePart(d, column, prefix, plainPhone),
  postcode: postcodePart,
  text: textPart,
}

function comparison(id: string, value: string, levels: Level[]): Comparison {
  return { id, missing: `(l.${value} is null or r.${value} is null)`, levels }
}

function same(value: string, start: number): Level {
  return { id: 'same', when: `l.${value} = r.${value}`, counted: value, start }
}

function level(id: string, when: string, start: number): Level {
  return { id, when, start }
}

function similar(d: Dialect, value: string, least: number): string {
  return d.isSimilar(`l.${value}`, `r.${value}`, least)
}

/** At most one typing error. Comparing place by place is a hundred times cheaper, so it goes first. */
function oneEdit(d: Dialect, value: string): string {
  const [l, r] = [`l.${value}`, `r.${value}`]
  const gap = `(${d.byteLength(l)} - ${d.byteLength(r)})`
  const end = (text: string) => d.substring(text, -1, 1)
  return `case when ${gap} = 0 then (case when ${d.hamming(l, r)} <= 1 then true when ${d.hamming(l, r)} = 2 then ${d.neighbourSwap(l, r)} else false end)
    when abs${gap} > 1 then false
    when ${d.substring(l, 1, 1)} <> ${d.substring(r, 1, 1)} and ${end(l)} <> ${end(r)} then false
    else ${d.editDistance(l, r)} <= 1 end`
}

/** At most so many other signs in texts of equal length. */
function otherSigns(d: Dialect, value: string, most: number): string {
  const [l, r] = [`l.${value}`, `r.${value}`]
  return `case when ${d.byteLength(l)} = ${d.byteLength(r)} then ${d.hamming(l, r)} <= ${most} else false end`
}

function namePart(d: Dialect, { source, column }: CompareColumn, p: string): Part {
  const value = `${p}_v`
  return {
    field: {
      source,
      columns: { [value]: 'VARCHAR', [`${p}_s`]: 'VARCHAR', [`${p}_b`]: 'VARCHAR', [`${p}_e`]: 'VARCHAR' },
      derive: (raw) => {
        const text = plainText(raw)
        if (text === '') return null
        const words = text.split(' ')
        const isWhole = words.length > 1
        return [text, soundOf(words.at(-1)!), isWhole ? words[0]! : null, isWhole ? words.at(-1)! : null]
      },
    },
    counted: [value],
    comparison: comparison(column, value, [
      same(value, 0.72),
      level('words', `l.${p}_b = r.${p}_b and l.${p}_e = r.${p}_e`, 0.02),
      level('close', `${similar(d, value, 0.92)} and ${closeEnds(d, p)}`, 0.1),
      level('alike', `${similar(d, value, 0.8)} or ${initial(d, value)}`, 0.08),
    ]),
    atoms: [
      { id: column, key: `t.${value}` },
      { id: `${column} sound`, key: `t.${p}_s` },
      { id: `${column} start`, key: d.substring(`t.${value}`, 1, 3) },
    ],
  }
}

/** Of names of several words the last must be alike as well; the first ones alone make a text look alike. */
function closeEnds(d: Dialect, p: string): string {
  return `(l.${p}_e is null or r.${p}_e is null or ${similar(d, `${p}_e`, 0.88)})`
}

/** One of the two is only the first letter of the other. */
function initial(d: Dialect, value: string): string {
  const first = (side: string) => d.substring(`${side}.${value}`, 1, 1)
  const length = (side: string) => d.charLength(`${side}.${value}`)
  return `(${first('l')} = ${first('r')} and (${length('l')} = 1 or ${length('r')} = 1))`
}

/** Given name and surname change places now and then. */
function withMoved(one: Comparison, p: string, names: readonly string[]): Comparison {
  const others = names.filter((other) => other !== p)
  if (others.length === 0) return one
  const when = others.map((other) => `(l.${p}_v = r.${other}_v or l.${other}_v = r.${p}_v)`).join(' or ')
  return { ...one, levels: [...one.levels, level('moved', when, 0.02)] }
}

function datePart(d: Dialect, { source, column }: CompareColumn, p: string): Part {
  const value = `${p}_v`
  const piece = (side: string, from: number, length: number) => d.substring(`${side}.${value}`, from, length)
  const swapped = `${piece('l', 1, 4)} = ${piece('r', 1, 4)} and ${piece('l', 5, 2)} = ${piece('r', 7, 2)} and ${piece('l', 7, 2)} = ${piece('r', 5, 2)}`
  return {
    field: {
      source,
      columns: { [value]: 'VARCHAR' },
      derive: (raw) => {
        const digits = plainDigitsOfDate(raw)
        return digits === '' ? null : [digits]
      },
    },
    counted: [value],
    comparison: comparison(column, value, [
      same(value, 0.85),
      level('near', `(${swapped}) or ${oneEdit(d, value)}`, 0.08),
      level('two-off', otherSigns(d, value, 2), 0.02),
      level('year', `${piece('l', 1, 4)} = ${piece('r', 1, 4)}`, 0.02),
    ]),
    atoms: [
      { id: column, key: `t.${value}` },
      { id: `${column} year`, key: d.substring(`t.${value}`, 1, 4) },
      { id: `${column} day`, key: d.substring(`t.${value}`, 5, 4) },
    ],
  }
}

function codePart(
  d: Dialect,
  { source, column }: CompareColumn,
  p: string,
  read: (raw: string) => string,
): Part {
  const value = `${p}_v`
  return {
    field: {
      source,
      columns: { [value]: 'VARCHAR', [`${p}_h`]: 'VARCHAR', [`${p}_t`]: 'VARCHAR' },
      derive: (raw) => {
        const text = read(raw)
        const half = Math.ceil(text.length / 2)
        return text === '' ? null : [text, text.slice(0, half), text.slice(half)]
      },
    },
    counted: [value],
    comparison: comparison(column, value, [
      same(value, 0.85),
      level('near', oneEdit(d, value), 0.08),
      level('two-off', `${d.charLength(`l.${value}`)} >= 6 and ${otherSigns(d, value, 2)}`, 0.02),
    ]),
    atoms: [
      { id: column, key: `t.${value}` },
      { id: `${column} head`, key: `t.${p}_h` },
      { id: `${column} tail`, key: `t.${p}_t` },
    ],
  }
}

function postcodePart(d: Dialect, { source, column }: CompareColumn, p: string): Part {
  const value = `${p}_v`
  return {
    field: {
      source,
      columns: { [value]: 'VARCHAR', [`${p}_h`]: 'VARCHAR' },
      derive: (raw) => {
        const text = plainCode(raw)
        return text === '' ? null : [text, text.slice(0, Math.max(2, text.length - 3))]
      },
    },
    counted: [value, `${p}_h`],
    comparison: comparison(column, value, [
      same(value, 0.75),
      level('near', oneEdit(d, value), 0.08),
      { ...level('area', `l.${p}_h = r.${p}_h`, 0.07), counted: `${p}_h` },
    ]),
    atoms: [
      { id: column, key: `t.${value}` },
      { id: `${column} area`, key: `t.${p}_h` },
    ],
  }
}

function textPart(d: Dialect, { source, column }: CompareColumn, p: string): Part {
  const value = `${p}_v`
  return {
    field: {
      source,
      columns: { [value]: 'VARCHAR', [`${p}_s`]: 'VARCHAR' },
      derive: (raw) => {
        const text = plainText(raw)
        return text === '' ? null : [text, skeletonOf(text).slice(0, 5)]
      },
    },
    counted: [value],
    comparison: comparison(column, value, [
      same(value, 0.75),
      level('close', similar(d, value, 0.92), 0.1),
      level('alike', similar(d, value, 0.8), 0.05),
    ]),
    atoms: [
      { id: column, key: `t.${value}` },
      { id: `${column} skeleton`, key: `t.${p}_s` },
    ],
  }
}
