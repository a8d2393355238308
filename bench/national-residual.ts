import { join } from 'node:path'
import { type Analysis, openAnalysis, sqlText } from '@zhucan/analysis'
import {
  assignPairs,
  identityPlan,
  identityThresholds,
  linkageTables,
  linksSql,
  prepareRegister,
  scoreAgainst,
} from '@zhucan/matching'
import type { Nation, PartResult } from './national.ts'
import { stepClock } from './national-clock.ts'

const memory = process.env.NATIONAL_MEMORY ?? '4GB'
const plan = identityPlan()
const cells = `"姓名" as name, "性别" as sex, "出生日期" as birth, "户籍地区划" as region, null::varchar as residence,
  "详细地址" as address, "联系电话" as phone, "身份证号" as number`

/** A list without usable numbers against everybody: the register's index once, then the list. */
export async function linkResidual({ dir, work, residual }: Nation): Promise<PartResult> {
  const clock = stepClock('residual')
  await using analysis = await openAnalysis({
    dir: join(work, 'residual'),
    folders: [dir],
    memoryLimit: memory,
  })
  const kept = (table: string) => join(work, `${table}.parquet`)
  const from = (table: string) => `read_parquet(${sqlText(kept(table))})`
  const given = (name: string) => `read_parquet(${sqlText(join(dir, `${name}.parquet`))})`
  await analysis.run(`create view person as select id::integer as row_no, ${cells} from ${given('register')}`)
  await analysis.run(
    `create view stranger as select (i + 1)::integer as row_no, ${cells} from ${given('residual')}`,
  )
  const shares = await prepareRegister(analysis, plan, 'person')
  for (const table of linkageTables(plan).register)
    await analysis.copyToParquet(`select * from ${table}`, kept(table))
  await analysis.run('drop table linkage_left')
  clock.step('index')
  const found = await scoreAgainst(analysis, {
    plan,
    rows: 'stranger',
    kept: from,
    shares: [...shares],
    inPlace: true,
    // A wide rule makes more pairs with every county; at a nation it is left out and narrower ones step in.
    budget: { rule: Math.max(200_000, residual * 10), total: Math.max(2_000_000, residual * 60) },
  })
  clock.step('linking and training')
  const { links, review } = await assignPairs(analysis, identityThresholds, true)
  clock.step('choosing')
  const truth = await quality(analysis, given('residual'))
  const seconds = clock.sum('linking and training', 'choosing')
  const byRule = found.rules.map(({ rule, pairs }) => [`pairs of ${rule.id}`, pairs] as const)
  const counts = { pairs: found.pairs, ...Object.fromEntries(byRule), links, review, ...truth }
  return { seconds, prototype: 34, figures: { ...clock.end(), ...counts } }
}

async function quality(analysis: Analysis, residual: string) {
  const [row] = await analysis.rows<{ right: bigint; wanted: bigint; made: bigint }>(
    `select count(*) filter (l.a = t.register_row) as right, count(t.register_row) as wanted, count(l.a) as made
     from ${residual} t left join (${linksSql}) l on l.b = t.i + 1`,
  )
  const [right, wanted, made] = [row!.right, row!.wanted, row!.made].map(Number)
  return { precision: right! / made!, recall: right! / wanted! }
}
