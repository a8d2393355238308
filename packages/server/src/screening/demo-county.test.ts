import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createPool } from '@zhucan/db'
import { demoRegions, makeDemo } from '@zhucan/demo'
import { type TestOffice, testDay, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUser } from '../access/index.ts'
import { openWizard } from '../imports/test-imports.ts'
import { runScreening } from './screening.jobs.ts'

const persons = 1_500
const county = '990101000000'

/** A county from its workbook to its clues, against the truth its maker wrote down by other means. */
describe('the invented county', () => {
  let office: TestOffice
  let folder: string
  let wizard: Awaited<ReturnType<typeof openWizard>>

  const truth = async (name: string) => {
    const [header, ...lines] = (await readFile(join(folder, 'truth', name), 'utf8'))
      .trim()
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
    const keys = header!.split(',')
    return lines.map(
      (line) => Object.fromEntries(line.split(',').map((v, i) => [keys[i]!, v])) as Record<string, string>,
    )
  }
  const asOwner = async <R extends object>(statement: string): Promise<R[]> => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    const { rows } = await owner.query(statement)
    await owner.end()
    return rows as R[]
  }
  /** The invented person number behind each person of the register. */
  const personNumbers = async (): Promise<Map<string, string>> => {
    const byKey = new Map<string, string>()
    for (const p of await truth('people.csv')) {
      if (p.id18) byKey.set(String(office.server.keyring.numberKey(p.id18).key), p.person_no!)
    }
    const rows = await asOwner<{ person_id: string; key: bigint }>(
      `select person_id, key from person_number where kind = 'id'`,
    )
    return new Map(rows.map((r) => [r.person_id, byKey.get(String(r.key)) ?? '']))
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhucan-county-'))
    await makeDemo({ persons, seed: 7, day: testDay, out: folder })
    office = await testOffice({ regions: [...demoRegions(persons)] })
    wizard = await openWizard(office, county)
    const taken = await wizard.take(await readFile(join(folder, 'register.xlsx')), 'register.xlsx')
    expect(taken.done).toMatchObject({ state: 'done', fileType: 'register' })
    for (const name of (await readdir(join(folder, 'lists'))).sort()) {
      const { done } = await wizard.take(await readFile(join(folder, 'lists', name)), name)
      expect([name, done.state, done.fileType]).toEqual([name, 'done', basename(name).replace(/\.\w+$/, '')])
    }
    const screening = await (await wizard.call('/api/v1/screenings', { json: {} })).json()
    await runScreening(office.server, screening.id, (await findUser(office.server, wizard.who.id))!)
  }, 240_000)
  afterAll(async () => {
    await office.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('links every row with a usable number to its true person, and no other', async () => {
    const numbers = await personNumbers()
    const rows = await asOwner<{ file_type: string; row_no: number; person_id: string }>(
      `select l.file_type, r.row_no, r.person_id from list_row r join list l on l.id = r.list_id where r.person_id is not null`,
    )
    const found = new Set(rows.map((r) => `${r.file_type} ${r.row_no} ${numbers.get(r.person_id)}`))
    const imported = new Set(numbers.values())
    const expected = new Set(
      (await truth('links.csv'))
        .filter((l) => l.usable_id === '1' || l.usable_id === 'true')
        .filter((l) => imported.has(l.person_no!))
        .map((l) => `${basename(l.file!).replace(/\.\w+$/, '')} ${l.row} ${l.person_no}`),
    )
    expect([...found].filter((f) => !expected.has(f)).slice(0, 10)).toEqual([])
    expect([...expected].filter((e) => !found.has(e)).slice(0, 10)).toEqual([])
    expect(found.size).toBeGreaterThan(persons)
  })

  it('finds the expected clues of every rule, as sets', async () => {
    const numbers = await personNumbers()
    const rows = await asOwner<{ rule: string; subject: string; person_id: string; code: string | null }>(
      `select c.rule, c.subject, c.person_id, h.code from clue c left join household h on h.id = c.household_id where c.state = 'new'`,
    )
    const found = new Set(
      rows.map((r) => `${r.rule} ${r.subject === 'household' ? r.code : numbers.get(r.person_id)}`),
    )
    const expected = new Set((await truth('clues.csv')).map((c) => `${c.rule} ${c.key}`))
    expect(
      [...found]
        .filter((f) => !expected.has(f))
        .sort()
        .slice(0, 40),
    ).toEqual([])
    expect(
      [...expected]
        .filter((e) => !found.has(e))
        .sort()
        .slice(0, 40),
    ).toEqual([])
    expect(new Set([...found].map((f) => f.split(' ')[0])).size).toBe(15)
  })

  it('says which faults the register has, row by row', async () => {
    const planted = (await truth('faults.csv')).filter((f) => f.file === 'register')
    expect(planted.length).toBeGreaterThan(10)
    const known = await asOwner<{ row_no: number; sheet: number; codes: string[] }>(
      `select r.row_no, r.sheet, array(select jsonb_array_elements(r.faults)->>'code') as codes from import_row r
       join import i on i.id = r.import_id where i.file_type = 'register'`,
    )
    const codesOf = new Map(known.map((k) => [`${k.sheet} ${k.row_no}`, k.codes]))
    const missed = planted.filter((f) => !codesOf.get(`0 ${f.row}`)?.includes(f.code!))
    expect(
      missed.map((f) => `${f.row} ${f.column} ${f.code} got ${codesOf.get(`0 ${f.row}`)}`).slice(0, 20),
    ).toEqual([])
  })
})
