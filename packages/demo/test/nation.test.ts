import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAnalysis } from '@zhucan/analysis'
import { inspectIdentity, isUsable, plainDate } from '@zhucan/kernel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  nationalPayments,
  nationalRegister,
  nationalResidual,
  nationalStrangers,
  nationalTables,
  type ResidualRow,
} from '../src/index.ts'

const day = plainDate('2026-11-22')
const options = { seed: 3, persons: 30_000, payments: 40_000, residual: 2_000 }
let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-nation-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function made(seed = options.seed) {
  const analysis = await openAnalysis({ dir, memoryLimit: '300MB' })
  for (const { name, columns, rows } of nationalTables()) await analysis.appendRows(name, columns, rows)
  const files = [nationalRegister, nationalPayments, nationalStrangers].map((of) => of({ ...options, seed }))
  for (const { name, sql } of files) await analysis.run(`create table ${name} as ${sql}`)
  return analysis
}

it('a nation has different people with right numbers that begin with 99, the same for a seed', async () => {
  await using analysis = await made()
  const people = await analysis.rows<ResidualRow & { id: bigint }>('select * from register order by id')
  expect(people).toHaveLength(options.persons)
  expect(people.map(({ id }) => Number(id))).toEqual(people.map((_, at) => at + 1))
  expect(new Set(people.map(({ 身份证号 }) => 身份证号)).size).toBe(options.persons)
  for (const { 身份证号, 性别, 出生日期 } of people.filter((_, at) => at % 50 === 0)) {
    const identity = inspectIdentity(身份证号, { day })
    expect(isUsable(identity), 身份证号).toBe(true)
    expect(identity).toMatchObject({ birth: 出生日期, sex: 性别 === '男' ? 'male' : 'female' })
    expect(身份证号.startsWith('99')).toBe(true)
  }
  await using again = await made()
  await using other = await made(4)
  const sums = 'select sum(hash(t))::varchar as sum from payments t'
  const [one, same, another] = [await analysis.rows(sums), await again.rows(sums), await other.rows(sums)]
  expect(same).toEqual(one)
  expect(another).not.toEqual(one)
}, 60_000)

it('lists tell in truth whom they mean', async () => {
  await using analysis = await made()
  const [counts] = await analysis.rows<Record<string, bigint>>(
    `select count(*) as rows, count(p.register_row) as known, count(*) filter (p."身份证号" = r."身份证号") as clean,
       count(*) filter (r.id is null and p."身份证号" in (select "身份证号" from register)) as wrong
     from payments p left join register r on r.id = p.register_row`,
  )
  expect(counts).toMatchObject({ rows: 40_000n, known: 24_000n, wrong: 0n })
  expect(Number(counts!.clean) / 24_000).toBeGreaterThan(0.8)
  const people = await analysis.rows<ResidualRow>(
    'select t.*, r."身份证号" as own from residual t left join register r on r.id = t.register_row order by i',
  )
  expect(people.filter(({ register_row }) => register_row !== null)).toHaveLength(1_400)
  for (const row of people as (ResidualRow & { own: string | null })[])
    expect(row.register_row === null ? null : row.身份证号).toBe(row.own)
  const numbers = people.map((row) => nationalResidual(3, row)[6])
  // Two equal neighbours that change places are no fault.
  const right = numbers.filter((number, at) => number === people[at]!.身份证号)
  expect(right.length / numbers.length).toBeLessThan(0.03)
}, 60_000)
