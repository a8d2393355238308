import { join } from 'node:path'
import { type Analysis, openAnalysis, sqlText } from '@zhucan/analysis'
import { inspectIdentity, isUsable, plainDate } from '@zhucan/kernel'
import { distinctNumbersSql, plainKey, quickKeysSql, runExactMatch } from '@zhucan/matching'
import type { Nation, PartResult } from './national.ts'
import { stepClock } from './national-clock.ts'

const day = plainDate('2026-11-22')
const memory = process.env.NATIONAL_MEMORY ?? '3GB'
const numberColumn = '"身份证号"'
const rest = { raw: 'VARCHAR', key: 'BIGINT', ck: 'SMALLINT', upgraded: 'BOOLEAN' } as const

/** Fifty million payments against the register by number: from raw cells, and from kept keys. */
export async function matchPayments({ dir }: Nation): Promise<PartResult> {
  const clock = stepClock('exact')
  await using analysis = await openAnalysis({ dir: join(dir, 'run'), folders: [dir], memoryLimit: memory })
  const parquet = (name: string) => join(dir, `${name}.parquet`)
  const read = (name: string) => `read_parquet(${sqlText(parquet(name))}, file_row_number = true)`
  await analysis.copyToParquet(
    `select person_id, key, ck from (${quickKeysSql(read('register'), numberColumn, { person_id: 'id::integer' })}) where key is not null`,
    parquet('register-key'),
  )
  clock.step('reading the register')
  await readPayments(analysis, read('payments'), parquet('payments-key'))
  clock.step('reading the payments')
  const request = {
    register: { parquet: parquet('register-key') },
    file: { parquet: parquet('payments-key') },
  }
  const found = await runExactMatch(analysis, request)
  clock.step('matching')
  const [truth] = await analysis.rows<{ wrong: bigint; missed: bigint }>(
    `select count(*) filter (l.person_id is distinct from p.register_row and l.person_id is not null) as wrong,
       count(*) filter (p.register_row is not null and l.person_id is null) as missed
     from ${read('payments')} p left join match_link l on l.row_no = p.file_row_number + 1`,
  )
  clock.step('checking against the truth')
  await analysis.run('drop table match_pair cascade')
  await analysis.copyToParquet(distinctNumbersSql(request.register), parquet('register-numbers'))
  clock.step('keeping numbers once')
  await runExactMatch(analysis, {
    ...request,
    numbers: { parquet: parquet('register-numbers') },
    name: 'kept',
  })
  clock.step('matching kept keys')
  const counts = {
    rows: found.rows,
    linked: found.matched,
    wrong: Number(truth!.wrong),
    missed: Number(truth!.missed),
  }
  const seconds = clock.sum('reading the register', 'reading the payments', 'matching')
  return { seconds, prototype: 25.3, figures: { ...clock.end(), ...counts } }
}

/** Cells as they are usually written are read by the engine, the others one by one. */
async function readPayments(analysis: Analysis, from: string, to: string): Promise<void> {
  const cells = quickKeysSql(from, numberColumn, { row_no: '(file_row_number + 1)::integer' })
  await analysis.run(`create or replace table quick as ${cells}`)
  const unusual = analysis.stream<{ raw: string }>(
    'select distinct rest as raw from quick where rest is not null',
  )
  await analysis.appendRows('rest', rest, readAll(unusual))
  await analysis.copyToParquet(
    `select q.row_no, coalesce(q.key, r.key) as key, coalesce(q.ck, r.ck) as ck, coalesce(r.upgraded, false) as upgraded
     from quick q left join rest r on r.raw = q.rest`,
    to,
  )
  await analysis.run('drop table quick; drop table rest')
}

async function* readAll(cells: AsyncIterable<readonly { raw: string }[]>) {
  for await (const batch of cells)
    for (const { raw } of batch) {
      const identity = inspectIdentity(raw, { day })
      if (!isUsable(identity) || identity.id18 === null) continue
      const { key, ck } = plainKey(identity.id18)
      yield [raw, key, ck, identity.kind === 'id15'] as const
    }
}
