import { join } from 'node:path'
import { openAnalysis, sqlText } from '@zhucan/analysis'
import {
  assignPairs,
  identityThresholds,
  type KeptState,
  keptStateOf,
  linksSql,
  prepareRegister,
  scoreAgainst,
} from '@zhucan/matching'
import type { Nation, PartResult } from './national.ts'
import { stepClock } from './national-clock.ts'
import { type Kept, keepFirst, plan, readKept } from './national-kept.ts'
import { changeOneInAHundred } from './national-residual-change.ts'

const memory = process.env.NATIONAL_MEMORY ?? '4GB'
const cells = `"姓名" as name, "性别" as sex, "出生日期" as birth, "户籍地区划" as region, null::varchar as residence,
  "详细地址" as address, "联系电话" as phone, "身份证号" as number`

/**
 * A list without usable numbers against everybody: the register's index once, a model from a tenth of such a list, then the
 * whole list with that model and again with training; then a new file and a change of one person in a hundred.
 */
export async function linkResidual(nation: Nation): Promise<PartResult> {
  const clock = stepClock('residual')
  const { dir, work, residual } = nation
  await using analysis = await openAnalysis({
    dir: join(work, 'residual'),
    folders: [dir],
    memoryLimit: memory,
  })
  const index = join(work, 'index')
  const given = (name: string) => `read_parquet(${sqlText(join(dir, `${name}.parquet`))})`
  const list = (name: string, which: string) =>
    analysis.run(
      `create view ${name} as select (i + 1)::integer as row_no, ${cells} from ${given('residual')} where ${which}`,
    )
  await analysis.run(`create view person as select id::integer as row_no, ${cells} from ${given('register')}`)
  await list('stranger', 'true')
  await list('tenth', 'i % 10 = 3')
  await list('newer', `i < ${Math.round((residual * 2) / 3)}`)
  const shares = await prepareRegister(analysis, plan, 'person')
  await keepFirst(analysis, index)
  clock.step('index')
  const kept: Kept = { analysis, index, file: join(work, 'file'), shares: [...shares] }
  const { state } = await link(kept, 'tenth')
  clock.step('a tenth of the list, training')
  const found = await link(kept, 'stranger', state)
  clock.step('linking with the kept model')
  const made = { links: found.links, review: found.review, ...(await quality(kept, given('residual'))) }
  const seconds = clock.sum('linking with the kept model')
  const changed = await changeOneInAHundred(kept, { state: found.state, clock })
  await link(kept, 'newer', state)
  clock.step('a new file of two thirds of the list, index in parts')
  const trained = await link(kept, 'stranger')
  clock.step('linking with training, index in parts')
  const again = await quality(kept, given('residual'))
  const byRule = found.rules.map(({ rule, pairs }) => [`pairs of ${rule.id}`, pairs] as const)
  return {
    seconds,
    prototype: 34,
    figures: {
      ...{ ...clock.end(), pairs: found.pairs, ...Object.fromEntries(byRule), ...made, ...changed },
      'with training: links': trained.links,
      'with training: precision': again.precision,
      'with training: recall': again.recall,
    },
  }
}

/** Links a list with what an earlier run learnt, or trains. */
async function link({ analysis, index, shares }: Kept, rows: string, state?: KeptState) {
  const wide = plan.rules.flatMap(({ id }) => (state === undefined || state.rules.includes(id) ? [] : [id]))
  const found = await scoreAgainst(analysis, {
    ...{ plan, rows, kept: readKept(index), shares, inPlace: true, wide },
    ...(state && { model: state.model }),
  })
  return {
    ...found,
    ...(await assignPairs(analysis, identityThresholds, true)),
    state: keptStateOf(plan, found),
  }
}

async function quality({ analysis }: Kept, residual: string) {
  const [row] = await analysis.rows<{ right: bigint; wanted: bigint; made: bigint }>(
    `select count(*) filter (l.a = t.register_row) as right, count(t.register_row) as wanted, count(l.a) as made
     from ${residual} t left join (${linksSql}) l on l.b = t.i + 1`,
  )
  const [right, wanted, made] = [row!.right, row!.wanted, row!.made].map(Number)
  return { precision: right! / made!, recall: right! / wanted! }
}
