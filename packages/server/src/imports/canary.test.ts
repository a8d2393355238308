import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { invented, makeWorkbook, openWizard } from './test-imports.ts'

const person = invented(61)
const wrong = invented(63)
const relative = invented(62, '1948-07-08')
const phone = '13712340987'
const account = '6222021234567890123'
const damaged = `${wrong.idNumber.slice(0, 17)}${wrong.idNumber.endsWith('1') ? '2' : '1'}`

/** Every number of the files; none may be read anywhere the product rests. */
const canaries = [person.idNumber, person.certificateNumber, relative.idNumber, damaged, phone, account]

const register = {
  持证残疾人: [
    [
      '姓名',
      '身份证号',
      '残疾人证号',
      '户籍地',
      '户编号',
      '联系电话',
      '银行账号',
      '监护人',
      '监护人电话',
      '备注',
    ],
    [
      '金丝雀',
      person.idNumber,
      person.certificateNumber,
      '990101001001',
      'K1',
      phone,
      account,
      '金妈妈',
      phone,
      `证号${person.idNumber}已核`,
    ],
    ['坏号码', damaged, null, '990101001001', 'K2', phone, null, null, null, null],
    [
      '以身份证为户号',
      invented(65).idNumber,
      invented(65).certificateNumber,
      '990101001001',
      person.idNumber,
      null,
      null,
      null,
      null,
      null,
    ],
    [
      relative.idNumber,
      invented(66).idNumber,
      invented(66).certificateNumber,
      '990101001001',
      `户${person.idNumber}`,
      null,
      null,
      person.idNumber,
      null,
      null,
    ],
  ],
  家庭成员: [
    ['户编号', '姓名', '与户主关系', '身份证号', '联系电话'],
    ['K1', '金妈妈', '母亲', relative.idNumber, phone],
  ],
}
const deaths = {
  [`死亡人员${person.idNumber}`]: [
    ['姓名', '身份证号', '死亡日期', '备注'],
    ['金丝雀', person.idNumber, '2026-03-04', person.idNumber],
    [person.idNumber, damaged, '2026-03-04', null],
  ],
}

describe('canary numbers', () => {
  let office: TestOffice
  let owner: Pool
  const logged: string[] = []

  beforeAll(async () => {
    for (const method of ['log', 'info', 'warn', 'error'] as const)
      vi.spyOn(console, method).mockImplementation((...args) => void logged.push(args.map(String).join(' ')))
    office = await testOffice()
    owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    const wizard = await openWizard(office)
    await wizard.take(await makeWorkbook(register), 'register.xlsx')
    await wizard.take(await makeWorkbook(deaths), 'deaths.xlsx')
    const open = await wizard.upload(await makeWorkbook(register), `${person.idNumber}.xlsx`, {
      'x-again': 'yes',
    })
    await wizard.map(open.id)
    await wizard.call(`/api/v1/imports/${open.id}/faults.xlsx?rows=all`)
    await wizard.apply(open.id)
  })
  afterAll(async () => {
    vi.restoreAllMocks()
    await owner.end()
    await office.close()
  })

  test('are known to the register, so that there is something to leak', async () => {
    const { rows } = await owner.query('select count(*)::int as n from person_number')
    expect(rows[0].n).toBeGreaterThanOrEqual(4)
    const lists = await owner.query(`select state from list_row order by row_no`)
    expect(lists.rows).toEqual([{ state: 'matched' }, { state: 'invalid' }])
  })

  test('stand in no row of the database in clear, nor in hex', async () => {
    expect(await tablesWithCanary(owner)).toEqual([])
  })

  test('stand in no file of the data folder, nor in memory files left behind', async () => {
    const files = [...(await filesUnder(office.settings.dataDir)), ...(await plainFolders())]
    expect(files.length).toBeGreaterThan(1)
    for (const path of files) {
      const bytes = await readFile(path)
      const leaked = canaries.filter(
        (canary) => bytes.includes(canary) || bytes.includes(Buffer.from(canary, 'utf16le')),
      )
      expect({ path, leaked }).toEqual({ path, leaked: [] })
      // A workbook in clear begins with the mark of a zip.
      expect(bytes.subarray(0, 2).toString('latin1')).not.toBe('PK')
    }
  })

  test('stand in no line that was logged', () => {
    expect(canaries.filter((canary) => logged.join('\n').includes(canary))).toEqual([])
  })

  test('are found by this search where one column is stored plain', async () => {
    await owner.query('alter table person add column plain_number text')
    await owner.query(`update person set plain_number = $1 where name = '金丝雀'`, [person.idNumber])
    expect(await tablesWithCanary(owner)).toEqual(['person'])
    await owner.query('alter table person drop column plain_number')
    await owner.query('alter table list_row add column raw bytea')
    await owner.query('update list_row set raw = $1', [Buffer.from(person.idNumber)])
    expect(await tablesWithCanary(owner)).toEqual(['list_row'])
    await owner.query('alter table list_row drop column raw')
  })
})

/** The tables any of whose rows, written as text as a dump would, hold one of the numbers plain or as bytes. */
async function tablesWithCanary(owner: Pool): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker') order by 1`,
  )
  const wanted = canaries.flatMap((canary) => [canary, Buffer.from(canary).toString('hex')])
  const leaking: string[] = []
  for (const { name } of rows) {
    const found = await owner.query(
      `select 1 from ${name} t where exists (select 1 from unnest($1::text[]) w where t::text like '%' || w || '%') limit 1`,
      [wanted],
    )
    if (found.rows.length > 0) leaking.push(name.replace('public.', ''))
  }
  return leaking
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function plainFolders(): Promise<string[]> {
  const memory = '/dev/shm'
  if (!(await stat(memory).catch(() => null))) return []
  const names = (await readdir(memory)).filter((name) => name.startsWith(`zhucan-plain-${process.pid}-`))
  return (await Promise.all(names.map((name) => filesUnder(join(memory, name)).catch(() => [])))).flat()
}
