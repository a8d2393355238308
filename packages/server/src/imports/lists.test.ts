import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool } from '@zhucan/db'
import { makeDemo } from '@zhucan/demo'
import { type TestOffice, testDay, testOffice } from '@zhucan/testing/office'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importTasks } from './imports.jobs.ts'
import { makeWorkbook, openWizard } from './test-imports.ts'

const lists = {
  'civil-affairs-assistance': 'xlsx',
  'medical-insurance-self-paid': 'csv',
  'school-register': 'xlsx',
  'dangerous-housing': 'csv',
  deaths: 'xlsx',
  'two-subsidies-payment': 'csv',
  'rural-revitalisation': 'xlsx',
} as const

interface Link {
  row: number
  person: string
}

describe('lists of departments against an invented county', () => {
  let office: TestOffice
  let owner: Pool
  let folder: string
  let wizard: Awaited<ReturnType<typeof openWizard>>
  const truth = new Map<string, Link[]>()

  beforeAll(async () => {
    office = await testOffice()
    owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    folder = await mkdtemp(join(tmpdir(), 'zhucan-demo-'))
    await makeDemo({ persons: 600, seed: 7, day: testDay, out: folder })
    await loadDemoRegions(owner, join(folder, 'regions.csv'))
    for (const [file, row, person, usable] of await readCsv(join(folder, 'truth/links.csv'))) {
      if (usable !== '1') continue
      truth.set(file!, [...(truth.get(file!) ?? []), { row: Number(row), person: person! }])
    }
    wizard = await openWizard(office, '990100000000')
  }, 120_000)
  afterAll(async () => {
    await owner.end()
    await rm(folder, { recursive: true, force: true })
    await office.close()
  })

  test('the register comes in with exactly the planted faults left out', async () => {
    const { id, checked, done } = await wizard.take(
      await readFile(join(folder, 'register.xlsx')),
      'register.xlsx',
    )
    expect(done.state).toBe('done')
    const { rows } = await owner.query<{ sheet: number; row_no: number; column: string; code: string }>(
      `select sheet, row_no, f->>'column' as column, f->>'code' as code
       from import_row, jsonb_array_elements(faults) f where import_id = $1`,
      [id],
    )
    const found = new Set(rows.map((row) => `${row.sheet} ${row.row_no} ${row.column} ${row.code}`))
    const planted = (await readCsv(join(folder, 'truth/faults.csv'))).flatMap(([file, row, column, code]) => {
      const sheet = ['register', 'register-family'].indexOf(file!)
      // A relative without a number is no fault: many children have no card.
      return sheet === -1 || (sheet === 1 && code === 'id.missing')
        ? []
        : [`${sheet} ${row} ${column} ${code}`]
    })
    expect(planted.length).toBeGreaterThan(5)
    expect(planted.filter((fault) => !found.has(fault))).toEqual([])
    const faultyRows = new Set(planted.map((fault) => fault.split(' ', 2).join(' ')))
    expect([...found].filter((fault) => !faultyRows.has(fault.split(' ', 2).join(' ')))).toEqual([])
    expect(checked.counts.faulty).toBeGreaterThan(0)
  })

  test.each(Object.entries(lists))('%s links every usable number and nobody wrongly', async (id, ending) => {
    const {
      id: listId,
      checked,
      done,
    } = await wizard.take(await readFile(join(folder, `lists/${id}.${ending}`)), `${id}.${ending}`)
    expect([checked.fileType, done.state]).toEqual([id, 'done'])
    const people = await personNumbers(owner, folder)
    const { rows } = await owner.query(
      `select row_no as row, person_id as person from list_row where list_id = $1 and state = 'matched' order by row_no`,
      [listId],
    )
    const expected = (truth.get(id) ?? [])
      .flatMap(({ row, person }) => {
        const personId = people.get(person)
        return personId === undefined ? [] : [{ row, person: personId }]
      })
      .sort((a, b) => a.row - b.row)
    expect(expected.length).toBeGreaterThan(5)
    expect(rows).toEqual(expected)
    const clear = await owner.query(
      `select count(*)::int as n from list_row where list_id = $1 and fields::text ~ '[0-9]{15}'`,
      [listId],
    )
    expect(clear.rows).toEqual([{ n: 0 }])
  })

  test('every row that is not linked says why, or that nobody of the register is meant', async () => {
    const { rows } = await owner.query(
      `select state, bool_and(array_length(fault_codes, 1) > 0) as told from list_row where state <> 'matched' group by state order by state`,
    )
    expect(rows.map(({ state }) => state)).toEqual(['absent', 'invalid'])
    expect(rows.find(({ state }) => state === 'invalid').told).toBe(true)
  })

  test('can be looked at in reach only, names masked', async () => {
    const mine = await wizard.json('/api/v1/lists')
    expect(mine).toHaveLength(Object.keys(lists).length)
    const { id } = mine.find((list: { fileType: string }) => list.fileType === 'deaths')
    const page = await wizard.json(`/api/v1/lists/${id}/rows?state=matched&page=1`)
    expect(page.total).toBeGreaterThan(0)
    expect(page.rows[0].name).toMatch(/^.\*+$/)
    expect(await wizard.json(`/api/v1/lists/${id}`)).toMatchObject({ fileType: 'deaths', legalBasis: {} })
    const elsewhere = await openWizard(office, '990201000000')
    expect(await elsewhere.json('/api/v1/lists')).toEqual([])
    expect((await elsewhere.call(`/api/v1/lists/${id}`)).status).toBe(404)
    expect((await elsewhere.call(`/api/v1/lists/${id}/rows?state=matched`)).status).toBe(404)
  })

  test('loses its raw rows and its file on the retention day and keeps keys and links', async () => {
    const [{ id }] = await wizard.json('/api/v1/lists')
    const before = await owner.query(
      'select count(*)::int as n, count(key)::int as keys, count(person_id)::int as links, count(sealed)::int as raw from list_row where list_id = $1',
      [id],
    )
    expect(before.rows[0].raw).toBe(before.rows[0].n)
    await importTasks['list-retention'](office.server)
    expect((await wizard.json(`/api/v1/lists/${id}`)).rawDeletedAt).toBeNull()
    await owner.query(`update list set retain_until = '2026-11-20' where id = $1`, [id])
    const stored = await owner.query('select stored_as from import where id = $1', [id])
    const path = join(office.settings.dataDir, 'uploads', stored.rows[0].stored_as)
    expect((await readFile(path)).length).toBeGreaterThan(0)
    await importTasks['list-retention'](office.server)
    await expect(readFile(path)).rejects.toThrow('ENOENT')
    const after = await owner.query(
      'select count(*)::int as n, count(key)::int as keys, count(person_id)::int as links, count(sealed)::int as raw from list_row where list_id = $1',
      [id],
    )
    expect(after.rows[0]).toEqual({ ...before.rows[0], raw: 0 })
    expect((await wizard.json(`/api/v1/lists/${id}`)).rawDeletedAt).not.toBeNull()
    const audited = await owner.query(`select subject_id from audit where action = 'list.raw-deleted'`)
    expect(audited.rows).toEqual([{ subject_id: id }])
  })

  test('of payments do not go to the owner of a number that was lent: another name, another birth date', async () => {
    const known = await personNumbers(owner, folder)
    const [, id18, , name] = (await readCsv(join(folder, 'truth/people.csv'))).find(([no]) => known.has(no!))!
    const row = (who: string, birth: string) => [who, id18!, birth, '护理补贴', '202610', '120']
    const book = await makeWorkbook({
      发放: [
        ['姓名', '身份证号', '出生日期', '补贴类型', '发放年月', '金额'],
        row(name!, `${id18!.slice(6, 10)}-${id18!.slice(10, 12)}-${id18!.slice(12, 14)}`),
        row('乔小满', '2014-05-06'),
      ],
    })
    const { id } = await wizard.take(book, '2026年10月护理补贴发放名单.xlsx')
    const { rows } = await owner.query(
      'select state, fault_codes from list_row where list_id = $1 order by row_no',
      [id],
    )
    expect(rows).toEqual([
      { state: 'matched', fault_codes: [] },
      { state: 'invalid', fault_codes: ['id.birth-differs', 'id.of-another'] },
    ])
  })

  test('forgets an upload that nobody took further, and says so', async () => {
    const { id } = await wizard.upload(Buffer.from('姓名,身份证号\n'), '死亡名单.csv')
    await owner.query(`update import set day = '2026-09-01' where id = $1`, [id])
    await importTasks['list-retention'](office.server)
    expect((await wizard.call(`/api/v1/imports/${id}`)).status).toBe(404)
    const told = await owner.query(
      `select actor_id from audit where action = 'import.forgotten' and subject_id = $1`,
      [id],
    )
    expect(told.rows).toEqual([{ actor_id: 'system' }])
  })
})

async function readCsv(path: string): Promise<string[][]> {
  const lines = (await readFile(path, 'utf8')).trim().split('\n').slice(1)
  return lines.map((line) => line.trim().split(','))
}

/** The invented person's number in the truth → our person. */
async function personNumbers(owner: Pool, folder: string): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ id: string; name: string; birth: string; code: string }>(
    `select p.id, p.name, p.birth, h.code from person p left join household h on h.id = p.household_id`,
  )
  const known = new Map(rows.map((row) => [`${row.name}|${row.birth}|${row.code}`, row.id]))
  const people = new Map<string, string>()
  for (const [no, id18, , name, , household] of await readCsv(join(folder, 'truth/people.csv'))) {
    const birth = `${id18!.slice(6, 10)}-${id18!.slice(10, 12)}-${id18!.slice(12, 14)}`
    const id = known.get(`${name}|${birth}|${household}`)
    if (id !== undefined) people.set(no!, id)
  }
  return people
}

async function loadDemoRegions(owner: Pool, path: string): Promise<void> {
  await owner.query('delete from region')
  for (const [code, name] of await readCsv(path)) {
    const level = [2, 4, 6, 9, 12].findIndex((length) => /^0*$/.test(code!.slice(length))) + 1
    await owner.query(
      `insert into region (code, name, level, parent, edition) values ($1, $2, $3, (select code from region where code = $4), 'demo')`,
      [code, name, level, parentOf(code!, level)],
    )
  }
}

const parentOf = (code: string, level: number): string =>
  code.slice(0, [0, 0, 2, 4, 6, 9][level]).padEnd(12, '0')
