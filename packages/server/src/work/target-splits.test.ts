import { splitQuota } from '@zhucan/catalogue'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  act,
  type Clerk,
  city,
  county,
  create,
  figures,
  openWork,
  otherCounty,
  partAt,
  parts,
  village,
  type Work,
} from './test-work.ts'

describe('how a target is divided', () => {
  let work: Work
  let atCity: Clerk
  let atCounty: Clerk
  let atOther: Clerk
  beforeAll(async () => {
    work = await openWork()
    atCity = await work.join('caseworker', city)
    atCounty = await work.join('caseworker', county)
    atOther = await work.join('caseworker', otherCounty)
  })
  afterAll(() => work.close())

  it('is carried by a mix: own office, a department, an institution and the regions below', async () => {
    const school = await work.department('特殊教育学校', 'service')
    const bureau = await work.department('教育局', 'member-department')
    const root = await create(atCounty, { value: '100' })
    const own = (await atCounty.get(`/targets/${root}`)).body.sharers.find(
      (s: { carriedBy: string }) => s.carriedBy === 'own',
    )
    const offices = [
      { organisationId: own.id, value: '10' },
      { organisationId: school.id, value: '20' },
      { organisationId: bureau.id, value: '10' },
    ]
    const preview = await atCounty.post(`/targets/${root}/split-preview`, { by: 'equal', offices })
    expect(preview.body).toMatchObject({ sum: { fits: true, difference: 0 } })
    expect(await parts(atCounty, root)).toEqual([])
    await act(atCounty, 'targets', root, 'split', { by: 'equal', offices })
    expect((await parts(atCounty, root)).map((p) => [p.carriedBy, p.value, p.state]).sort()).toEqual([
      ['affiliated', '20', 'issued'],
      ['department', '10', 'issued'],
      ...[1, 2, 3].map(() => ['lower', '20', 'issued']),
      ['own', '10', 'confirmed'],
    ])
    const teacher = await work.join('caseworker', county)
    await bureau.take(teacher)
    const theirs = (await parts(teacher, root)).find((p) => p.carriedBy === 'department')!
    expect(theirs.actions).toEqual(['receive', 'return'])
    expect((await act(atCounty, 'targets', theirs.id, 'receive')).body.code).toBe('work.wrong-side')
    expect((await act(teacher, 'targets', theirs.id, 'receive')).status).toBe(200)
    // A department does not speak for the county's federation.
    expect((await act(teacher, 'targets', root, 'split', { by: 'equal' })).body.code).toBe('work.wrong-side')
  })

  it('hands rates, full coverage and zero state down as they are, through to the villages at once', async () => {
    const rate = await create(atCity, {
      ...{ indicator: 'basic-rehabilitation-coverage', form: 'rate', unit: 'per-cent', value: '90' },
    })
    expect((await act(atCity, 'targets', rate, 'split', { by: 'equal' })).body.code).toBe(
      'work.way-not-possible',
    )
    const done = await act(atCity, 'targets', rate, 'split', { by: 'as-is', through: 5 })
    expect(done.body.added).toBe(2 + 6 + 24)
    const [stat] = await work.asOwner(
      `select count(*)::int as pieces, count(distinct value)::int as values, min(value)::float as value from target where root_id = $1`,
      [rate],
    )
    expect(stat).toEqual({ pieces: 33, values: 1, value: 90 })
  })

  it('cascades in SQL exactly as the catalogue divides', async () => {
    const root = await create(atCity, { value: '1003' })
    await act(atCity, 'targets', root, 'split', { by: 'equal', through: 5 })
    const rows = await work.asOwner(
      'select id, parent_id, region, level, value::int as value from target where root_id = $1',
      [root],
    )
    const below = Map.groupBy(rows, (row) => row.parentId ?? row.parent_id)
    for (const row of rows.filter(({ level }) => level < 5)) {
      const children = below.get(row.id)!
      const shares = splitQuota(
        row.value,
        children.map(({ region }) => ({ key: region, weight: 1 })),
      )
      expect(children.map(({ region, value }) => [region, value]).sort()).toEqual([...shares!].sort())
    }
    expect(rows.filter(({ level }) => level === 5)).toHaveLength(24)
  })

  it('splits again: who gets nothing loses the share with all that was split from it; nothing is deleted', async () => {
    const root = await create(atCity)
    await act(atCity, 'targets', root, 'split', { by: 'equal', through: 5 })
    const done = await act(atCity, 'targets', root, 'split', { by: 'equal', regions: [otherCounty] })
    expect(done.body).toMatchObject({ changed: 1, withdrawn: 1 + 3 + 12 })
    const counted = await work.asOwner(
      `select state, count(*)::int as n from target where root_id = $1 group by state order by state`,
      [root],
    )
    expect(counted).toEqual([
      { state: 'issued', n: 1 + 3 + 12 },
      { state: 'split', n: 1 },
      { state: 'withdrawn', n: 16 },
    ])
    // What was above its shares before no longer adds up, and says so.
    const theirs = await partAt(atOther, root, otherCounty)
    expect((await atOther.get(`/targets/${theirs}`)).body.sum).toEqual({
      fits: false,
      why: 'short',
      difference: -500,
    })
  })

  it('divides by holders and by last year, and says when there is nothing to divide by', async () => {
    const root = await create(atCity)
    expect((await act(atCity, 'targets', root, 'split', { by: 'population' })).body.code).toBe(
      'work.no-weights',
    )
    await work.asOwner(`insert into person (id, kind, name, certificate_status, hukou_region, residence_region, created_at, updated_at)
      select gen_random_uuid(), 'holder', 'x', 'issued', case when n <= 3 then '${village}' else '990102001001' end, '${village}', now(), now()
      from generate_series(1, 4) n`)
    await act(atCity, 'targets', root, 'split', { by: 'population' })
    expect(await figures(atCity, root)).toEqual({ [county]: '750', [otherCounty]: '250' })
    // Through to the villages by holders: all of it goes where they live.
    await act(atCity, 'targets', root, 'split', { by: 'population', through: 5 })
    const deep = await work.asOwner(
      `select region, value::int as value from target where root_id = $1 and level = 5 and state <> 'withdrawn' order by region`,
      [root],
    )
    expect(deep).toEqual([
      { region: village, value: 750 },
      { region: '990102001001', value: 250 },
    ])

    const next = await create(atCity, { value: '10', periodFrom: '2027-01-01', periodTo: '2027-12-31' })
    await work.asOwner(
      `update target set state = 'withdrawn', until = '2026-11-21' where root_id not in ('${root}', '${next}')`,
    )
    await act(atCity, 'targets', next, 'split', { by: 'last-year' })
    expect(await figures(atCity, next)).toEqual({ [county]: '8', [otherCounty]: '2' })
  })

  it('takes what was reached last year before what was asked for then, in the preview and down to the villages', async () => {
    const report = (region: string, numerator: number) =>
      work.asOwner(
        `insert into indicator_report (id, indicator, version, region, level, period, period_from, period_to, numerator, evidence, state,
           organisation_id, changed_at)
         values (gen_random_uuid(), 'placed-in-work', 1, $1, $2, '2026-Q4', '2026-10-01', '2026-12-31', $3, 'kept', 'locked',
           (select id from organisation limit 1), now())`,
        [region, region === county ? 3 : 4, numerator],
      )
    await report(county, 30)
    for (const township of ['990102001000', '990102002000']) await report(township, 5)
    const next = await create(atCity, { value: '80', periodFrom: '2027-01-01', periodTo: '2027-12-31' })
    const preview = await atCity.post(`/targets/${next}/split-preview`, { by: 'last-year' })
    expect(preview.body.shares).toMatchObject([
      { region: county, weight: '30', isResult: true, value: '60' },
      { region: otherCounty, weight: '10', isResult: true, value: '20' },
    ])
    await act(atCity, 'targets', next, 'split', { by: 'last-year', through: 4 })
    const deep = await work.asOwner(
      `select region, value::int as value from target where root_id = $1 and level = 4 and region like '990102%' order by region`,
      [next],
    )
    // The third township handed in nothing: what it was asked for last year stands for it.
    const asked = await work.asOwner(
      `select region, sum(value)::int as value from target where region = '990102003000' and period_from = '2026-01-01'
         and state <> 'withdrawn' and indicator = 'placed-in-work' group by 1`,
    )
    const shares = splitQuota(20, [
      { key: '990102001000', weight: 5 },
      { key: '990102002000', weight: 5 },
      { key: '990102003000', weight: asked[0]?.value ?? 0 },
    ])!
    expect(deep.map(({ region, value }) => [region, value])).toEqual(
      [...shares].filter(([, value]) => value > 0),
    )
  })

  it('keeps a rate in per cent, however small', async () => {
    const rate = await create(atCity, {
      ...{ indicator: 'basic-rehabilitation-coverage', form: 'rate', unit: 'per-cent', value: '0.9' },
    })
    const { body } = await atCity.get(`/targets/${rate}`)
    expect(body).toMatchObject({ value: '0.9', unit: 'per-cent' })
    await expect(work.asOwner(`update target set unit = '%' where id = $1`, [rate])).rejects.toThrow(
      /target_rate_in_per_cent/,
    )
  })
})
