import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  act,
  type Clerk,
  city,
  county,
  create,
  figures,
  jobs,
  openWork,
  otherCounty,
  paper,
  partAt,
  parts,
  township,
  village,
  type Work,
} from './test-work.ts'

describe('targets', () => {
  let work: Work
  let atCity: Clerk
  let atCounty: Clerk
  let atOther: Clerk
  let atTownship: Clerk
  let atVillage: Clerk
  beforeAll(async () => {
    work = await openWork()
    atCity = await work.join('caseworker', city)
    atCounty = await work.join('caseworker', county)
    atOther = await work.join('caseworker', otherCounty)
    atTownship = await work.join('caseworker', township)
    atVillage = await work.join('commissioner', village)
  })
  afterAll(() => work.close())

  it('goes down level by level, each receiving, confirming and splitting, and leads back to its clause', async () => {
    const root = await create(atCity)
    const done = await act(atCity, 'targets', root, 'split', { by: 'equal', receiveBy: '2026-11-25' })
    expect(done.body).toMatchObject({ state: 'split', added: 2 })
    expect(await figures(atCity, root)).toEqual({ [county]: '500', [otherCounty]: '500' })

    const mine = await partAt(atCounty, root, county)
    expect((await atCounty.get(`/targets/${mine}`)).body).toMatchObject({
      state: 'issued',
      due: '2026-11-25',
      clause: { quote: paper.quote, documentNumber: paper.documentNumber },
      actions: ['receive', 'return'],
    })
    expect((await act(atCounty, 'targets', mine, 'split', { by: 'equal' })).body.code).toBe(
      'work.wrong-state',
    )
    for (const step of ['receive', 'confirm'])
      expect((await act(atCounty, 'targets', mine, step)).status).toBe(200)
    await act(atCounty, 'targets', mine, 'split', { by: 'equal' })
    expect(await figures(atCounty, mine)).toEqual({
      '990101001000': '167',
      '990101002000': '167',
      '990101003000': '166',
    })

    const lower = await partAt(atTownship, mine, township)
    await act(atTownship, 'targets', lower, 'receive')
    await act(atTownship, 'targets', lower, 'confirm')
    await act(atTownship, 'targets', lower, 'split', { by: 'equal' })
    const last = (await atVillage.get('/targets')).body.rows
    expect(last).toMatchObject([{ region: village, value: '42', documentNumber: paper.documentNumber }])
    expect((await atVillage.get(`/targets/${last[0].id}`)).body.clause.quote).toBe(paper.quote)
    const history = (await atVillage.get(`/targets/${last[0].id}/history`)).body
    expect(history).toMatchObject([{ action: 'split', fromState: null, toState: 'issued', to: '42' }])
  })

  it("lets nobody act for another: not a sibling, not the level above the giver, not a village with an office's rights", async () => {
    const root = await create(atCity)
    await act(atCity, 'targets', root, 'split', { by: 'equal' })
    const mine = await partAt(atCounty, root, county)
    expect((await act(atCity, 'targets', mine, 'receive')).body.code).toBe('work.wrong-side')
    expect(
      (await act(atCounty, 'targets', mine, 'change', { value: '1', note: 'too much for us' })).body.code,
    ).toBe('work.wrong-side')
    expect((await atOther.get(`/targets/${mine}`)).status).toBe(404)
    expect((await atVillage.post(`/targets/${mine}/split`, { version: 1, by: 'equal' })).status).toBe(403)
  })

  it('hands back with a reason; the giver changes the figure, and the history says from what to what', async () => {
    const root = await create(atCity)
    await act(atCity, 'targets', root, 'split', { by: 'equal' })
    const mine = await partAt(atCounty, root, county)
    expect((await act(atCounty, 'targets', mine, 'return', { note: 'no' })).status).toBe(400)
    await act(atCounty, 'targets', mine, 'return', { note: 'We have few people left to place.' })
    expect(
      (await act(atCity, 'targets', mine, 'change', { value: '300', note: 'Agreed, less.' })).body,
    ).toMatchObject({
      code: 'work.sum-short',
      params: { difference: 200 },
    })
    const changed = await act(atCity, 'targets', root, 'split', {
      by: 'hand',
      values: [
        { region: county, value: '300' },
        { region: otherCounty, value: '750' },
      ],
    })
    expect(changed.body).toMatchObject({ added: 0, changed: 2, withdrawn: 0 })
    const history = (await atCounty.get(`/targets/${mine}/history`)).body
    expect(
      history.map((line: Record<string, unknown>) => [line.action, line.from, line.to, line.toState]),
    ).toEqual([
      ['split', null, '500', 'issued'],
      ['return', '500', '500', 'returned'],
      ['split', '500', '300', 'issued'],
    ])
    expect(history[1].note).toBe('We have few people left to place.')
    expect(
      (await act(atCity, 'targets', mine, 'change', { value: '260', note: 'A little less.' })).status,
    ).toBe(200)
    expect((await atCity.get(`/targets/${root}`)).body.sum).toEqual({ fits: true, difference: 10 })
  })

  it.each([
    ['floor', ['400', '599'], 'work.sum-short'],
    ['ceiling', ['400', '601'], 'work.sum-over'],
    ['equals', ['400', '601'], 'work.sum-over'],
    ['equals', ['400', '599'], 'work.sum-short'],
    ['floor', ['400', '700'], null],
    ['ceiling', ['400', '500'], null],
    ['equals', ['400', '600'], null],
  ])('checks the sum of a %s split %j', async (form, [mine = '', theirs = ''], code) => {
    const root = await create(atCity, { form })
    const answer = await act(atCity, 'targets', root, 'split', {
      by: 'hand',
      values: [
        { region: county, value: mine },
        { region: otherCounty, value: theirs },
      ],
    })
    expect(answer.body.code ?? null).toBe(code)
    expect(await parts(atCity, root)).toHaveLength(code === null ? 2 : 0)
  })

  it.each([
    ['carrier', false],
    ['-carrier', true],
    ['state', false],
    ['-indicator', false],
  ])('are listed in the order of %s, page after page without a gap', async (sort, isTurned) => {
    const root = await create(atCity, { value: '100' })
    await act(atCity, 'targets', root, 'split', { by: 'equal' })
    const pages = await Promise.all(
      [1, 2].map((page) =>
        atCity.get(`/targets?scope=area&parent=${root}&sort=${sort}&page=${page}&pageSize=1`),
      ),
    )
    const regions = pages.flatMap(({ body }) => body.rows.map((row: { region: string }) => row.region))
    expect(regions).toEqual(isTurned ? [otherCounty, county] : [county, otherCounty])
    expect((await atCity.get('/targets?sort=value')).status).toBe(400)
  })

  it('refuses what cannot be, in words', async () => {
    const tries: [Record<string, unknown>, string][] = [
      [{ unit: 'person-times' }, 'work.unit-differs'],
      [{ form: 'rate' }, 'work.wrong-form'],
      [{ value: '12.5' }, 'work.wrong-figure'],
      [{ value: undefined }, 'work.wrong-figure'],
      [{ periodTo: '2025-12-31' }, 'work.wrong-period'],
      [{ indicator: 'nothing-like-it' }, 'work.unknown-indicator'],
      [{ clause: { noticeId: crypto.randomUUID(), itemId: crypto.randomUUID() } }, 'work.unknown-item'],
    ]
    for (const [wrong, code] of tries)
      expect((await atCity.post('/targets', { ...jobs, ...wrong })).body.code).toBe(code)
    const root = await create(atCity)
    const splits: [Record<string, unknown>, string][] = [
      [{ by: 'equal', regions: [village] }, 'work.not-below'],
      [{ by: 'equal', regions: [] }, 'work.nobody'],
      [{ by: 'equal', offices: [{ organisationId: crypto.randomUUID(), value: '1' }] }, 'work.not-an-office'],
      [{ by: 'equal', receiveBy: '2026-11-01' }, 'work.past-day'],
      [{ by: 'hand', values: [{ region: county, value: '-5' }] }, 'work.wrong-figure'],
    ]
    for (const [wrong, code] of splits)
      expect((await act(atCity, 'targets', root, 'split', wrong)).body.code).toBe(code)
    expect((await atCity.post(`/targets/${root}/split`, { version: 1, by: 'equal' })).body.code).toBe(
      'work.changed',
    )
  })

  it('turns blue, orange and red by the day until it is answered, and asks for reports by a day', async () => {
    const root = await create(atCity)
    await act(atCity, 'targets', root, 'split', { by: 'equal', receiveBy: '2026-11-30' })
    const mine = await partAt(atCounty, root, county)
    const colours: string[] = []
    for (const day of ['2026-11-21', '2026-11-28', '2026-12-01', '2026-12-20']) {
      work.setDay(day)
      colours.push((await atCity.get(`/targets/${mine}`)).body.colour)
    }
    expect(colours).toEqual(['clear', 'blue', 'orange', 'red'])
    const open = await atCity.get('/targets?scope=given&colour=red')
    expect(open.body.rows.map((row: { id: string }) => row.id)).toContain(mine)
    await act(atCounty, 'targets', mine, 'receive')
    await act(atCounty, 'targets', mine, 'confirm')
    await act(atCity, 'targets', mine, 'ask-report', { reportBy: '2026-12-25' })
    work.setDay('2026-12-26')
    expect((await atCounty.get(`/targets/${mine}`)).body.colour).toBe('orange')
    // The figure itself is the answer: nobody ticks a second box.
    const report = crypto.randomUUID()
    await work.asOwner(
      `insert into indicator_report (id, indicator, version, region, level, period, period_from, period_to, numerator, evidence, state,
        organisation_id, changed_at)
      select '${report}', 'placed-in-work', 1, '${county}', 3, '2026-Q4', '2026-10-01', '2027-01-01', 200, 'Sheet 4', 'submitted', o.id, now()
      from organisation o where o.region = '${county}' and o.kind = 'federation' limit 1`,
    )
    await work.asOwner(
      `insert into indicator_report_event (report_id, revision, region, at, day, actor_id, actor_name, organisation_name, action, to_state,
        numerator, evidence) values ('${report}', 1, '${county}', now(), '2026-12-26', 'x', 'x', 'x', 'submit', 'submitted', 200, 'Sheet 4')`,
    )
    expect((await atCounty.get(`/targets/${mine}`)).body).toMatchObject({
      colour: 'clear',
      reportedOn: '2026-12-26',
    })
    expect((await atCity.get(`/targets/${mine}/history`)).body.at(-1)).toMatchObject({ action: 'report' })
    work.setDay('2026-11-21')
  })

  it('takes whatever people do in whatever order, or says why not', async () => {
    const root = await create(atCity)
    const carriers = { [county]: atCounty, [otherCounty]: atOther, [township]: atTownship }
    const givers = { [county]: atCity, [otherCounty]: atCity, [township]: atCounty }
    const steps = [
      'receive',
      'confirm',
      'return',
      'split',
      'change',
      'remind',
      'ask-report',
      'withdraw',
    ] as const
    const bodies: Partial<Record<(typeof steps)[number], object>> = {
      return: { note: 'not for us' },
      split: { by: 'equal', through: 5 },
      change: { value: '777', note: 'another figure' },
      'ask-report': { reportBy: '2026-12-01' },
      withdraw: { note: 'no longer needed' },
    }
    const walk = fc.sample(
      fc.record({
        who: fc.constantFrom(carriers, givers, {
          [county]: atOther,
          [otherCounty]: atTownship,
          [township]: atCity,
        }),
        step: fc.constantFrom(...steps.filter((each) => each !== 'withdraw'), ...steps),
        place: fc.nat(),
      }),
      { numRuns: 80, seed: 20261122 },
    )
    const said = new Map<string, number>()
    await act(atCity, 'targets', root, 'split', { by: 'equal' })
    for (const { who, step, place } of walk) {
      const pieces = await work.asOwner(
        'select id, version, region from target where root_id = $1 and region = any($2) order by region, id',
        [root, Object.keys(carriers)],
      )
      const { id, version, region } = pieces[place % pieces.length]!
      const answer = await who[region as typeof county]!.post(`/targets/${id}/${step}`, {
        version,
        ...bodies[step],
      })
      const word = answer.status === 200 ? 'done' : answer.body.code
      said.set(word, (said.get(word) ?? 0) + 1)
    }
    expect([...said.keys()].filter((word) => !/^(done|work\.|request\.not-found)/.test(word))).toEqual([])
    expect(said.get('done')).toBeGreaterThan(8)
  })

  it('every piece leads to a root that has a clause, and every history replays to how the piece stands', async () => {
    const [loose] = await work.asOwner(`select count(*)::int as n from target t
      where not exists (select 1 from target r where r.id = t.root_id and r.parent_id is null and r.clause_id = t.clause_id)
        or t.parent_id is not null and not exists (select 1 from target p where p.id = t.parent_id and p.root_id = t.root_id
          and t.region like rtrim(p.region, '0') || '%')`)
    expect(loose.n).toBe(0)
    const [orphans] = await work.asOwner(`select count(*)::int as n from target_event e
      where not exists (select 1 from target t where t.id = e.target_id) or not exists (select 1 from work_act a where a.id = e.act_id)
        or not exists (select 1 from target_event f where f.target_id = e.target_id and f.version = 1)`)
    expect(orphans.n).toBe(0)
    const broken = await work.asOwner(`select e.target_id, e.version from target_event e
      left join target_event b on b.target_id = e.target_id and b.version = e.version - 1
      where e.from_state is distinct from b.to_state or e.from_value is distinct from b.to_value
      union all
      select t.id, t.version from target t left join target_event e on e.target_id = t.id and e.version = t.version
      where t.root_id in (select id from target where state <> 'withdrawn' and parent_id is null)
        and (e.to_state is distinct from t.state or e.to_value is distinct from t.value)
        and t.state <> 'withdrawn'`)
    expect(broken).toEqual([])
  })
})
