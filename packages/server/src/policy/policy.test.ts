import { createPool } from '@zhucan/db'
import { seedPlace, type TestOffice, type TestUser, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUser } from '../access/index.ts'
import { runScreening } from '../screening/index.ts'

const county = '990101000000'
const other = '990201000000'
const village = '990101001001'
const paper = { source: '关于调整换证提醒期限的通知', documentNumber: '清残联〔2026〕8号' }
const warning = 'policy.expiryWarningDays'

describe('lines of policy', () => {
  let office: TestOffice
  let clerk: Caller
  let caseworker: Caller
  let leader: Caller
  let screener: TestUser
  type Caller = Awaited<ReturnType<TestOffice['signIn']>>

  const asOwner = async (statement: string) => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    try {
      await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
      return (await owner.query(statement)).rows
    } finally {
      await owner.end()
    }
  }
  const enter = (who: Caller, line: Record<string, unknown>) =>
    who.call('/api/v1/policy-lines', { json: { region: county, fromDay: '2026-11-01', ...paper, ...line } })
  const entered = async (line: Record<string, unknown>): Promise<string> => {
    const answer = await enter(clerk, line)
    expect(answer.status).toBe(200)
    return (await answer.json()).id
  }
  const decide = (who: Caller, id: string, body: Record<string, unknown> = { accept: true }) =>
    who.call(`/api/v1/policy-lines/${id}/decide`, { json: body })
  const set = async (line: Record<string, unknown>) => {
    const id = await entered(line)
    expect((await decide(leader, id)).status).toBe(200)
    return id
  }
  const screen = async () => {
    const { id } = await (await clerk.call('/api/v1/screenings', { json: {} })).json()
    await runScreening(office.server, id, (await findUser(office.server, screener.id))!)
    expect(await asOwner(`select state, problem from screening where id = '${id}'`)).toMatchObject([
      { state: 'done' },
    ])
  }
  const found = async (rule: string) =>
    (await asOwner(
      `select id, state, rule_version, hukou_region from clue where rule = '${rule}' order by since, id`,
    )) as {
      id: string
      state: string
      rule_version: string
    }[]
  const held = async (who: Caller, code: string, query = '') => {
    const { lines } = await (await who.call(`/api/v1/policy-lines${query}`)).json()
    return lines.find((line: { code: string }) => line.code === code)
  }

  beforeAll(async () => {
    office = await testOffice()
    await seedPlace(office, village)
    await asOwner('delete from clue; delete from list_row')
    await asOwner(`update person set certificate_valid_to = '2027-09-01'`)
    screener = await office.user('data-clerk', county)
    clerk = await office.signIn(screener)
    caseworker = await office.signIn(await office.user('caseworker', county))
    leader = await office.signIn(await office.user('leader', county))
  })
  afterAll(() => office.close())

  it('ship with the product and say how much they are to be trusted', async () => {
    expect(await held(clerk, warning)).toMatchObject({
      ...{ type: 'int', least: 1, most: 730, next: null },
      held: { value: 183, isLocal: false, basis: { zh: expect.stringContaining('惯例') } },
    })
    await screen()
    expect(await found('certificate-expiring')).toEqual([])
  })

  it('change nothing until a second person has confirmed them', async () => {
    const both = await office.signIn(await office.user('caseworker', county))
    const id = (await (await enter(both, { code: warning, value: 365 })).json()).id
    expect((await held(clerk, warning)).held.value).toBe(183)
    expect(await (await decide(both, id)).json()).toMatchObject({ status: 403, code: 'access.own-work' })
    expect((await decide(clerk, id)).status).toBe(403)
    expect((await decide(leader, id, { accept: false, reason: 'wrong paper' })).status).toBe(200)
    expect((await decide(leader, id)).status).toBe(404)
    expect((await held(clerk, warning)).held.value).toBe(183)
  })

  it('take no second account of the same name for a second person', async () => {
    const id = await entered({ code: warning, value: 300 })
    const twin = await office.user('leader', county)
    await asOwner(
      `update auth_user set name = (select name from auth_user where id = '${screener.id}') where id = '${twin.id}'`,
    )
    expect(await (await decide(await office.signIn(twin), id)).json()).toMatchObject({
      code: 'access.own-work',
    })
    expect((await clerk.call(`/api/v1/policy-lines/${id}/withdraw`, { json: {} })).status).toBe(200)
  })

  it('hold from their day at their place and below, and a rehearsal says beforehand what they will do', async () => {
    const rehearsal = await clerk.call('/api/v1/policy-lines/rehearse', {
      json: { code: warning, region: county, value: 365 },
    })
    expect(await rehearsal.json()).toMatchObject([
      { rule: 'certificate-expiring', opened: 1, withdrawn: 0, marked: 0 },
    ])
    expect(await found('certificate-expiring')).toEqual([])
    await set({ code: warning, value: 365 })
    await set({ code: warning, value: 90, fromDay: '2027-01-01' })
    expect(await held(clerk, warning)).toMatchObject({
      held: {
        value: 365,
        isLocal: true,
        regionName: '清河县',
        source: { article: { zh: paper.documentNumber } },
      },
      next: { value: 90, fromDay: '2027-01-01' },
    })
    expect((await held(clerk, warning, '?day=2027-02-01')).held.value).toBe(90)
    expect((await held(clerk, warning, '?day=2026-10-31')).held.value).toBe(183)
    expect((await held(clerk, warning, `?region=${village}`)).held.value).toBe(365)
    const away = await office.signIn(await office.user('data-clerk', other))
    expect((await held(away, warning)).held.value).toBe(183)
    await screen()
    expect(await found('certificate-expiring')).toMatchObject([{ state: 'new' }])
  })

  it('stand in the reason of the clue they made, with place, day and paper', async () => {
    const [{ id } = { id: '' }] = await found('certificate-expiring')
    const { why } = await (await clerk.call(`/api/v1/clues/${id}`)).json()
    expect(why.lines).toMatchObject([
      {
        value: { zh: '365天' },
        regionName: '清河县',
        fromDay: '2026-11-01',
        isLocal: true,
        source: { title: { zh: paper.source } },
      },
    ])
    expect(why.clauses.map((clause: { text: { zh: string } }) => clause.text.zh).join()).toContain('365')
  })

  it('switch a rule off and on again for a place, and withdraw what nobody has touched', async () => {
    const code = 'rule.certificate-expiring.on'
    await set({ code, value: false })
    await screen()
    expect(await found('certificate-expiring')).toMatchObject([{ state: 'withdrawn' }])
    await set({ code, value: null, fromDay: '2026-11-10' })
    expect((await held(clerk, code)).held).toMatchObject({ value: true, isLocal: false })
    await screen()
    expect((await found('certificate-expiring')).map(({ state }) => state).sort()).toEqual([
      'new',
      'withdrawn',
    ])
  })

  it('let staff write the condition of a rule, whose clues keep explaining themselves by it', async () => {
    const code = 'rule.certificate-expiring.when'
    const wrong = await enter(clerk, { code, value: 'person.nothing > 3' })
    expect(wrong.status).toBe(422)
    const curious = { code, region: county, value: 'person.age == 66 && person.category == "physical"' }
    const asked = await leader.call('/api/v1/policy-lines/rehearse', { json: curious })
    expect(await asked.json(), 'who may not enter a condition may not ask about people by one').toMatchObject(
      {
        code: 'policy.nothing-waiting',
      },
    )
    const when =
      'person.alive && person.certificateState == "valid" && person.daysToExpiry <= 300 && person.level <= 1'
    const before = (await found('certificate-expiring')).find(({ state }) => state === 'new')!
    await set({ code, value: when })
    await asOwner(`update clue set state = 'withdrawn' where state = 'new'`)
    await screen()
    const after = (await found('certificate-expiring')).find(({ state }) => state === 'new')!
    expect(after.rule_version).not.toBe(before.rule_version)
    const { why } = await (await clerk.call(`/api/v1/clues/${after.id}`)).json()
    expect(why.clauses).toHaveLength(4)
    expect(why.lines).toMatchObject([{ value: null, isLocal: true }])
    const earlier = await (await clerk.call(`/api/v1/clues/${before.id}`)).json()
    expect(earlier.why.lines).toMatchObject([{ value: { zh: '365天' } }])
  })

  it('give the deadlines and colours of clues', async () => {
    await office.user('caseworker', '990101001000')
    await set({ code: 'clue.dueDays.township', value: 4 })
    const [clue] = (await found('certificate-expiring')).filter(({ state }) => state === 'new')
    const issued = await clerk.call(`/api/v1/clues/${clue!.id}/issue`, { json: { version: 1, to: 4 } })
    expect(await issued.json()).toMatchObject({ id: clue!.id })
    expect(await asOwner(`select due_township from clue where id = '${clue!.id}'`)).toEqual([
      { due_township: '2026-11-25' },
    ])
    const blue = async () => (await (await clerk.call('/api/v1/clues?state=open&colour=blue')).json()).total
    expect(await blue()).toBe(0)
    await set({ code: 'clue.remindDays', value: 5 })
    expect(await blue()).toBe(1)
  })

  it('are set for a county or wider by whom it belongs to, in range, once at a time', async () => {
    const problems = [
      [{ code: warning, value: 365, region: village }, 'policy.county-or-wider'],
      [{ code: warning, value: 365, region: other }, 'region.out-of-reach'],
      [{ code: warning, value: 365, region: '990100000000' }, 'region.out-of-reach'],
      [{ code: warning, value: 0 }, 'policy.value-wrong'],
      [{ code: warning, value: true }, 'policy.value-wrong'],
      [{ code: 'policy.none', value: 1 }, 'policy.unknown-line'],
    ] as const
    for (const [line, code] of problems)
      expect(await (await enter(clerk, line)).json()).toMatchObject({ code })
    const township = await office.signIn(await office.user('data-clerk', '990101001000'))
    expect(await (await enter(township, { code: warning, value: 2 })).json()).toMatchObject({
      code: 'region.out-of-reach',
    })
    await entered({ code: warning, value: 200, fromDay: '2026-12-01' })
    expect(
      await (await enter(caseworker, { code: warning, value: 201, fromDay: '2026-12-01' })).json(),
    ).toMatchObject({
      code: 'policy.waiting-already',
    })
  })

  it('keep their history with both people, and leave an entry of each act in the audit', async () => {
    const { entries } = await (
      await clerk.call(`/api/v1/policy-lines/history?code=${warning}&region=${village}`)
    ).json()
    expect(entries.map((one: { state: string }) => one.state)).toEqual(
      expect.arrayContaining(['waiting', 'confirmed', 'refused', 'withdrawn']),
    )
    const confirmed = entries.find((one: { state: string }) => one.state === 'confirmed')
    expect(confirmed).toMatchObject({
      enteredBy: screener.username,
      decidedBy: expect.stringContaining('leader'),
    })
    const acts = await asOwner(
      `select distinct action from audit where action like 'policy.%' order by action`,
    )
    expect(acts.map((act) => act.action)).toEqual([
      'policy.confirm',
      'policy.enter',
      'policy.refuse',
      'policy.withdraw',
    ])
  })

  it('hold in the database too: nobody confirms their own, changes a decided one or sets one elsewhere', async () => {
    const app = createPool(office.database.appUrl, { max: 1 })
    const client = await app.connect()
    const as = async (userId: string, statement: string) => {
      await client.query('begin')
      try {
        await client.query(`select set_config('app.reach', '{[990101000000,990102000000)}', true),
          set_config('app.user_id', '${userId}', true)`)
        return (await client.query(statement)).rowCount
      } catch (error) {
        return (error as Error).message
      } finally {
        await client.query('rollback')
      }
    }
    const confirm = (
      by: string,
    ) => `update policy_line set state = 'confirmed', decided_by = '${by}', decided_by_name = 'x',
      decided_at = now() where state = 'waiting'`
    const nobody = (await office.user('leader', county)).id
    expect(await as(screener.id, confirm(screener.id))).toContain('policy_line')
    expect(await as(screener.id, confirm(nobody))).toContain('row-level security')
    expect(await as(nobody, `${confirm(nobody)} and false`)).toBe(0)
    expect(await as(nobody, `update policy_line set reason = 'changed' where state = 'confirmed'`)).toBe(0)
    expect(await as(nobody, `update policy_line set value = '1'`)).toContain('permission denied')
    expect(await as(nobody, 'delete from policy_line')).toContain('permission denied')
    client.release()
    await app.end()
  })
})
