import { splitQuota } from '@zhucan/catalogue'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  act,
  type Clerk,
  city,
  county,
  openWork,
  otherCounty,
  township,
  village,
  type Work,
} from './test-work.ts'

const year = { periodFrom: '2026-01-01', periodTo: '2026-12-31' }
const paper = {
  title: '关于印发2026年残疾人工作要点的通知',
  documentNumber: '虚残联〔2026〕6号',
  quote: '为不少于1800名重度残疾人提供居家服务',
}
const jobs = { indicator: 'placed-in-work', form: 'floor', unit: 'persons', value: '1000', ...year }

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

  const create = async (clerk: Clerk, target: Record<string, unknown> = {}): Promise<string> => {
    const made = await clerk.post('/targets', { ...jobs, clause: paper, ...target })
    expect([made.status, made.body]).toEqual([200, { id: expect.any(String), version: 1 }])
    expect((await act(clerk, 'targets', made.body.id, 'confirm')).status).toBe(200)
    return made.body.id
  }
  const parts = async (clerk: Clerk, parent: string) =>
    (await clerk.get(`/targets?scope=area&parent=${parent}`)).body.rows as {
      id: string
      region: string
      value: string | null
      state: string
      version: number
      carriedBy: string
      actions: string[]
    }[]
  const figures = async (clerk: Clerk, parent: string) =>
    Object.fromEntries((await parts(clerk, parent)).map(({ region, value }) => [region, value]))
  const partAt = async (clerk: Clerk, parent: string, region: string) =>
    (await parts(clerk, parent)).find((part) => part.region === region)!.id

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
