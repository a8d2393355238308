import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { formMarks } from '@zhucan/catalogue'
import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Book, readBook } from './test-books.ts'
import { invented, makeWorkbook, openWizard, type TestSheets } from './test-imports.ts'

const header = ['姓名', '身份证号', '残疾人证号', '户籍地', '联系电话', '地址', '有效期至', '文化程度']
const village = '990101001001'
const office9902 = '990201000000'
const soffice = ['/usr/bin/soffice', '/usr/local/bin/soffice'].find((path) => existsSync(path))

/** The returned workbook as some other program would write it. */
const written = (book: Book) => makeWorkbook(book as TestSheets)

describe('the register as a form', () => {
  let office: TestOffice
  let owner: Pool
  let wizard: Awaited<ReturnType<typeof openWizard>>
  const sheet = '持证残疾人'

  beforeAll(async () => {
    office = await testOffice()
    owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    wizard = await openWizard(office)
    const rows = [1, 3, 5, 7, 9].map((n) => {
      const { idNumber, certificateNumber } = invented(n)
      return [
        `人${n}`,
        idNumber,
        certificateNumber,
        village,
        `1380000000${n}`,
        `东街${n}号`,
        '2030-01-02',
        '小学',
      ]
    })
    await wizard.take(await makeWorkbook({ 名册: [header, ...rows] }))
  })
  afterAll(async () => {
    await owner.end()
    await office.close()
  })

  test('counts as the file it is: rows, each number in clear, and only for who has just shown who they are', async () => {
    const spent = async () =>
      Object.fromEntries(
        (await owner.query('select measure, amount::int from export_spending')).rows.map(
          (row: { measure: string; amount: number }) => [row.measure, row.amount],
        ),
      )
    await owner.query('truncate export_spending')
    await wizard.call('/api/v1/register/workbook?numbers=masked')
    expect(await spent()).toEqual({ rows: 5, 'file-rows': 5 })
    await wizard.call('/api/v1/register/workbook?numbers=clear')
    expect(await spent()).toEqual({ rows: 10, 'file-rows': 10, numbers: 15 })
    await owner.query(`update export_spending set amount = 1998 where measure = 'file-rows'`)
    expect((await wizard.call('/api/v1/register/workbook?numbers=masked')).status).toBe(429)
    await owner.query('truncate export_spending')
    await owner.query(`update auth_session set confirmed_at = confirmed_at - interval '11 minutes'`)
    const asked = await wizard.call('/api/v1/register/workbook?numbers=clear')
    expect((await asked.json()).code).toBe('access.confirm-needed')
    await owner.query(`update auth_session set confirmed_at = confirmed_at + interval '11 minutes'`)
  })

  let bytes: Uint8Array
  let book: Book
  const fetchForm = async (query = '?numbers=clear') => {
    const answer = await wizard.call(`/api/v1/register/workbook${query}`)
    expect(answer.status).toBe(200)
    return new Uint8Array(await answer.arrayBuffer())
  }
  beforeEach(async () => {
    bytes = await fetchForm()
    book = await readBook(bytes)
  })

  const at = (heading: string) => book[sheet]![0]!.indexOf(heading)
  const rowOf = (n: number) => book[sheet]!.find((row) => row[at('姓名')] === `人${n}`)!
  const set = (n: number, heading: string, value: string | null) => {
    rowOf(n)[at(heading)] = value
  }
  const come = async (returned: Uint8Array) => {
    const { id } = await wizard.upload(returned, 'returned.xlsx', { 'x-again': 'yes' })
    expect(await wizard.get(id)).toMatchObject({ isForm: true, fileType: 'register', state: 'mapping' })
    expect((await wizard.map(id)).status).toBe(200)
    return { id, ...(await wizard.get(id)) }
  }
  const shown = async (n: number) =>
    (await owner.query('select shown from person where name = $1', [`人${n}`])).rows[0]?.shown
  async function changeHere(n: number, address: string): Promise<void> {
    const { idNumber, certificateNumber } = invented(n)
    const line = [`人${n}`, idNumber, certificateNumber, village, null, address, null, null]
    await wizard.take(await makeWorkbook({ 名册: [header, line] }), 'r.xlsx', { 'x-again': 'yes' })
  }

  test('goes out with hidden keys, drop-downs and its mark, and comes back saying nothing', async () => {
    expect(book[sheet]).toHaveLength(6)
    expect(book[formMarks.sheet]?.[0]?.[0]).toBe(formMarks.sheet)
    expect(rowOf(1)[at('户籍地')]).toBe('虚构省甲市清河县城关街道东街社区')
    expect(rowOf(1)[at('联系电话')]).toBe('13800000001')
    expect(await come(bytes)).toMatchObject({ state: 'ready', counts: { rows: 5, unchanged: 5, missing: 0 } })
    const [entry] = (
      await owner.query(
        `select details from audit where action = 'import.form-made' order by at desc limit 1`,
      )
    ).rows
    expect(entry.details).toEqual({ people: 5, relatives: 0, clear: true })
  })

  test('hides numbers unless they are asked for, and lets nobody change a hidden one', async () => {
    book = await readBook(await fetchForm(''))
    expect(JSON.stringify(book[sheet]!.map((row) => row.slice(1))).replaceAll(/2030-01-02/g, '')).not.toMatch(
      /\d{8}/,
    )
    set(1, '联系电话', '13999999999')
    const { id, counts } = await come(await written(book))
    expect(counts).toMatchObject({ unchanged: 5, warnings: 1 })
    const { rows } = await wizard.preview(id, 'warning')
    expect(rows[0].faults).toEqual([{ column: 'phone', code: 'form.masked-changed' }])
  })

  test('tells for each cell who changed it, keeps what changed here, and asks where both did', async () => {
    set(1, '地址', '表中改')
    set(3, '地址', '表中也改')
    set(7, '地址', null)
    await changeHere(3, '这里改')
    await changeHere(5, '只在这里改')
    const { id, counts } = await come(await written(book))
    expect(counts).toMatchObject({ rows: 5, changed: 1, unchanged: 4, differing: 1, kept: 1 })
    const [row] = (await wizard.preview(id, 'differing')).rows
    expect(row.cells).toEqual([
      {
        field: 'address',
        outcome: 'conflict',
        sent: '东街3号',
        now: '这里改',
        returned: '表中也改',
        take: null,
      },
    ])
    const decide = (json: object) => wizard.call(`/api/v1/imports/${id}/cells`, { method: 'PUT', json })
    expect((await decide({ all: 'ours' })).status).toBe(200)
    expect(
      (await decide({ cells: [{ personId: row.personId, field: 'address', take: 'theirs' }] })).status,
    ).toBe(200)
    expect((await wizard.preview(id, 'differing')).rows[0].cells[0].take).toBe('theirs')
    await wizard.apply(id)
    expect(await wizard.get(id)).toMatchObject({ state: 'done' })
    expect((await shown(1)).address).toBe('表中改')
    expect((await shown(3)).address).toBe('表中也改')
    expect((await shown(5)).address).toBe('只在这里改')
    expect((await shown(7)).address).toBe('东街7号')
  })

  test('keeps ours where nobody decided, and can be undone like any import', async () => {
    const before = (await shown(9)).address
    set(9, '地址', '他们的')
    set(9, '文化程度', '初中')
    await changeHere(9, '我们的')
    const { id } = await come(await written(book))
    await wizard.apply(id)
    expect(await shown(9)).toMatchObject({ address: '我们的', education: 'junior' })
    await wizard.undo(id)
    expect(await shown(9)).toMatchObject({ address: '我们的', education: 'primary' })
    expect(before).toBe('东街9号')
  })

  test('takes new rows for new people, and a missing row for nothing but a missing row', async () => {
    const { idNumber, certificateNumber } = invented(21)
    const fresh: (string | null)[] = book[sheet]![0]!.map(() => null)
    fresh[at('姓名')] = '新人'
    fresh[at('身份证号')] = idNumber
    fresh[at('残疾人证号')] = certificateNumber
    fresh[at('户籍地')] = village
    book[sheet] = [...book[sheet]!.filter((row) => row !== rowOf(5)), fresh]
    const { id, counts } = await come(await written(book))
    expect(counts).toMatchObject({ new: 1, unchanged: 4, missing: 1 })
    const missing = await wizard.preview(id, 'missing')
    expect(missing).toMatchObject({ total: 1, rows: [{ name: '人*' }] })
  })

  test('survives sorting, moved and added columns', async () => {
    set(1, '地址', '挪动后改')
    const [heads, ...rows] = book[sheet]!
    const order = [...heads!.keys()].reverse()
    const move = (row: (string | null)[]) => [order.map((i) => row[i] ?? null), ['自加']].flat()
    book[sheet] = [move(heads!), ...rows.reverse().map(move)]
    expect((await come(await written(book))).counts).toMatchObject({ changed: 1, unchanged: 4, missing: 0 })
  })

  test('refuses row by row a key that was changed, doubled or another form’s, and another number', async () => {
    const other = await readBook(await fetchForm())
    rowOf(1)[0] = `${rowOf(1)[0]!.slice(0, -4)}AAAA`
    rowOf(3)[0] = rowOf(5)[0]!
    rowOf(7)[0] = other[sheet]!.find((row) => row[at('姓名')] === '人7')![0]!
    set(9, '身份证号', invented(99).idNumber)
    const { id, counts } = await come(await written(book))
    expect(counts).toMatchObject({ faulty: 5 })
    const { rows } = await wizard.preview(id, 'faulty')
    const codes = rows.map(({ faults }: { faults: { code: string }[] }) => faults[0]!.code).sort()
    expect(codes).toEqual([
      'form.key-broken',
      'form.key-broken',
      'form.key-twice',
      'form.key-twice',
      'form.number-differs',
    ])
  })

  test('of another county is refused whole, and a person who moved away by row', async () => {
    const elsewhere = await openWizard(office, office9902)
    const foreign = await elsewhere.upload(bytes, 'foreign.xlsx')
    expect(await elsewhere.get(foreign.id)).toMatchObject({
      state: 'refused',
      problem: { code: 'import.form-gone' },
    })
    await owner.query(
      `update person set hukou_region = '990201001001', residence_region = '990201001001' where name = '人7'`,
    )
    const { id, counts } = await come(bytes)
    await owner.query(
      `update person set hukou_region = '${village}', residence_region = '${village}' where name = '人7'`,
    )
    expect(counts).toMatchObject({ faulty: 1 })
    expect((await wizard.preview(id, 'faulty')).rows[0].faults[0].code).toBe('form.key-foreign')
  })

  test('gets its errors written into the same file, which may come back again', async () => {
    set(1, '有效期至', '不是日期')
    set(3, '地址', '随错改')
    rowOf(5)[0] = rowOf(3)[0]!
    const { id } = await come(await written(book))
    const answer = await wizard.call(`/api/v1/imports/${id}/faults.xlsx?rows=all`)
    const told = new Uint8Array(await answer.arrayBuffer())
    const repaired = await readBook(told)
    expect(repaired[sheet]![0]![0]).toBe('问题')
    const again = await come(told)
    expect(again.counts).toMatchObject({ faulty: 2 })
  })

  describe('with families', () => {
    const family = '家庭成员'
    const inFamily = (heading: string) => book[family]![0]!.indexOf(heading)
    const relative = (name: string) => book[family]!.find((row) => row[inFamily('姓名')] === name)!
    beforeAll(async () => {
      const { idNumber, certificateNumber } = invented(1)
      await wizard.take(
        await makeWorkbook({
          [sheet]: [
            ['姓名', '身份证号', '残疾人证号', '户籍地', '户编号', '与户主关系'],
            ['人1', idNumber, certificateNumber, village, 'F1', '户主'],
          ],
          [family]: [
            ['户编号', '姓名', '与户主关系', '身份证号', '出生日期', '是否照料人'],
            ['F1', '妻1', '配偶', null, '1971-02-03', '是'],
            ['F1', '子1', '儿子', invented(41, '2001-02-03').idNumber, null, '否'],
          ],
        }),
        'family.xlsx',
      )
    })

    test('sends out who lives with the holders, and takes back what was changed and added there', async () => {
      expect(book[family]).toHaveLength(3)
      expect(relative('妻1')[inFamily('是否照料人')]).toBe('是')
      const wife = invented(43, '1971-02-03').idNumber
      relative('妻1')[inFamily('身份证号')] = wife
      relative('妻1')[inFamily('是否照料人')] = '否'
      relative('子1')[inFamily('联系电话')] = '13912345678'
      const fresh = book[family]![0]!.map(() => null as string | null)
      for (const [heading, text] of Object.entries({
        户编号: 'F1',
        姓名: '女1',
        与户主关系: '女儿',
        出生日期: '2003-04-05',
      }))
        fresh[inFamily(heading)] = text
      book[family]!.push(fresh)
      const { id, counts } = await come(await written(book))
      expect(counts).toMatchObject({ rows: 8, new: 1, changed: 2, unchanged: 5 })
      await wizard.apply(id)
      const { rows } = await owner.query(
        `select p.name, p.shown->>'isCarer' as carer, exists (select 1 from person_number n where n.person_id = p.id) as numbered
         from person p where kind = 'relative' order by birth`,
      )
      expect(rows).toEqual([
        { name: '妻1', carer: 'false', numbered: true },
        { name: '子1', carer: 'false', numbered: true },
        { name: '女1', carer: null, numbered: false },
      ])
      await wizard.undo(id)
      const { rows: after } = await owner.query(
        `select count(*)::int as n from person p join person_number n on n.person_id = p.id where p.name in ('妻1', '女1')`,
      )
      expect(after).toEqual([{ n: 0 }])
    })

    test('refuses a number that is somebody’s, another number, and a household nobody knows', async () => {
      relative('妻1')[inFamily('身份证号')] = invented(3).idNumber
      relative('子1')[inFamily('身份证号')] = invented(45, '2001-02-03').idNumber
      const { id, counts } = await come(await written(book))
      expect(counts).toMatchObject({ faulty: 2, unchanged: 5 })
      const { rows } = await wizard.preview(id, 'faulty')
      const codes = rows.flatMap(({ faults }: { faults: { code: string }[] }) =>
        faults.map(({ code }) => code),
      )
      expect(codes).toEqual(expect.arrayContaining(['form.number-differs', 'id.elsewhere']))
      book = await readBook(bytes)
      const shared = invented(47, '1971-02-03').idNumber
      relative('妻1')[inFamily('身份证号')] = shared
      const twin = [...relative('妻1')]
      twin[0] = null
      twin[inFamily('姓名')] = '妻2'
      book[family]!.push(twin)
      expect((await come(await written(book))).counts).toMatchObject({ faulty: 1 })
      book = await readBook(bytes)
      relative('子1')[inFamily('户编号')] = 'NONE'
      const again = await come(await written(book))
      expect((await wizard.preview(again.id, 'faulty')).rows[0].faults).toEqual([
        { column: 'householdNumber', code: 'household.unknown' },
      ])
    })
  })

  test.skipIf(!soffice)('survives being saved by another program', { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zhucan-office-form-'))
    try {
      await writeFile(join(folder, 'form.xlsx'), bytes)
      await promisify(execFile)(soffice!, [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        'xlsx:Calc MS Excel 2007 XML',
        '--outdir',
        join(folder, 'out'),
        join(folder, 'form.xlsx'),
      ])
      const saved = new Uint8Array(await readFile(join(folder, 'out', 'form.xlsx')))
      expect((await come(saved)).counts).toMatchObject({ rows: 7, unchanged: 7, missing: 0 })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
