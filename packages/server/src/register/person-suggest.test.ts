import { createPool, withTransaction } from '@zhucan/db'
import { seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readNewNames } from './name-sounds.ts'

const mine = '990101001001'
const foreign = '990201001001'

describe('people by the sound of their name', () => {
  let office: TestOffice
  let clerk: Awaited<ReturnType<TestOffice['signIn']>>
  let person: string
  let stranger: string
  const rename = async (id: string, name: string) => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    await withTransaction(owner, { reach: '{[000000000000,999999999999)}' }, (db) =>
      sql`update person set name = ${name} where id = ${id}`.execute(db),
    )
    await owner.end()
  }
  const suggested = async (name: string) => {
    const answer = await clerk.call('/api/v1/persons/suggest', { method: 'POST', json: { name } })
    expect(answer.status).toBe(200)
    return ((await answer.json()) as { rows: { id: string; name: string }[] }).rows
  }

  beforeAll(async () => {
    office = await testOffice()
    person = (await seedPlace(office, mine)).persons
    stranger = (await seedPlace(office, foreign)).persons
    await rename(person, '单小明')
    await rename(stranger, '单小明')
    await readNewNames(office.server)
    clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
  })
  afterAll(() => office.close())

  it('finds by initials, whole pinyin, other readings and the name itself, masked and in reach only', async () => {
    for (const typed of ['sxm', 'SX', 'shanxiao', 'Shan Xiaoming', 'danxiaoming', '单小', '单小明']) {
      expect(await suggested(typed), typed).toMatchObject([{ id: person, name: '单**' }])
    }
  })

  it('finds nobody by a single letter, another name or a part from the middle', async () => {
    for (const typed of ['s', 'wxm', 'xiaoming', '小明', '%', 'sxmx'])
      expect(await suggested(typed), typed).toEqual([])
  })

  it('narrows the register by pinyin too', async () => {
    const answer = await clerk.call('/api/v1/persons?name=sxm')
    expect(((await answer.json()) as { total: number }).total).toBe(1)
  })

  it('reads each name once, and a changed one anew', async () => {
    expect(await readNewNames(office.server)).toBe(0)
    await rename(person, '仇英')
    expect(await readNewNames(office.server)).toBe(1)
    expect(await suggested('qiuying')).toHaveLength(1)
  })

  it('keeps the typed name out of the audit', async () => {
    await suggested('单小明')
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    const { rows } = await owner.query("select details::text from audit where action = 'person.suggest'")
    await owner.end()
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain('单小明')
  })
})
