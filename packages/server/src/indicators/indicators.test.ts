import { createPool } from '@zhucan/db'
import { plainDate } from '@zhucan/kernel'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUser } from '../access/index.ts'
import { inSession } from '../platform/index.ts'
import type { Completion, Figure } from './figure-shapes.ts'
import { completion, countRegion } from './index.ts'

const city = '990100000000'
const county = '990101000000'
const street = '990101001000'
const east = '990101001001'
const li = '990101001200'
const foreign = '990201001001'

type Caller = Awaited<ReturnType<TestOffice['signIn']>>

let office: TestOffice
let caller: Record<'clerk' | 'worker' | 'leader' | 'commissioner' | 'stranger', Caller>
let clerkId: string

const get = async <T>(who: Caller, path: string): Promise<T> => {
  const answer = await who.call(`/api/v1${path}`)
  expect([path, answer.status]).toEqual([path, 200])
  return (await answer.json()) as T
}
const post = async (who: Caller, path: string, json: unknown) => {
  const answer = await who.call(`/api/v1${path}`, { method: 'POST', json })
  const body = (await answer.json()) as { id?: string; code?: string }
  return { status: answer.status, ...body }
}
const owner = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> => {
  const pool = createPool(office.database.ownerUrl, { max: 1 })
  try {
    await pool.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
    return (await pool.query<T>(text, values)).rows
  } finally {
    await pool.end()
  }
}

/** Ten people in one village and five in another, one in a foreign county; every third of them with an expired certificate. */
const people = `insert into person (id, kind, name, category, level, certificate_status, certificate_valid_to, hukou_region, residence_region, created_at, updated_at)
  select new_id(), 'holder', '金丝雀' || n, case when n % 2 = 0 then 'mental' else 'physical' end, 1 + n % 4, 'issued',
    case when n % 3 = 0 then date '2020-01-01' else date '2030-01-01' end, place, place, now(), now()
  from generate_series(0, 15) n, lateral (select case when n < 10 then '${east}' when n < 15 then '${li}' else '${foreign}' end as place) p`

beforeAll(async () => {
  office = await testOffice()
  const signIn = async (role: Parameters<TestOffice['user']>[0], region: string) => {
    const user = await office.user(role, region)
    return { user, call: await office.signIn(user) }
  }
  const clerk = await signIn('data-clerk', county)
  clerkId = clerk.user.id
  caller = {
    clerk: clerk.call,
    worker: (await signIn('caseworker', county)).call,
    leader: (await signIn('leader', county)).call,
    commissioner: (await signIn('commissioner', east)).call,
    stranger: (await signIn('data-clerk', '990201000000')).call,
  }
  await owner(people)
  await countRegion(office.server, clerkId)
})
afterAll(() => office.close())

interface Page {
  figure: Figure
  children: { code: string; figure: Figure; weight: number; completion: Completion | null }[]
  summary: { zh: string; en: string }
  alarms: { code: string }[]
  completion: Completion | null
}

describe('counted figures', () => {
  it('add up from village to county, and a rate is divided from the sums', async () => {
    const holders = await get<Page>(caller.clerk, `/figures/holders?region=${street}`)
    expect(holders.figure).toMatchObject({ value: '15', day: '2026-11-21', source: 'computed', version: 1 })
    expect(holders.children.map((each) => [each.code, each.figure.value])).toEqual([
      [east, '10'],
      [li, '5'],
    ])
    const valid = await get<Page>(caller.clerk, `/figures/certificate-valid-rate?region=${street}`)
    expect(valid.children.map((each) => each.figure.value)).toEqual(['60.00', '80.00'])
    expect(valid.figure).toMatchObject({ numerator: '10', denominator: '15', value: '66.67' })
    expect(valid.children.map((each) => each.weight)).toEqual([10, 5])
    expect(valid.summary.zh).toContain('66.67%（10 ÷ 15）')
  })

  it('say what cannot be judged instead of counting it as none', async () => {
    const paid = await get<Page>(caller.clerk, `/figures/nursing-subsidy-receivers?region=${county}`)
    expect(paid.figure).toMatchObject({ value: null, numerator: '0', unknown: 15, missingPlaces: 2 })
    expect(paid.summary.zh).toContain('2个村的15条记录无法判断')
    const why = await get<{ missing: { name: string; count: number }[] }>(
      caller.clerk,
      `/figures/nursing-subsidy-receivers/why?region=${county}`,
    )
    expect(why.missing).toEqual([
      { region: east, name: '东街社区', count: 10 },
      { region: li, name: '李家村', count: 5 },
    ])
  })

  it('open into exactly as many records as they say, names masked', async () => {
    for (const [part, expected] of [
      ['counted', 10],
      ['base', 5],
    ] as const) {
      const found = await get<{ total: number; hidden: number; rows: { name: string }[] }>(
        caller.clerk,
        `/figures/certificate-valid-rate/records?region=${county}&part=${part}`,
      )
      expect([found.total, found.hidden, found.rows.length]).toEqual([expected, 0, expected])
      expect(found.rows.every(({ name }) => name.startsWith('金*'))).toBe(true)
    }
    const why = await get<{ arithmetic: { zh: string }; hasRecords: boolean }>(
      caller.clerk,
      `/figures/certificate-valid-rate/why?region=${county}`,
    )
    expect(why).toMatchObject({
      hasRecords: true,
      arithmetic: { zh: '10 ÷ 15 × 100 = 66.67（保留2位小数，四舍五入）' },
    })
  })

  it('count who moved away since, and do not show them', async () => {
    const [moved] = await owner<{ id: string }>(
      `update person set hukou_region = '${foreign}', residence_region = '${foreign}' where name = '金丝雀1' returning id`,
    )
    const found = await get<{ total: number; hidden: number; rows: { personId: string }[] }>(
      caller.clerk,
      `/figures/holders/records?region=${county}`,
    )
    expect([found.total, found.hidden, found.rows.length]).toEqual([15, 1, 14])
    expect(found.rows.map(({ personId }) => personId)).not.toContain(moved!.id)
    await owner(
      `update person set hukou_region = '${east}', residence_region = '${east}' where name = '金丝雀1'`,
    )
  })

  it('are replaced as a whole on the same day, and only the newest keeps its records', async () => {
    await countRegion(office.server, clerkId)
    const [left] = await owner<{ snapshots: number; kept: number }>(
      `select (select count(*)::int from indicator_snapshot where region = $1) as snapshots,
        (select count(distinct snapshot_id)::int from indicator_record) as kept`,
      [county],
    )
    expect(left).toEqual({ snapshots: 1, kept: 1 })
  })

  it('of another county are nobody else’s', async () => {
    const refused = await caller.stranger.call(`/api/v1/figures/holders?region=${county}`)
    expect(refused.status).toBe(404)
    expect(await get(caller.stranger, '/figures/holders')).toMatchObject({
      figure: { value: null, day: null },
    })
  })
})

const report = (region: string, numerator: string, denominator?: string) => ({
  indicator: denominator ? 'device-fitting-rate' : 'vocational-training',
  region,
  period: '2026-Q3',
  numerator,
  ...(denominator && { denominator }),
  evidence: '培训台账第三季度，就业股存',
})

interface Told {
  reports: { id: string; state: string; revision: number }[]
  missing: { region: string }[]
}

describe('reported figures', () => {
  it.each([
    [{ ...report(county, '12'), indicator: 'holders' }, 'figure.not-reported'],
    [report(city, '12'), 'region.out-of-reach'],
    [{ ...report(county, '12'), period: '2026-09' }, 'figure.period-wrong'],
    [{ ...report(county, '12'), period: '2027-Q1' }, 'figure.period-wrong'],
    [report(county, '12.5'), 'figure.number-wrong'],
    [report(county, '1,200'), 'figure.number-wrong'],
    [report(county, '90', '0'), 'figure.denominator-missing'],
    [report(county, '101', '100'), 'figure.above-denominator'],
    [{ ...report(county, '12'), evidence: '', submit: true }, 'figure.evidence-missing'],
  ])('%# are refused in plain words: %s', async (json, code) => {
    expect(await post(caller.clerk, '/reports', json)).toMatchObject({ code })
  })

  it('count once somebody else has looked, and change afterwards only with a reason and a line of history', async () => {
    const { id } = await post(caller.clerk, '/reports', { ...report(county, '1800'), submit: true })
    const page = () => get<Page>(caller.clerk, `/figures/vocational-training?region=${county}`)
    expect((await page()).figure).toMatchObject({ value: null, missingPlaces: 1 })
    const list = await get<Told>(caller.clerk, '/reports?indicator=vocational-training')
    expect(list.reports).toMatchObject([{ state: 'submitted', revision: 1 }])
    expect(list.missing).toEqual([])

    expect(await post(caller.leader, `/reports/${id}/lock`, { revision: 1 })).toMatchObject({
      code: 'figure.move-refused',
    })
    expect(await post(caller.worker, `/reports/${id}/review`, { revision: 9 })).toMatchObject({
      code: 'figure.changed-meanwhile',
    })
    expect((await post(caller.worker, `/reports/${id}/review`, { revision: 1 })).status).toBe(200)
    expect((await page()).figure).toMatchObject({
      value: '1800',
      day: '2026-09-30',
      coverage: { have: 1, due: 1, missing: [] },
    })
    expect((await post(caller.leader, `/reports/${id}/lock`, { revision: 2 })).status).toBe(200)

    const again = await post(caller.clerk, '/reports', { ...report(county, '1900'), submit: true })
    expect(again).toMatchObject({ code: 'figure.move-refused' })
    const silent = await post(caller.worker, `/reports/${id}/correct`, {
      revision: 3,
      numerator: '1750',
      reason: ' ',
    })
    expect(silent).toMatchObject({ code: 'figure.reason-missing' })
    expect((await page()).figure.value).toBe('1800')
    const corrected = await post(caller.worker, `/reports/${id}/correct`, {
      revision: 3,
      numerator: '1750',
      reason: '五十人次重复登记',
    })
    expect(corrected.status).toBe(200)
    expect((await page()).figure.value).toBe('1750')

    const told = await get<{
      state: string
      history: { numerator: string; action: string; reason: string | null }[]
    }>(caller.leader, `/reports/${id}`)
    expect(told.state).toBe('corrected')
    expect(told.history.map((each) => [each.action, each.numerator])).toEqual([
      ['correct', '1750'],
      ['lock', '1800'],
      ['review', '1800'],
      ['submit', '1800'],
    ])
    expect(told.history[0]?.reason).toBe('五十人次重复登记')
  })

  it('are locked in the database too, whoever writes', async () => {
    const [row] = await owner<{ id: string }>(
      `select id from indicator_report where indicator = 'vocational-training'`,
    )
    await expect(
      owner('update indicator_report set numerator = 9999 where id = $1', [row!.id]),
    ).rejects.toThrow(/correction/)
    await expect(
      owner(
        `update indicator_report set numerator = 9999, state = 'corrected', revision = revision + 1 where id = $1`,
        [row!.id],
      ),
    ).rejects.toThrow(/correction/)
  })

  it('are not reviewed by who handed them in', async () => {
    const { id } = await post(caller.worker, '/reports', { ...report(county, '170', '200'), submit: true })
    expect(await post(caller.worker, `/reports/${id}/review`, { revision: 1 })).toMatchObject({
      code: 'figure.own',
    })
    const leaders = `where id in (select user_id from appointment where role = 'leader')`
    await owner(
      `update auth_user set name = (select u.name from auth_user u join indicator_report r on r.submitted_by = u.id
        where r.id = $1) ${leaders}`,
      [id],
    )
    const byTwin = await post(caller.leader, `/reports/${id}/review`, { revision: 1 })
    expect(byTwin, 'a second account of the same name').toMatchObject({ code: 'figure.own' })
    await owner(`update auth_user set name = username ${leaders}`)
    expect(await post(caller.stranger, `/reports/${id}/review`, { revision: 1 })).toMatchObject({
      status: 403,
    })
    expect(
      (await post(caller.leader, `/reports/${id}/return`, { revision: 1, reason: '分母不含儿童' })).status,
    ).toBe(200)
    const once = await post(caller.worker, '/reports', { ...report(county, '170', '210'), submit: true })
    expect(once.id).toBe(id)
    expect((await post(caller.leader, `/reports/${id}/review`, { revision: 3 })).status).toBe(200)
    expect(await get(caller.clerk, `/figures/device-fitting-rate?region=${county}`)).toMatchObject({
      figure: { value: '80.95' },
    })
  })
})

describe('completion', () => {
  it('tells how far, by time and schedule, and what to look at beside it', async () => {
    const target = (
      ...values: [
        id: string,
        indicator: string,
        form: string,
        value: string | null,
        unit: string,
        region: string,
      ]
    ) =>
      owner(
        `insert into target (id, root_id, indicator, form, value, decimals, unit, period_from, period_to, region, level, carried_by, state, since, created_at)
         values ($1, $1, $2, $3, $4, 0, $5, '2026-01-01', '2026-12-31', $6, 3, 'own', 'confirmed', '2026-01-10', now())`,
        values,
      )
    const ids = [1, 2, 3, 4].map((n) => `01a20000-0000-7000-8000-00000000000${n}`)
    await target(ids[0]!, 'vocational-training', 'floor', '1500', '人次', county)
    await target(ids[1]!, 'dead-but-paid-count', 'zero-state', null, '人', county)
    await target(ids[2]!, 'device-fitting-rate', 'rate', '90', 'per-cent', county)
    await target(ids[3]!, 'vocational-training', 'floor', '10', '人次', '990201000000')
    const user = await findUser(office.server, clerkId)
    const found = await inSession(office.server, user!, (ctx) =>
      completion(ctx, ids, plainDate('2026-11-21')),
    )
    expect(found.map((each) => [each.indicator, each.value, each.percent, each.left, each.status])).toEqual([
      ['vocational-training', '1750', '116.67', '-250', 'reached'],
      ['dead-but-paid-count', null, null, null, 'no-figure'],
      ['device-fitting-rate', '80.95', '89.94', '9.05', 'behind'],
    ])
    expect(found[0]).toMatchObject({ timePassed: '89.04', expected: { even: '89.04' }, ageDays: 52 })
    expect(found[0]?.alarms.map(({ code }) => code)).toEqual(['stale'])
    expect(
      (await get<Page>(caller.clerk, `/figures/vocational-training?region=${county}`)).completion,
    ).toMatchObject({
      percent: '116.67',
    })
  })
})
