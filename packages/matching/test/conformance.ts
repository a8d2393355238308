import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppendValue, Columns } from '@zhucan/analysis'
import { type Dialect, dialectOf, type Engine } from '../src/linkage/dialect.ts'

/** A line of the table: cells of the columns, those left out are null, and what comes out, as text. */
interface Case {
  readonly a?: string
  readonly b?: string
  readonly i?: number | string
  readonly j?: number | string
  readonly x?: number
  readonly out: string | null
}

/** A case that came out otherwise than the table says. */
export interface Difference extends Case {
  readonly primitive: string
  readonly found: string | null
}

/** What goes into each primitive and what comes out, in one table; every engine must say the same. */
const table = JSON.parse(readFileSync(join(import.meta.dirname, 'conformance.json'), 'utf8')) as Record<
  string,
  readonly Case[]
>

/** Fractions as millionths, because engines write them in ways of their own. */
const millionths = (sql: string) => `floor((${sql}) * 1e+6 + 5e-1)::bigint`

/** How each primitive of the table is written over its columns: texts a and b, whole numbers i and j, a fraction x. */
export const primitives: Readonly<Record<string, (d: Dialect) => string>> = {
  intDiv: (d) => d.intDiv('i', 100),
  remainder: () => 'i % 100',
  hamming: (d) => d.hamming('a', 'b'),
  otherDigit: (d) => d.otherDigit('i', 'j', 8),
  neighbourSwap: (d) => d.neighbourSwap('a', 'b'),
  editDistance: (d) => d.editDistance('a', 'b'),
  similarity: (d) => millionths(d.similarity('a', 'b')),
  isSimilar: (d) => d.isSimilar('a', 'b', 0.8),
  startsWith: (d) => d.startsWith('a', 'b'),
  fits: (d) => d.fits('a', 'b'),
  charLength: (d) => d.charLength('a'),
  byteLength: (d) => d.byteLength('a'),
  substring: (d) => d.substring('a', 2, 2),
  lastSign: (d) => d.substring('a', -1, 1),
  codePoint: (d) => d.codePoint('a'),
  whole: (d) => d.whole('a'),
  digits: (d) => `case when ${d.digits('a', 12)} >= 100000000000 then ${d.digits('a', 12)} end`,
  digitsOf: (d) =>
    `case when ${d.digitsOf("'1' || a", 'a')} >= 1000000000000 then ${d.digitsOf("'1' || a", 'a')} end`,
  day: (d) => d.dayNumber(d.day('a')),
  dayBetween: (d) => `${d.day('a')} between date '1880-01-01' and date '2099-12-31'`,
  least: (d) => d.least('i', 'j'),
  greatest: (d) => d.greatest('i', 'j'),
  scatter: (d) => d.scatter('i'),
  fingerprint: (d) => d.fingerprint('a'),
  otherBits: (d) => d.otherBits('i', 'j', '255'),
  bitsAt: (d) => d.bitsAt('i', 20, 27),
  bits: (d) => `floor((${d.bits('x')}) * 1024)::bigint`,
  chance: (d) => millionths(d.chance('x')),
  signedTenths: (d) => d.signedTenths('x::float'),
  text: (d) => `case when a = ${d.text('it\'s a \\ "b"\n?')} then 1 else 0 end`,
  order: () => 'a < b',
  floor: () => 'floor(x)::bigint',
  fraction: () => 'case when 1.8123456789012345e+1 - 1.2345678901234567e-7 = x then 1 else 0 end',
  product: () => 'i * 4000000 + j',
  join: () => `a || coalesce(b, '') || i::string`,
}

/** What an engine must refuse, because any number it could say would be wrong. */
const refused = ['9223372036854775807 * i', '(3000000000 * i)::integer', '(1e+30 * i)::bigint'] as const

const columns: Columns = {
  primitive: 'VARCHAR',
  place: 'INTEGER',
  a: 'VARCHAR',
  b: 'VARCHAR',
  i: 'BIGINT',
  j: 'BIGINT',
  x: 'DOUBLE',
}

/** Puts the whole table to an engine; returns where it differs. */
export async function differences(engine: Engine): Promise<Difference[]> {
  await engine.run('drop table if exists conformance')
  await engine.appendRows('conformance', columns, Object.entries(table).flatMap(rowsOf))
  const ways = Object.entries(primitives).map(
    ([name, sql]) => `when primitive = '${name}' then (${sql(dialectOf(engine))})::string`,
  )
  const rows = await engine.rows<{ primitive: string; place: number; found: string | null }>(
    `select primitive, place, case ${ways.join(' ')} end as found from conformance`,
  )
  const said = await Promise.all(refused.map((sql) => answerOf(engine, sql)))
  const found = new Map(rows.map((row) => [`${row.primitive} ${row.place}`, row.found]))
  const differing = Object.entries(table).flatMap(([primitive, cases]) =>
    cases.flatMap((one, place) => {
      const answer = found.get(`${primitive} ${place}`)
      return answer === one.out ? [] : [{ ...one, primitive, found: answer ?? null }]
    }),
  )
  return [...differing, ...said.flat()]
}

/** The answer to what should have been refused. */
async function answerOf(engine: Engine, sql: string): Promise<Difference[]> {
  try {
    const [row] = await engine.rows<{ found: string }>(
      `select (${sql})::string as found from conformance where primitive = 'otherDigit' and i = 10`,
    )
    return [{ primitive: sql, out: 'refused', found: row?.found ?? null }]
  } catch {
    return []
  }
}

function rowsOf([name, cases]: [string, readonly Case[]]): AppendValue[][] {
  const whole = (value: number | string | undefined) => (value === undefined ? null : BigInt(value))
  return cases.map(({ a = null, b = null, i, j, x = null }, place) => [
    name,
    place,
    a,
    b,
    whole(i),
    whole(j),
    x,
  ])
}
