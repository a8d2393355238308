import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type Analysis, openAnalysis, sqlText } from '@zhucan/analysis'
import { factsCatalogue, rules } from '@zhucan/catalogue'
import { compileRule, factTableColumns, screeningSql } from '@zhucan/rules'
import { type CountyCount, countKept, keepFacts, orderPeople, renewFacts } from '@zhucan/server'
import type { Nation, PartResult } from './national.ts'
import { stepClock } from './national-clock.ts'

const ten = rules.slice(0, 10).map((rule) => compileRule(rule, factsCatalogue))
const memory = process.env.NATIONAL_MEMORY ?? '3GB'
const paidFacts = ['person.nursingPaid', 'person.livingPaid', 'person.lastPaidMonth']

/**
 * Ten rules over the facts of everybody, counted by county: facts packed in bits and kept as Parquet, against a column for
 * each; then one list of thirty million rows comes anew and its facts alone are renewed.
 */
export async function screenNation({ dir, work, persons }: Nation): Promise<PartResult> {
  const clock = stepClock('rules')
  await using analysis = await openAnalysis({
    ...{ dir: join(work, 'rules'), folders: [dir], memoryLimit: memory },
  })
  const plain = await makePlainFacts(analysis, dir, work)
  clock.step('making the facts')
  const before = await countPlain(analysis, plain)
  clock.step('ten rules over a column for each fact')
  const kept = join(work, 'kept')
  await orderPeople(analysis, kept, plain)
  clock.step('fixing the order of the people')
  await keepFacts(analysis, kept, { rows: plain })
  clock.step('packing all facts')
  await countKept(analysis, kept, ten)
  clock.step('ten rules, first')
  const counted = await countKept(analysis, kept, ten)
  const again = await timesOver(5, () => countKept(analysis, kept, ten))
  clock.step('ten rules, six times more')
  for (const rule of ten) await countKept(analysis, kept, [rule])
  clock.step('ten rules as ten queries')
  const list = await makeList(analysis, dir, work)
  clock.step('making a list')
  await renewFacts(analysis, kept, { facts: paidFacts, rows: paidSql(list), elsewhere: { facts: notPaid } })
  clock.step('one list anew')
  const after = await countKept(analysis, kept, ten)
  clock.step('ten rules after it')
  const changed = await countPlain(analysis, changedSql(plain, list))
  clock.step('the same over columns')
  requireSame(counted, before)
  requireSame(after, changed)
  return {
    seconds: again.seconds,
    prototype: 0.59,
    figures: {
      ...clock.end(),
      ...{ 'ten rules, median s': again.seconds, 'ten rules, CPU-s each': again.processor },
      ...{ persons, 'kept MB': Math.round(statSync(join(kept, 'facts.parquet')).size / 1e6) },
    },
  }
}

/** Median seconds of some runs, and the processor's for each. */
async function timesOver(times: number, work: () => Promise<unknown>) {
  const before = process.cpuUsage()
  const seconds: number[] = []
  for (let n = 0; n < times; n++) {
    const start = performance.now()
    await work()
    seconds.push((performance.now() - start) / 1000)
  }
  const { user, system } = process.cpuUsage(before)
  const middle = seconds.sort((a, b) => a - b)[Math.floor(times / 2)]!
  return { seconds: Number(middle.toFixed(3)), processor: Number(((user + system) / 1e6 / times).toFixed(3)) }
}

async function makePlainFacts(analysis: Analysis, dir: string, work: string): Promise<string> {
  const path = join(work, 'facts.parquet')
  const cells = factTableColumns(factsCatalogue).map(
    ({ fact, quoted, type }, at) => `${cellSql(fact, type, at)} as ${quoted}`,
  )
  await analysis.copyToParquet(
    `select id as person_id, left("户籍地区划", 6)::integer as county, ${cells.join(', ')}
     from read_parquet(${sqlText(join(dir, 'register.parquet'))})`,
    path,
  )
  return `read_parquet(${sqlText(path)})`
}

/** The same counts the plain way: every rule over a column for each fact. */
async function countPlain(analysis: Analysis, facts: string): Promise<CountyCount[]> {
  const sums = ten.flatMap(({ id }, at) => [
    `count(*) filter ("${id}" = 1)::integer as y${at}`,
    `count(*) filter ("${id}" = -1)::integer as u${at}`,
  ])
  const rows = await analysis.rows<Record<string, number>>(
    `select county, count(*)::integer as people, ${sums.join(', ')}
     from (${screeningSql(ten, { table: facts, keys: ['county'] })}) group by county order by county`,
  )
  return rows.map((row) => ({
    county: row.county!,
    people: row.people!,
    rules: Object.fromEntries(
      ten.map(({ id }, at) => [id, { yes: row[`y${at}`]!, cannotSay: row[`u${at}`]! }]),
    ),
  }))
}

/** A count that is wrong is not worth timing. */
function requireSame(ours: readonly CountyCount[], theirs: readonly CountyCount[]): void {
  const other = new Map(theirs.map((county) => [county.county, JSON.stringify(county)]))
  const differing = ours.filter((county) => other.get(county.county) !== JSON.stringify(county)).length
  if (differing > 0 || ours.length !== theirs.length)
    throw new Error(`${differing} of ${theirs.length} counties are counted otherwise than over columns`)
}

/** Payments of two years with the person each was linked to: a month for each row, one of two subsidies or both. */
async function makeList(analysis: Analysis, dir: string, work: string): Promise<string> {
  const path = join(work, 'paid.parquet')
  const month = 'row_no * 48271 % 2147483647 % 24'
  await analysis.copyToParquet(
    `select register_row::integer as person_id, (202501 + ${month} // 12 * 100 + ${month} % 12)::integer as month,
       (case row_no * 69621 % 2147483647 % 3 when 0 then 'nursing' when 1 then 'living' else 'both' end) as subsidy
     from (select register_row, file_row_number as row_no
       from read_parquet(${sqlText(join(dir, 'payments.parquet'))}, file_row_number = true)) where register_row is not null`,
    path,
  )
  return `read_parquet(${sqlText(path)})`
}

/** The list as facts of the people on it; a person may have any number of rows. */
function paidSql(list: string): string {
  const recent = 'month >= 202610'
  return `(select person_id, bool_or(${recent} and subsidy <> 'living') as "person_nursingPaid",
      bool_or(${recent} and subsidy <> 'nursing') as "person_livingPaid", max(month) as "person_lastPaidMonth"
    from ${list} group by person_id)`
}

const notPaid = { 'person.nursingPaid': false, 'person.livingPaid': false, 'person.lastPaidMonth': 0 }

/** The plain facts with those of the list in place of what they held. */
function changedSql(plain: string, list: string): string {
  const anew = Object.entries(notPaid).map(([fact, otherwise]) => {
    const column = `"${fact.replace('.', '_')}"`
    return `coalesce(p.${column}, ${otherwise}) as ${column}`
  })
  return `(select f.* replace (${anew.join(', ')}) from ${plain} f left join ${paidSql(list)} p using (person_id))`
}

/** A cell that depends on the person only; facts are rare, and one in twenty is not known. */
function cellSql(fact: string, type: string, at: number): string {
  const drawn = `((((id + ${at * 7919}) * 48271 % 2147483647) * ((id + ${at * 7919}) * 48271 % 2147483647) % 2147483647) // 7 % 1000)`
  const values = factsCatalogue[fact]?.values?.map(({ value }) =>
    typeof value === 'number' ? String(value) : `'${value}'`,
  )
  const picked =
    values && `(array_value(${values.join(', ')})::${type}[])[1 + (${drawn} % ${values.length})::integer]`
  const known = picked ?? (type === 'BOOLEAN' ? `${drawn} < 100` : `(${drawn} % 240 - 20)::${type}`)
  return `case when ${drawn} % 20 = 19 then null else ${known} end`
}
