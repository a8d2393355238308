import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findUser } from '../access/index.ts'
import { runJobs } from '../platform/jobs-runner.ts'
import { holdTable } from '../platform/test-locks.ts'
import { importRefusals, importTasks } from './imports.jobs.ts'
import { invented, makeWorkbook, openWizard } from './test-imports.ts'

const deaths = (n: number) => ({
  死亡名单: [
    ['姓名', '身份证号', '死亡日期'],
    [`亡${n}`, invented(n).idNumber, '2026-05-01'],
  ],
})
const register = (n: number) => {
  const { idNumber, certificateNumber } = invented(n)
  return {
    名册: [
      ['姓名', '身份证号', '残疾人证号', '户籍地'],
      [`人${n}`, idNumber, certificateNumber, '990101001001'],
    ],
  }
}

describe('care for imports', () => {
  let office: TestOffice
  let owner: Pool
  let wizard: Awaited<ReturnType<typeof openWizard>>
  beforeAll(async () => {
    office = await testOffice()
    owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    wizard = await openWizard(office)
  })
  afterAll(async () => {
    await owner.end()
    await office.close()
  })

  test('the same list again takes the place of the one that is here, and only when it is meant', async () => {
    const bytes = await makeWorkbook(deaths(1))
    const first = await wizard.take(bytes, '死亡.xlsx')
    const refused = await wizard.upload(bytes, '死亡.xlsx')
    expect(refused).toMatchObject({ status: 409, code: 'import.already-imported' })
    const second = await wizard.take(bytes, '死亡.xlsx', { 'x-again': 'yes' })
    expect(second.done.state).toBe('done')
    expect((await wizard.get(first.id)).state).toBe('undone')
    const lists = await wizard.json('/api/v1/lists')
    expect(lists.map((list: { id: string }) => list.id)).toEqual([second.id])
  })

  test('two identical lists that were sent at once do not both come in', async () => {
    const bytes = await makeWorkbook(deaths(3))
    const one = await wizard.upload(bytes, 'a.xlsx')
    const other = await wizard.upload(bytes, 'b.xlsx')
    for (const { id } of [one, other]) await wizard.map(id)
    await wizard.apply(one.id)
    await wizard.apply(other.id)
    await wizard.apply(other.id)
    expect(await wizard.get(other.id)).toMatchObject({
      state: 'ready',
      problem: { code: 'import.list-there-already', params: { title: 'a.xlsx' } },
    })
  })

  test('a list is called by its months and its department', async () => {
    const rows = ['2026年8月', '2026年10月'].map((month, i) => [
      `户${i}`,
      invented(5 + i * 2).idNumber,
      '护理补贴',
      month,
      '80',
    ])
    const { id, done } = await wizard.take(
      await makeWorkbook({ 两项补贴: [['姓名', '身份证号', '补贴类型', '发放月份', '金额'], ...rows] }),
      '两项补贴发放.xlsx',
    )
    expect(done).toMatchObject({ state: 'done', fileType: 'two-subsidies-payment' })
    expect((await wizard.json(`/api/v1/lists/${id}`)).title).toBe('2026-08–2026-10 民政局')
  })

  test('progress of a check knows how many rows there are', async () => {
    const { id } = await wizard.upload(await makeWorkbook(register(21)))
    expect((await owner.query('select row_count from import where id = $1', [id])).rows).toEqual([
      { row_count: 1 },
    ])
    await wizard.map(id)
    await wizard.call(`/api/v1/imports/${id}/discard`, { method: 'POST' })
  })

  test('a register’s file and what its undo needs go after their days, with an entry', async () => {
    const { id } = await wizard.take(await makeWorkbook(register(23)))
    const stored = await owner.query('select stored_as from import where id = $1', [id])
    const path = join(office.settings.dataDir, 'uploads', stored.rows[0].stored_as)
    await importTasks['list-retention'](office.server)
    expect((await readFile(path)).length).toBeGreaterThan(0)
    await owner.query(`update import set day = '2026-05-01' where id = $1`, [id])
    await importTasks['list-retention'](office.server)
    await expect(readFile(path)).rejects.toThrow('ENOENT')
    const told = await owner.query(
      `select actor_id from audit where action = 'import.file-deleted' and subject_id = $1`,
      [id],
    )
    expect(told.rows).toEqual([{ actor_id: 'system' }])
    expect(await (await wizard.undo(id)).json()).toMatchObject({ code: 'import.undo-too-late' })
    await importTasks['list-retention'](office.server)
    expect((await owner.query(`select 1 from audit where action = 'import.file-deleted'`)).rows).toHaveLength(
      1,
    )
  })

  test('an import whose right is withdrawn before or during its work ends, in plain words', async () => {
    const mine = await openWizard(office)
    const during = await mine.upload(await makeWorkbook(register(31)))
    await mine.map(during.id)
    const user = (await findUser(office.server, mine.who.id))!
    await mine.call(`/api/v1/imports/${during.id}/apply`, { json: { mode: 'good-rows' } })
    const before = await owner.query('select count(*)::int as n from person')
    const holder = createPool(office.database.ownerUrl, { max: 1 })
    const held = await holdTable(holder, 'assertion')
    const applying = importTasks['import-apply'](office.server, { importId: during.id }, user)
    await held.hasWaiting(1)
    await owner.query(`update appointment set role = 'leader' where user_id = $1`, [mine.who.id])
    await held.release()
    await holder.end()
    await applying
    expect(await wizard.get(during.id)).toMatchObject({
      state: 'failed',
      problem: { code: 'import.right-withdrawn' },
    })
    expect(await owner.query('select count(*)::int as n from person').then((r) => r.rows)).toEqual(
      before.rows,
    )
  })

  test('an import whose right is withdrawn before its turn comes ends too', async () => {
    const { id } = await wizard.upload(await makeWorkbook(register(33)))
    await wizard.map(id)
    await wizard.call(`/api/v1/imports/${id}/apply`, { json: { mode: 'good-rows' } })
    await owner.query(`update appointment set role = 'leader' where user_id = $1`, [wizard.who.id])
    const runner = await runJobs(office.server, importTasks, importRefusals)
    const state = async () =>
      (await owner.query('select state, problem from import where id = $1', [id])).rows[0]
    while ((await state()).state === 'applying') await pause(20)
    await runner.stop()
    expect(await state()).toMatchObject({ state: 'failed', problem: { code: 'import.right-withdrawn' } })
  })
})
