import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKysely, createPool } from '@zhucan/db'
import { demoRegions, makeDemo } from '@zhucan/demo'
import { type TestOffice, testDay, testOffice } from '@zhucan/testing/office'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOutput } from '../output.ts'
import command from './import.ts'

let office: TestOffice
let folder: string
let clerk: string

beforeAll(async () => {
  office = await testOffice()
  folder = await mkdtemp(join(tmpdir(), 'zhucan-import-'))
  await makeDemo({ persons: 120, seed: 3, day: testDay, out: folder })
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  const db = createKysely(owner)
  await db.deleteFrom('region').execute()
  for (const { code, name, level } of demoRegions(120)) {
    const parent = code.slice(0, [0, 0, 2, 4, 6, 9][level]).padEnd(12, '0')
    await sql`insert into region (code, name, level, parent, edition)
      values (${code}, ${name}, ${level}, (select code from region where code = ${parent}), 'demo')`.execute(
      db,
    )
  }
  await owner.end()
  clerk = (await office.user('data-clerk', '990101000000')).username
}, 120_000)

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await office.close()
})

async function run(...args: string[]) {
  let answer = ''
  const settings = {
    ...{
      dataDir: office.settings.dataDir,
      keysDir: office.settings.keysDir,
      backupsDir: folder,
      host: '127.0.0.1',
      port: 1,
    },
    databaseUrl: office.database.ownerUrl,
    databaseAppUrl: office.database.appUrl,
    now: office.settings.now,
  }
  const out = createOutput(
    true,
    (text) => {
      answer += text
    },
    () => undefined,
  )
  const code = await command.execute([...args, '--user', clerk, '--day', testDay], settings, out)
  return { code, files: JSON.parse(answer) }
}

test('checks without writing, then takes register and lists in', async () => {
  const register = join(folder, 'register.xlsx')
  const checked = await run(register, '--check')
  expect(checked.files[0]).toMatchObject({ state: 'ready', fileType: 'register' })
  expect(checked.files[0].counts.new).toBeGreaterThan(100)
  const taken = await run(register, join(folder, 'lists', 'two-subsidies-payment.csv'))
  expect(taken.files.map(({ state }: { state: string }) => state)).toEqual(['done', 'done'])
  expect(taken.files[1].counts.matched).toBeGreaterThan(10)
  expect(taken.code).toBe(1)
})

test('refuses the same content and an unknown log-in', async () => {
  await expect(run(join(folder, 'register.xlsx'))).rejects.toThrow('import.already-imported')
  const again = await run(join(folder, 'register.xlsx'), '--again')
  expect(again.files[0].counts.new ?? 0).toBe(0)
  clerk = 'nobody'
  await expect(run(join(folder, 'register.xlsx'))).rejects.toThrow('access.no-appointment')
})
