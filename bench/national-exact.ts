import { join } from 'node:path'
import { type Analysis, openAnalysis, sqlText } from '@zhucan/analysis'
import {
  applyDelta,
  distinctNumbersSql,
  dropNumbers,
  keepKeys,
  prepareReading,
  readNumbers,
  runExactMatch,
  writeTable,
} from '@zhucan/matching'
import type { Nation, PartResult } from './national.ts'
import { stepClock } from './national-clock.ts'

const memory = process.env.NATIONAL_MEMORY ?? '2GB'
const leaving = 'person_id % 200 = 37'
const checkSlices = 8

/** Fifty million payments against the register by number: from raw cells, from kept keys, and after a change of the register. */
export async function matchPayments(nation: Nation): Promise<PartResult> {
  const { dir, work } = nation
  const clock = stepClock('exact')
  await using analysis = await openAnalysis({ dir: join(work, 'exact'), folders: [dir], memoryLimit: memory })
  await prepareReading(analysis)
  const kept = (name: string) => ({ parquet: join(work, `${name}.parquet`) })
  const register = kept('register-key')
  const numbers = kept('register-numbers')
  await readNumbers(analysis, cellsOf(dir, 'register', { person_id: 'id::integer' }))
  await keepKeys(analysis, 'register', 'register', register.parquet)
  await dropNumbers(analysis, 'register')
  await writeTable(analysis, `${distinctNumbersSql(register)} order by key, ck`, numbers.parquet)
  clock.step('register index')
  await readNumbers(analysis, cellsOf(dir, 'payments', { row_no: '(file_row_number + 1)::integer' }))
  clock.step('reading the payments')
  const found = await runExactMatch(analysis, { register, numbers, file: { table: 'payments' } })
  clock.step('matching')
  const truth = await wrongLinks(analysis, nation)
  clock.step('checking against the truth')
  const payments = kept('payments-key')
  await analysis.run('drop table match_pair cascade')
  await keepKeys(analysis, 'file', 'payments', payments.parquet)
  await dropNumbers(analysis, 'payments')
  clock.step('keeping the keys of the payments')
  await runExactMatch(analysis, { register, numbers, file: payments })
  clock.step('matching kept keys')
  const delta = await changeRegister(analysis, { register: register.parquet, payments, clock })
  const counts = { rows: found.rows, linked: found.matched, left: found.unusable, ...truth, ...delta }
  const seconds = clock.sum('reading the payments', 'matching')
  return { seconds, prototype: 25.3, figures: { ...clock.end(), 'from raw, s': seconds, ...counts } }
}

function cellsOf(dir: string, name: string, along: Record<string, string>) {
  const from = `read_parquet(${sqlText(join(dir, `${name}.parquet`))}, file_row_number = true)`
  return { from, cell: '"身份证号"', along, into: name }
}

/** Slice by slice: a table to look up all links of a nation at once takes more memory than anything that is measured here. */
async function wrongLinks(analysis: Analysis, { dir, payments }: Nation) {
  const counts = { wrong: 0, missed: 0 }
  const slice = Math.ceil(payments / checkSlices)
  for (let from = 0; from < payments; from += slice) {
    const [found] = await analysis.rows<{ wrong: bigint; missed: bigint }>(
      `select count(*) filter (l.person_id is distinct from p.register_row and l.person_id is not null) as wrong,
         count(*) filter (p.register_row is not null and l.person_id is null) as missed
       from (select file_row_number + 1 as row_no, register_row
         from read_parquet(${sqlText(join(dir, 'payments.parquet'))}, file_row_number = true)) p
       left join match_link l on l.row_no = p.row_no and ${within('l.row_no', from, slice)} where ${within('p.row_no', from, slice)}`,
    )
    counts.wrong += Number(found!.wrong)
    counts.missed += Number(found!.missed)
  }
  const [left] = await analysis.rows<{ odd: bigint }>('select count(rest) as odd from payments')
  return { ...counts, 'cells left unread': Number(left!.odd) }
}

function within(row: string, from: number, slice: number): string {
  return `${row} > ${from} and ${row} <= ${from + slice}`
}

/** One person in a hundred changes, half of them by leaving; the pairs that stood are brought up to date. */
async function changeRegister(
  analysis: Analysis,
  from: { register: string; payments: { parquet: string }; clock: ReturnType<typeof stepClock> },
) {
  const { register, payments, clock } = from
  const all = `read_parquet(${sqlText(register)})`
  const count = async (where: string) => {
    const [row] = await analysis.rows<{ n: bigint }>(`select count(*) as n from match_pair where ${where}`)
    return Number(row!.n)
  }
  const before = await count(`not (${leaving})`)
  await analysis.run(
    `create table changed_key as select key from ${all} where person_id % 100 = 37;
     create view register_now as select * from ${all} where not (${leaving})`,
  )
  clock.step('choosing who changes')
  const done = await applyDelta(analysis, {
    ...{ keys: 'changed_key', name: 'match', file: payments },
    register: { table: 'register_now' },
  })
  clock.step('a delta of one in a hundred')
  const after = await count('true')
  return { 'delta: rows looked at': done.rows, 'delta: pairs wrong': Math.abs(after - before) }
}
