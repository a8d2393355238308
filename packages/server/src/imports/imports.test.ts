import { type Assertion, asOf } from '@zhucan/catalogue'
import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findUser } from '../access/index.ts'
import { inSession } from '../platform/index.ts'
import { importTasks } from './imports.jobs.ts'
import { updateImport } from './imports.store.ts'
import { invented, makeWorkbook, openWizard, type TestSheets } from './test-imports.ts'

const holderHeader = [
  '姓名',
  '身份证号',
  '残疾人证号',
  '户籍地',
  '户编号',
  '与户主关系',
  '联系电话',
  '地址',
  '有效期至',
  '监护人',
]
const familyHeader = ['户编号', '姓名', '与户主关系', '身份证号', '出生日期', '性别', '是否照料人']
const street = '虚构省甲市清河县城关街道东街社区'

const anna = invented(1)
const ben = invented(3, '1980-05-06')
const mother = invented(2, '1950-01-02')

const holders = [
  [
    '安娜明',
    anna.idNumber,
    anna.certificateNumber,
    street,
    'H001',
    '户主',
    '13812345678',
    '东街1号',
    '2030-01-01',
    '安母亲',
  ],
  [
    '贝恩',
    ben.idNumber,
    ben.certificateNumber,
    '990101001200',
    'H002',
    '户主',
    null,
    '李家2号',
    '2031-02-03',
    null,
  ],
]
const family = [
  ['H001', '安母亲', '母亲', mother.idNumber, null, '女', '是'],
  ['H001', '安小宝', '儿子', null, '2015-06-07', '男', '否'],
  ['H001', '安娜明', '户主', anna.idNumber, null, null, '否'],
]
const book = (
  rows: readonly (readonly (string | number | null)[])[] = holders,
  members = family,
): TestSheets => ({
  持证残疾人: [holderHeader, ...rows],
  家庭成员: [familyHeader, ...members],
})

describe('a register workbook', () => {
  let office: TestOffice
  let owner: Pool
  let wizard: Awaited<ReturnType<typeof openWizard>>

  beforeAll(async () => {
    office = await testOffice()
    owner = createPool(office.database.ownerUrl, { max: 1 })
    wizard = await openWizard(office)
  })
  afterAll(async () => {
    await owner.end()
    await office.close()
  })

  /** What the whole database holds, row security aside. */
  const ask = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> => {
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    return (await owner.query(text, values)).rows as T[]
  }

  test('is recognised with both sheets, samples masked', async () => {
    const { id } = await wizard.upload(await makeWorkbook(book()))
    const detail = await wizard.get(id)
    expect(detail).toMatchObject({ state: 'mapping', fileType: 'register', title: '残疾人名册' })
    expect(detail.sheets.map((sheet: { sheet: string }) => sheet.sheet)).toEqual(['holders', 'family'])
    const keys = detail.sheets[0].columns.map((column: { key: string }) => column.key)
    expect(keys).toEqual([
      'name',
      'idNumber',
      'certificateNumber',
      'hukouRegion',
      'householdNumber',
      'relationToHead',
      'phone',
      'address',
      'validTo',
      'guardianName',
    ])
    expect(JSON.stringify(detail.sheets).replaceAll('990101001200', '')).not.toMatch(/\d{9}/)
    expect(JSON.stringify(detail)).not.toContain('安娜')
    await wizard.call(`/api/v1/imports/${id}/discard`, { method: 'POST' })
    expect((await wizard.get(id)).state).toBe('discarded')
  })

  test('previews what is new and takes it in whole', async () => {
    const { id, checked, done } = await wizard.take(await makeWorkbook(book()))
    expect(checked).toMatchObject({ state: 'ready', counts: { rows: 5, new: 5 } })
    expect(done.state).toBe('done')
    const people = await ask<{
      name: string
      kind: string
      relation: string
      isCarer: boolean
      code: string
    }>(
      `select p.name, p.kind, m.relation, m.is_carer as "isCarer", h.code from person p
       join household_member m on m.person_id = p.id join household h on h.id = p.household_id order by p.birth, p.name`,
    )
    expect(people).toEqual([
      { name: '安母亲', kind: 'relative', relation: 'parent', isCarer: true, code: 'H001' },
      { name: '安娜明', kind: 'holder', relation: 'head', isCarer: false, code: 'H001' },
      { name: '贝恩', kind: 'holder', relation: 'head', isCarer: false, code: 'H002' },
      { name: '安小宝', kind: 'relative', relation: 'son', isCarer: false, code: 'H001' },
    ])
    const said = await ask(`select count(*)::int as n from assertion where import_id = $1`, [id])
    expect(said).toEqual([{ n: 4 }])
    const guardian = await ask(
      `select g.name, p.name as person from guardian g left join person p on p.id = g.guardian_person_id`,
    )
    expect(guardian).toEqual([{ name: '安母亲', person: '安母亲' }])
  })

  test('keeps the shown values equal to what its assertions say on the day', async () => {
    const people = await ask<{ id: string; shown: Record<string, unknown> }>('select id, shown from person')
    expect(people.length).toBeGreaterThan(3)
    for (const { id, shown } of people) {
      const history = await ask<Omit<Assertion, 'recordedAt'> & { at: Date }>(
        `select id, source, valid_from as "validFrom", recorded_at as at, fields from assertion where person_id = $1`,
        [id],
      )
      const said = history.map(({ at, ...row }): Assertion => ({ ...row, recordedAt: at.getTime() }))
      expect(asOf(said, office.server.day())).toEqual(shown)
    }
  })

  test('adds nothing when it comes a second time', async () => {
    const again = await wizard.upload(await makeWorkbook(book()))
    expect(again).toMatchObject({ status: 409, code: 'import.already-imported' })
    const before = await ask('select count(*)::int as n from assertion')
    const { checked, done } = await wizard.take(await makeWorkbook(book()), undefined, { 'x-again': 'yes' })
    expect(checked.counts).toMatchObject({ rows: 5, unchanged: 5 })
    expect(checked.counts.changed ?? 0).toBe(0)
    expect(done.state).toBe('done')
    expect(await ask('select count(*)::int as n from assertion')).toEqual(before)
  })

  test('closes the certificate when the level changes and opens the new one', async () => {
    const upgraded = holders.map((row) => [...row])
    upgraded[1]![2] = invented(3, '1980-05-06', 1).certificateNumber
    const { id, checked } = await wizard.take(await makeWorkbook(book(upgraded)))
    expect(checked.counts).toMatchObject({ unchanged: 4, changed: 1 })
    const { rows } = await wizard.preview(id, 'changed')
    expect(rows[0].changes).toEqual([{ field: 'level', from: 2, to: 1 }])
    const certificates = await ask(
      `select c.level, c.status, c.ended_on is null as open from certificate c join person p on p.id = c.person_id
       where p.name = '贝恩' order by c.level desc`,
    )
    expect(certificates).toEqual([
      { level: 2, status: 'replaced', open: false },
      { level: 1, status: 'issued', open: true },
    ])
    expect(await ask(`select level from person where name = '贝恩'`)).toEqual([{ level: 1 }])
  })

  test('leaves a value that staff have checked and keeps its own beside it', async () => {
    const [person] = await ask<{ id: string }>(`select id from person where name = '贝恩'`)
    await ask(
      `insert into assertion (id, person_id, source, valid_from, recorded_at, fields)
       values (gen_random_uuid(), $1, 'staff', '2026-11-20', '2026-11-20', '{"address": "新村8号"}')`,
      [person!.id],
    )
    await ask(`update person set shown = shown || '{"address": "新村8号"}' where id = $1`, [person!.id])
    const moved = holders.map((row) => [...row])
    moved[1]![2] = invented(3, '1980-05-06', 1).certificateNumber
    moved[1]![7] = '李家99号'
    const { id, checked } = await wizard.take(await makeWorkbook(book(moved)))
    expect(checked.counts).toMatchObject({ conflicting: 1 })
    const { rows } = await wizard.preview(id, 'conflicting')
    expect(rows[0].changes).toEqual([{ field: 'address', from: '新村8号', to: '李家99号' }])
    const [shown] = await ask<{ address: string; said: string }>(
      `select shown->>'address' as address, (select fields->>'address' from assertion a
         where a.person_id = p.id and a.import_id = $2) as said from person p where id = $1`,
      [person!.id, id],
    )
    expect(shown).toEqual({ address: '新村8号', said: '李家99号' })
    const { checked: second } = await wizard.take(await makeWorkbook(book(moved)), undefined, {
      'x-again': 'yes',
    })
    expect(second.counts).toMatchObject({ unchanged: 5 })
  })

  test('moves a person with their history', async () => {
    const grace = invented(13, '1994-04-04')
    const row = (village: string) => [
      [
        '格蕾丝',
        grace.idNumber,
        grace.certificateNumber,
        village,
        'H020',
        '户主',
        null,
        null,
        '2030-01-01',
        null,
      ],
    ]
    await wizard.take(await makeWorkbook(book(row('990101001001'), [])))
    const { checked } = await wizard.take(await makeWorkbook(book(row('990101001200'), [])))
    expect(checked.counts).toMatchObject({ changed: 1 })
    const history = await ask(
      `select h.kind, h.code, h.until_day is null as now from region_history h join person p on p.id = h.person_id
       where p.name = '格蕾丝' and h.kind = 'hukou'`,
    )
    expect(history).toContainEqual({ kind: 'hukou', code: '990101001200', now: true })
    expect(await ask(`select hukou_region from person where name = '格蕾丝'`)).toEqual([
      { hukou_region: '990101001200' },
    ])
  })

  test('finds the people of lists that came before it', async () => {
    const hal = invented(15, '1995-05-05')
    const deaths = {
      名单: [
        ['姓名', '身份证号', '死亡日期'],
        ['哈尔', hal.idNumber, '2026-02-02'],
      ],
    }
    const list = await wizard.take(await makeWorkbook(deaths), '死亡名单.xlsx')
    expect(list.checked).toMatchObject({ fileType: 'deaths', counts: { absent: 1 } })
    const rows = [['哈尔', hal.idNumber, hal.certificateNumber, street, null, null, null, null, null, null]]
    await wizard.take(await makeWorkbook(book(rows, [])))
    const found = await ask(
      'select r.state, p.name from list_row r join person p on p.id = r.person_id where r.list_id = $1',
      [list.id],
    )
    expect(found).toEqual([{ state: 'matched', name: '哈尔' }])
  })

  test('compares again by itself when the register changed in between', async () => {
    const carl = invented(5, '1990-09-09')
    const rows = [
      ['卡尔', carl.idNumber, carl.certificateNumber, street, 'H009', '户主', null, null, '2030-01-01', null],
    ]
    const first = await wizard.upload(await makeWorkbook(book(rows, [])), 'a.xlsx')
    const second = await wizard.upload(
      await makeWorkbook({ ...book(rows, []), 说明: [['x'], ['y']] }),
      'b.xlsx',
    )
    await wizard.map(first.id)
    await wizard.map(second.id)
    await wizard.apply(first.id)
    await wizard.apply(second.id)
    const late = await wizard.get(second.id)
    expect(late).toMatchObject({
      state: 'ready',
      problem: { code: 'import.register-changed' },
      counts: { unchanged: 1 },
    })
    expect(late.counts.new ?? 0).toBe(0)
    await wizard.apply(second.id)
    expect((await wizard.get(second.id)).state).toBe('done')
    expect(await ask(`select count(*)::int as n from person where name = '卡尔'`)).toEqual([{ n: 1 }])
  })

  test('can be mapped by hand where nothing is recognised', async () => {
    const dora = invented(6, '1991-01-01')
    const { id } = await wizard.upload(
      await makeWorkbook({
        一览: [
          ['甲', '乙', '丙', '丁'],
          ['多拉', dora.idNumber, dora.certificateNumber, '990101001001'],
        ],
      }),
      'unnamed.xlsx',
    )
    expect((await wizard.get(id)).fileType).toBeNull()
    const refused = await wizard.map(id, ({ sheets }) => ({
      fileType: 'register',
      sheets: sheets.map((sheet) => ({ ...sheet, sheet: 'holders', columns: { 0: 'name' } })),
    }))
    expect([refused.status, (await refused.json()).code]).toEqual([422, 'import.missing-column'])
    await wizard.map(id, ({ sheets }) => ({
      fileType: 'register',
      sheets: sheets.map((sheet) => ({
        ...sheet,
        sheet: 'holders',
        columns: { 0: 'name', 1: 'idNumber', 2: 'certificateNumber', 3: 'hukouRegion' },
      })),
    }))
    expect(await wizard.get(id)).toMatchObject({ state: 'ready', counts: { rows: 1, new: 1 } })
  })

  test('refuses a file that is no workbook and says why', async () => {
    const { id } = await wizard.upload(
      Buffer.from('<html><table><tr><td>x</td></tr></table></html>'),
      'list.xls',
    )
    expect(await wizard.get(id)).toMatchObject({ state: 'refused', problem: { code: 'sheet.is-html' } })
  })

  test('refuses a file that turns out broken further down', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => `甲${n},,${anna.certificateNumber},990101001001`)
    const csv = ['姓名,身份证号,残疾人证号,户籍地', ...rows, '乙,"'].join('\n')
    const { id } = await wizard.upload(Buffer.from(csv), 'broken.csv')
    expect((await wizard.get(id)).state).toBe('mapping')
    await wizard.map(id)
    expect(await wizard.get(id)).toMatchObject({
      state: 'refused',
      problem: { code: 'sheet.unclosed-quote' },
    })
    expect(await ask('select 1 from import_row where import_id = $1', [id])).toEqual([])
  })

  test('is invisible in another county, and so is whom it names', async () => {
    const { id } = await wizard.upload(await makeWorkbook(book()), 'mine.xlsx', { 'x-again': 'yes' })
    const elsewhere = await openWizard(office, '990201000000')
    expect((await elsewhere.call(`/api/v1/imports/${id}`)).status).toBe(404)
    expect((await elsewhere.call(`/api/v1/imports/${id}/preview?kind=new`)).status).toBe(404)
    expect((await elsewhere.call(`/api/v1/imports/${id}/discard`, { method: 'POST' })).status).toBe(404)
    expect(await elsewhere.json('/api/v1/imports')).toEqual([])
  })

  test('keeps out people registered elsewhere and numbers that others hold', async () => {
    const elsewhere = await openWizard(office, '990201000000')
    const eve = invented(7, '1992-02-02')
    const rows = [
      ['伊娃', eve.idNumber, eve.certificateNumber, street, null, null, null, null, null, null],
      ['安娜明', anna.idNumber, anna.certificateNumber, '990201001001', null, null, null, null, null, null],
    ]
    const { id } = await elsewhere.upload(await makeWorkbook(book(rows, [])))
    await elsewhere.map(id)
    const { rows: faulty } = await elsewhere.preview(id, 'faulty')
    expect(faulty.map((row: { faults: unknown }) => row.faults)).toEqual([
      [{ column: 'hukouRegion', code: 'region.out-of-reach' }],
      [{ column: 'idNumber', code: 'id.elsewhere' }],
    ])
  })

  test('refuses invented numbers in a real database', async () => {
    const fay = invented(9, '1993-03-03')
    const { id } = await wizard.upload(
      await makeWorkbook(
        book([['法伊', fay.idNumber, fay.certificateNumber, street, null, null, null, null, null, null]], []),
      ),
    )
    const { fileType, sheets } = await wizard.get(id)
    await inSession(office.server, (await findUser(office.server, wizard.who.id))!, (ctx) =>
      updateImport(ctx, id, { state: 'checking', fileType, sheets }),
    )
    await importTasks['import-check'](
      { ...office.server, demo: false },
      { importId: id },
      await findUser(office.server, wizard.who.id),
    )
    expect(await wizard.get(id)).toMatchObject({
      counts: { faulty: 1 },
      faults: [{ code: 'id.invented', count: 1 }],
    })
  })

  test('tells its progress until the work is over', async () => {
    const { id } = await wizard.upload(await makeWorkbook(book()), 'events.xlsx', { 'x-again': 'yes' })
    const answer = await wizard.call(`/api/v1/imports/${id}/events`)
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    expect(await answer.text()).toContain('"state":"mapping"')
  })

  test('is given up at once, file and rows with it', async () => {
    const { id } = await wizard.upload(await makeWorkbook(book()), 'given-up.xlsx', { 'x-again': 'yes' })
    await wizard.map(id)
    expect(await ask('select 1 from import_row where import_id = $1 limit 1', [id])).toHaveLength(1)
    await wizard.call(`/api/v1/imports/${id}/discard`, { method: 'POST' })
    expect(await ask('select 1 from import_row where import_id = $1', [id])).toEqual([])
    expect((await wizard.call(`/api/v1/imports/${id}/apply`, { json: { mode: 'good-rows' } })).status).toBe(
      409,
    )
  })
})
