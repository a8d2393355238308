import { createPool } from '@zhucan/db'
import { applyRegionChanges } from '@zhucan/server'
import { type SeededPlace, seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('region changes', () => {
  let office: TestOffice
  let place: SeededPlace
  beforeAll(async () => {
    office = await testOffice()
    place = await seedPlace(office, '990101001200')
  })
  afterAll(() => office.close())

  const apply = (...rows: string[][]) =>
    applyRegionChanges(
      office.database.ownerUrl,
      rows.map((cells, i) => ({ row: i + 2, cells })),
      office.server,
    )
  const asOwner = async (statement: string) => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    try {
      await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
      return (await owner.query(statement)).rows
    } finally {
      await owner.end()
    }
  }

  it('names row and column of every fault and changes nothing', async () => {
    const report = await apply(
      ['更名', '990101001001', '', '新东街社区', '2026-11-01', '甲政发〔2026〕1号'],
      ['升格', '990101001001', '', 'x', '2026-11-01'],
      ['merged', '990101001999', '990101001001', '', '2026-13-01'],
    )
    expect(report.faults).toEqual([
      { row: 3, column: 'kind', what: 'kind' },
      { row: 4, column: 'effective', what: 'date' },
    ])
    expect(await asOwner(`select name from region where code = '990101001001'`)).toEqual([
      { name: '东街社区' },
    ])
  })

  it('refuses all when one line does not fit the table', async () => {
    const report = await apply(
      ['renamed', '990101001001', '', '新东街社区', '2026-11-01'],
      ['merged', '990101001999', '990101001001', '', '2026-11-01'],
      ['merged', '990101001000', '990102001000', '', '2026-11-01'],
    )
    expect(report.faults.map((f) => [f.row, f.what])).toEqual([
      [3, 'unknown-region'],
      [4, 'has-children'],
    ])
    expect(await asOwner('select count(*)::int as n from region_change')).toEqual([{ n: 0 }])
  })

  it('moves people, their history and the rights of their office with a village', async () => {
    const commissioner = await office.signIn(await office.user('commissioner', '990101001200'))
    expect((await commissioner.call(`/api/v1/persons/${place.persons}`)).status).toBe(200)

    const report = await apply(
      ['新设', '', '990101002000', '河东镇', '2026-11-01', '甲政发〔2026〕2号'],
      ['划转', '990101001200', '990101002200', '', '2026-11-01', '甲政发〔2026〕2号'],
    )
    expect(report).toMatchObject({ applied: 2, peopleMoved: 1, faults: [] })
    expect(await asOwner(`select actor_id, details from audit where action = 'region.apply'`)).toEqual([
      { actor_id: 'operator', details: { applied: 2, peopleMoved: 1, toBeAssigned: 0 } },
    ])
    const page = await (await commissioner.call(`/api/v1/persons/${place.persons}`)).json()
    expect(page.hukouPath.map((r: { name: string }) => r.name)).toEqual([
      '虚构省',
      '甲市',
      '清河县',
      '河东镇',
      '李家村',
    ])
    expect(
      await asOwner(
        `select code, until_day from region_history where kind = 'hukou' order by from_day, until_day`,
      ),
    ).toEqual([
      { code: '990101001200', until_day: '2026-11-01' },
      { code: '990101002200', until_day: null },
    ])
    expect(await asOwner(`select ended_on, successor from region where code = '990101001200'`)).toEqual([
      { ended_on: '2026-11-01', successor: '990101002200' },
    ])
  })

  it('gives the people of a merged village to the one it went into', async () => {
    const before = await office.signIn(await office.user('commissioner', '990101001001'))
    const other = await seedPlace(office, '990101001001')
    await asOwner(`update clue set state = 'received', holder = 5 where id = '${other.clues}'`)
    expect(await apply(['合并', '990101001001', '990101002200', '', '2026-11-20'])).toMatchObject({
      applied: 1,
      peopleMoved: 1,
    })
    expect((await before.call(`/api/v1/persons/${other.persons}`)).status).toBe(200)
    expect(await asOwner(`select hukou_region from person where id = '${other.persons}'`)).toEqual([
      { hukou_region: '990101002200' },
    ])
    expect(await asOwner(`select state, holder, place from clue where id = '${other.clues}'`)).toEqual([
      { state: 'received', holder: 5, place: '990101002200' },
    ])
  })

  it('counts whom a split leaves to be assigned and moves nobody by itself', async () => {
    const report = await apply(['拆分', '990101002200', '990101002201', '李家新村', '2026-11-21'])
    expect(report).toMatchObject({ applied: 1, peopleMoved: 0, toBeAssigned: 2 })
  })
})
