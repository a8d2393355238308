import { setTimeout as pause } from 'node:timers/promises'
import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { invented, makeWorkbook, openWizard } from './test-imports.ts'

const header = ['姓名', '身份证号', '残疾人证号', '户籍地', '户编号', '与户主关系', '监护人', '监护人电话']
const tables = [
  'person',
  'person_number',
  'certificate',
  'household',
  'household_member',
  'guardian',
  'assertion',
  'region_history',
]

/** Rows of the n-th batch: people that are new, and one whose level changes. */
function batch(n: number) {
  const people = Array.from({ length: 6 }, (_, i) => {
    const { idNumber, certificateNumber } = invented(20 + n * 10 + i, '1966-06-06')
    return [
      `批次${n}`,
      idNumber,
      certificateNumber,
      '990101001001',
      `B${n}${i}`,
      '户主',
      `家长${i}`,
      '13900001111',
    ]
  })
  const changing = invented(11, '1966-06-06', n === 0 ? 2 : 1)
  return {
    持证残疾人: [
      header,
      ...people,
      ['变更者', changing.idNumber, changing.certificateNumber, '990101001200', 'B999', '户主', null, null],
    ],
  }
}

describe('an apply that breaks', () => {
  let office: TestOffice
  let owner: Pool
  let wizard: Awaited<ReturnType<typeof openWizard>>
  let attempt = 1

  beforeAll(async () => {
    office = await testOffice()
    owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    wizard = await openWizard(office)
    await wizard.take(await makeWorkbook(batch(0)))
    await owner.query(
      `create function break_here() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`,
    )
  })
  afterAll(async () => {
    await owner.end()
    await office.close()
  })

  let before: Record<string, string>
  let importId: string
  beforeEach(async () => {
    const { id } = await wizard.upload(await makeWorkbook(batch(attempt++)))
    importId = id
    await wizard.map(id)
    before = await hashes(owner)
  })

  test.each([
    'household',
    'person',
    'person_number',
    'certificate',
    'assertion',
    'household_member',
    'guardian',
  ])('at the table %s leaves the register as it was and may be tried again', async (table) => {
    await owner.query(
      `create trigger break_it after insert on ${table} for each statement execute function break_here()`,
    )
    await wizard.apply(importId)
    expect(await hashes(owner)).toEqual(before)
    expect(await wizard.get(importId)).toMatchObject({ state: 'ready', problem: { code: 'server.fault' } })
    await owner.query(`drop trigger break_it on ${table}`)
    await wizard.apply(importId)
    expect(await wizard.get(importId)).toMatchObject({ state: 'done', problem: null })
    expect(await hashes(owner)).not.toEqual(before)
  })

  test('because its connection is killed leaves the register as it was', async () => {
    await owner.query(
      `create or replace function break_here() returns trigger language plpgsql as $$ begin perform pg_sleep(600); return null; end $$`,
    )
    await owner.query(
      `create trigger break_it after insert on assertion for each statement execute function break_here()`,
    )
    const applying = wizard.apply(importId)
    await killSleeper(office.server.pool)
    await applying
    expect(await hashes(owner)).toEqual(before)
    expect((await wizard.get(importId)).state).toBe('ready')
    await owner.query('drop trigger break_it on assertion')
    await wizard.apply(importId)
    expect((await wizard.get(importId)).state).toBe('done')
  })
})

/** One hash over every table of the register, whatever the order of its rows. */
async function hashes(owner: Pool): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const table of tables) {
    const { rows } = await owner.query(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${table} t`,
    )
    found[table] = rows[0].hash
  }
  return found
}

/** Only its own role sees and may end a connection. */
async function killSleeper(pool: Pool): Promise<void> {
  const kill = `select pg_terminate_backend(pid) from pg_stat_activity
    where wait_event = 'PgSleep' and pid <> pg_backend_pid() and datname = current_database()`
  while ((await pool.query(kill)).rows.length === 0) await pause(20)
}
