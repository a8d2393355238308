import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openWorkbook } from '@zhucan/sheets'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { invented, makeWorkbook, openWizard } from './test-imports.ts'

const header = ['姓名', '身份证号', '残疾人证号', '户籍地', '地址', '备注']
const good = invented(41)
const swapped = invented(43)
const elsewhere = invented(45)
const formula = '=HYPERLINK("http://x.invalid","点我")'

/** The number with its last two digits before the check exchanged: wrong, and nobody's. */
const slip = (number: string) => number.slice(0, 16) + ((Number(number[16]) + 2) % 10) + number.slice(17)

describe('the workbook that goes back to the clerk', () => {
  let office: TestOffice
  let wizard: Awaited<ReturnType<typeof openWizard>>
  let id: string

  beforeAll(async () => {
    office = await testOffice()
    wizard = await openWizard(office)
    const rows = [
      ['好人', good.idNumber, good.certificateNumber, '990101001001', '东街1号', null],
      ['错号', slip(swapped.idNumber), swapped.certificateNumber, '990101001001', formula, '＝1+1'],
      ['别处', elsewhere.idNumber, elsewhere.certificateNumber, '无此村', '@SUM(A1)', '-2+3'],
    ]
    id = (await wizard.upload(await makeWorkbook({ 持证残疾人: [header, ...rows] }))).id
    await wizard.map(id)
  })
  afterAll(() => office.close())

  const download = async (query = '') => {
    const answer = await wizard.call(`/api/v1/imports/${id}/faults.xlsx${query}`)
    expect(answer.status).toBe(200)
    return Buffer.from(await answer.arrayBuffer())
  }

  test('holds the faulty rows only, each with what is wrong and what to do', async () => {
    const rows = await readRows(await download())
    expect(rows.map((row) => row[1])).toEqual(['姓名', '错号', '别处'])
    expect(rows[0]![0]).toBe('问题')
    expect(rows[1]![0]).toContain('身份证号：末位校验码不符')
    expect(rows[2]![0]).toContain('户籍地：区划代码或地名不存在')
    const english = await readRows(await download('?lang=en'))
    expect(english[1]![0]).toContain('ID number: The check character does not fit')
  })

  test('holds all rows in their places when asked to', async () => {
    const rows = await readRows(await download('?rows=all'))
    expect(rows.map((row) => row[1])).toEqual(['姓名', '好人', '错号', '别处'])
    expect(rows[1]![0]).toBe('')
  })

  test('carries text that looks like a formula as text and runs none', async () => {
    const bytes = await download()
    const rows = await readRows(bytes)
    expect(rows[1]![5]).toBe(formula)
    expect(rows[2]![5]).toBe('@SUM(A1)')
    const folder = await mkdtemp(join(tmpdir(), 'zhucan-xml-'))
    await writeFile(join(folder, 'book.xlsx'), bytes)
    const workbook = await openWorkbook(join(folder, 'book.xlsx'))
    for await (const { cells } of workbook.rows(0)) {
      for (const cell of cells) expect(cell?.kind).not.toBe('formula')
    }
    await workbook.close()
    await rm(folder, { recursive: true })
  })

  test('can be repaired and sent back, and then its rows are good', async () => {
    const rows = (await readRows(await download())).map((row) => [...row])
    rows[1]![2] = swapped.idNumber
    rows[2]![4] = '城关街道李家村'
    const { checked, done } = await wizard.take(await makeWorkbook({ 持证残疾人: rows }))
    expect(checked.counts).toMatchObject({ rows: 2, new: 2 })
    expect(checked.counts.faulty ?? 0).toBe(0)
    expect(done.state).toBe('done')
  })

  test('is not handed to another county nor to someone who only reads', async () => {
    const other = await openWizard(office, '990201000000')
    expect((await other.call(`/api/v1/imports/${id}/faults.xlsx`)).status).toBe(404)
    const leader = await office.signIn(await office.user('leader', '990101000000'))
    expect((await leader.call(`/api/v1/imports/${id}/faults.xlsx`)).status).toBe(403)
  })

  test('is logged each time', async () => {
    const client = await office.server.pool.connect()
    await client.query(`begin; select set_config('app.user_id', 'system', true)`)
    const { rows } = await client.query(
      `select count(*)::int as n from audit where action = 'import.download-faults' and subject_id = $1`,
      [id],
    )
    await client.query('commit')
    client.release()
    expect(rows[0].n).toBeGreaterThanOrEqual(5)
  })
})

async function readRows(bytes: Buffer): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'zhucan-faults-'))
  try {
    const path = join(folder, 'faults.xlsx')
    await writeFile(path, bytes)
    const workbook = await openWorkbook(path)
    const rows: string[][] = []
    for await (const { cells } of workbook.rows(0)) rows.push(cells.map((cell) => cell?.text ?? ''))
    await workbook.close()
    return rows
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
