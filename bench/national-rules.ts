import { join } from 'node:path'
import { openAnalysis, sqlText } from '@zhucan/analysis'
import { factsCatalogue, rules } from '@zhucan/catalogue'
import { compileRule, factTableColumns, screeningSql } from '@zhucan/rules'
import type { Nation, PartResult } from './national.ts'
import { stepClock } from './national-clock.ts'

const ten = rules.slice(0, 10).map((rule) => compileRule(rule, factsCatalogue))
const memory = process.env.NATIONAL_MEMORY ?? '3GB'

/** Ten rules over a fact row for everybody, counted by county, in one scan of Parquet. */
export async function screenNation({ dir, work, persons }: Nation): Promise<PartResult> {
  const clock = stepClock('rules')
  await using analysis = await openAnalysis({ dir: join(work, 'rules'), folders: [dir], memoryLimit: memory })
  const path = join(work, 'facts.parquet')
  const columns = factTableColumns(factsCatalogue)
  const cells = columns.map(({ fact, quoted, type }, at) => `${cellSql(fact, type, at)} as ${quoted}`)
  await analysis.copyToParquet(
    `select id as person_id, (id // 12800)::integer as county, ${cells.join(', ')}
     from read_parquet(${sqlText(join(dir, 'register.parquet'))})`,
    path,
  )
  clock.step('making the facts')
  const scan = `read_parquet(${sqlText(path)})`
  const count = (some: typeof ten) => {
    const sums = some.flatMap(({ id }) => [
      `sum(("${id}" = 1)::integer) as "${id} yes"`,
      `sum(("${id}" = -1)::integer) as "${id} cannot say"`,
    ])
    return `create or replace table answer as select county, ${sums.join(', ')}
      from (${screeningSql(some, { table: scan, keys: ['county'] })}) group by county`
  }
  await analysis.run(count(ten))
  clock.step('ten rules, first')
  await analysis.run(count(ten))
  clock.step('ten rules, again')
  for (const rule of ten) await analysis.run(count([rule]))
  clock.step('ten rules as ten queries')
  return {
    seconds: clock.figures['ten rules, again, s']!,
    prototype: 0.59,
    figures: { ...clock.end(), persons },
  }
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
