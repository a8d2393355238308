import { createPool } from '@zhucan/db'
import { type SeededPlace, seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** Somebody of ours whom a foreign office knows things about too, in a household that reaches into its county. */
describe('people whom two offices know', () => {
  let office: TestOffice
  let mine: SeededPlace
  let foreign: SeededPlace
  let call: Awaited<ReturnType<TestOffice['signIn']>>['call']
  beforeAll(async () => {
    office = await testOffice()
    mine = await seedPlace(office, '990101001001')
    foreign = await seedPlace(office, '990201001001')
    await asOwner(
      `update person set household_id = (select household_id from person where id = '${mine.persons}') where id = '${foreign.persons}'`,
    )
    await asOwner(
      `update household_member set household_id = (select household_id from person where id = '${mine.persons}') where person_id = '${foreign.persons}'`,
    )
    await asOwner(`update clue set household_id = (select household_id from person where id = '${mine.persons}'), rule = 'several-holders-in-household',
      subject = 'household', facts = '{"household.holders": 2}' where id = '${mine.clues}'`)
    await asOwner(`update list_row set person_id = '${mine.persons}' where list_id = '${foreign.lists}'`)
    await asOwner(`update assertion set import_id = '${foreign.imports}' where person_id = '${mine.persons}'`)
    // The person has moved on; what lies in our county still is only the clue.
    await asOwner(
      `update clue set hukou_region = '990101001001', residence_region = '990101001001' where id = '${foreign.clues}'`,
    )
    call = (await office.signIn(await office.user('data-clerk', '990101000000'))).call
  })
  afterAll(() => office.close())

  const asOwner = async (statement: string) => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    try {
      await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
      return (await owner.query(statement)).rows
    } finally {
      await owner.end()
    }
  }
  const read = async (path: string) => {
    const answer = await call(path)
    return { status: answer.status, text: await answer.text() }
  }

  async function expectNothingForeign(): Promise<void> {
    const list = JSON.parse((await read('/api/v1/persons?kind=holder')).text)
    expect(list.rows).toMatchObject([{ id: mine.persons, householdHolders: 1 }])
    for (const path of [
      `/api/v1/persons/${mine.persons}`,
      `/api/v1/clues/${mine.clues}`,
      '/api/v1/clues',
      `/api/v1/lists/${mine.lists}/rows?state=matched`,
    ]) {
      const { status, text } = await read(path)
      expect([path, status]).toEqual([path, 200])
      expect(text).not.toContain(foreign.canary)
      expect(text).not.toContain(foreign.persons)
      expect(text).not.toContain(foreign.lists)
    }
    expect((await read(`/api/v1/clues/${foreign.clues}`)).status).toBe(404)
    const clues = JSON.parse((await read('/api/v1/clues')).text)
    expect([clues.total, clues.rows.length]).toEqual([1, 1])
  }

  it('shows nothing that only the other office knows', expectNothingForeign)

  it('neither by the application alone', async () => {
    const tables = [
      'person',
      'clue',
      'household_member',
      'list',
      'list_row',
      'import',
      'assertion',
      'person_number',
    ]
    for (const table of tables) await asOwner(`alter table ${table} disable row level security`)
    try {
      await expectNothingForeign()
    } finally {
      for (const table of tables) await asOwner(`alter table ${table} enable row level security`)
    }
  })

  it('nor by row security alone', async () => {
    office.server.walls.application = false
    try {
      await expectNothingForeign()
    } finally {
      office.server.walls.application = true
    }
  })
})
