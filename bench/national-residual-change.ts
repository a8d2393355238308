import {
  assignPairs,
  changedRegisterSql,
  identityThresholds,
  type KeptState,
  linkageTables,
  prepareRows,
  registerRows,
  registerTableNames,
  rescoreChanged,
  scoreAgainst,
} from '@zhucan/matching'
import type { stepClock } from './national-clock.ts'
import { type Kept, keepTables, plan, readKept } from './national-kept.ts'

/**
 * One person in a hundred moves to another door and telephone: the index, then the links of the list that lies scored in
 * the engine, are brought up to date; and the list is linked anew to see whether that ends alike.
 */
export async function changeOneInAHundred(
  kept: Kept,
  { state, clock }: { state: KeptState; clock: ReturnType<typeof stepClock> },
): Promise<Record<string, number>> {
  const { analysis, index, file, shares } = kept
  const own = linkageTables(plan).file
  const asItLies = Object.fromEntries(own.map((table) => [table, `from ${table}`]))
  await keepTables(analysis, file, own, asItLies)
  await analysis.run(
    `create table moved as select * replace ('9组99号' as address, '19900000000' as phone) from person where row_no % 100 = 7;
     create table gone as select row_no from moved`,
  )
  clock.step('keeping the pairs, and a change')
  await prepareRows(analysis, plan, 'moved')
  const change = { plan, kept: readKept(index), come: registerRows.base, gone: 'gone' }
  await keepTables(analysis, index, registerTableNames(plan), await changedRegisterSql(analysis, change))
  clock.step('index, 1 % changed')
  const [fromIndex, fromFile] = [readKept(index), readKept(file)]
  const read = (table: string) => (own.includes(table) ? fromFile : fromIndex)(table)
  await rescoreChanged(analysis, { plan, state, kept: read, left: { now: 'moved', gone: 'gone' } })
  const { links } = await assignPairs(analysis, identityThresholds, true)
  await keepTables(analysis, file, own, Object.fromEntries(Object.entries(asItLies).slice(1)))
  clock.step('links of the list, 1 % changed')
  await analysis.run('create or replace table after_change as select a, b from linkage_link')
  const wide = plan.rules.flatMap(({ id }) => (state.rules.includes(id) ? [] : [id]))
  const against = { plan, rows: 'stranger', kept: fromIndex, shares, inPlace: true, wide, model: state.model }
  await scoreAgainst(analysis, against)
  await assignPairs(analysis, identityThresholds, true)
  clock.step('linking with the kept model, index in parts')
  const [row] = await analysis.rows<{ n: bigint }>(
    `select count(*) as n from linkage_link k full join after_change c on c.a = k.a and c.b = k.b where c.a is null or k.a is null`,
  )
  return { 'links after 1 % changed': links, 'of them other than of a full run': Number(row!.n) }
}
