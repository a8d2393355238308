import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPool } from '@zhucan/db'
import {
  type SeededPlace,
  seedPlace,
  type TestOffice,
  type TestUser,
  testOffice,
} from '@zhucan/testing/office'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findUser } from '../access/index.ts'
import { holdTable } from '../platform/test-locks.ts'
import { exportRefusals } from './index.ts'
import { makeExport, removeExpired } from './make-export.ts'
import { identifyExports } from './marks.ts'
import { readRows } from './test-exports.ts'

const county = '990101000000'
type Caller = Awaited<ReturnType<TestOffice['signIn']>>

describe('exports', () => {
  let office: TestOffice
  let owner: ReturnType<typeof createPool>
  let place: SeededPlace
  let worker: TestUser
  let clerk: Caller
  let leader: Caller
  let folder: string

  beforeAll(async () => {
    office = await testOffice()
    owner = createPool(office.database.ownerUrl, { max: 1 })
    await owner.query(`set app.reach = '{[000000000000,999999999999)}'`)
    place = await seedPlace(office, '990101001001')
    for (const village of ['990101001001', '990101001200', '990101001200']) await seedPlace(office, village)
    await seedPlace(office, '990201001001')
    worker = await office.user('caseworker', county)
    clerk = await office.signIn(worker)
    leader = await office.signIn(await office.user('leader', county))
    folder = await mkdtemp(join(tmpdir(), 'zhucan-exports-'))
  })
  beforeEach(async () => {
    await owner.query('truncate export_spending, export_policy')
  })
  afterAll(async () => {
    await owner.end()
    await office.close()
    await rm(folder, { recursive: true, force: true })
  })

  const wish = { what: 'register', filter: { kind: 'holder' }, purpose: '核对年度名册' }
  const ask = async (caller: Caller, more: object = {}) => {
    const answer = await caller.call('/api/v1/exports', { json: { ...wish, ...more } })
    return { status: answer.status, body: await answer.json() }
  }
  const make = async (id: string, who = worker) =>
    makeExport(office.server, id, (await findUser(office.server, who.id))!)
  const stateOf = async (caller: Caller, id: string) => {
    const rows: { id: string; state: string }[] = await (await caller.call('/api/v1/exports')).json()
    return rows.find((r) => r.id === id)
  }
  const decide = async (caller: Caller, id: string, approve = true) =>
    (await caller.call(`/api/v1/exports/${id}/decide`, { json: { approve, note: '已核对用途' } })).status
  const setLimit = (name: string, amount: number, role = 'caseworker') =>
    owner.query(
      `insert into export_policy values (gen_random_uuid(), $1, $2, $3, '2026-01-01', $4, 'test', 'x', now())`,
      [role, name, county, amount],
    )
  const fetchFile = async (caller: Caller, id: string, name: string) => {
    const answer = await caller.call(`/api/v1/exports/${id}/file`)
    const path = join(folder, name)
    await writeFile(path, Buffer.from(await answer.arrayBuffer()))
    return { status: answer.status, path, type: answer.headers.get('content-type') }
  }
  const acts = async (action: string) =>
    (await owner.query('select details, subject_id from audit where action = $1 order by at', [action])).rows

  it('makes a small file at once: names masked, no number, purpose and person on top', async () => {
    const { status, body } = await ask(clerk)
    expect([status, body.needsApproval, body.state, body.rows]).toEqual([200, false, 'making', 4])
    expect((await clerk.call(`/api/v1/exports/${body.id}/file`)).status).toBe(409)
    await make(body.id)
    const file = await fetchFile(clerk, body.id, 'small.xlsx')
    expect(file.type).toContain('spreadsheetml')
    const [title, heading, ...rows] = await readRows(file.path)
    expect(title?.[0]).toContain('核对年度名册')
    expect(title?.[0]).toContain('范围：')
    expect(title?.[0]).toContain(body.id)
    expect(heading).toContain('姓名')
    expect(rows.map((r) => r[0])).toEqual(['金**', '金**', '金**', '金**'])
    expect(JSON.stringify(rows)).not.toMatch(/\d{15}/)
    expect(await acts('export.download')).toMatchObject([{ subject_id: body.id }])
    expect(await acts('export.made')).toMatchObject([{ details: { rows: 4 } }])
  })

  it.each(['xlsx', 'csv'])('a leaked %s says which export it is, from a single row', async (format) => {
    const { body } = await ask(clerk, { format })
    await make(body.id)
    const { path } = await fetchFile(clerk, body.id, `leak.${format}`)
    expect(await identifyExports(path)).toEqual([body.id])
    const [, heading, , last] = await readRows(path)
    const cut = join(folder, `cut-${format}.csv`)
    await writeFile(cut, `${heading?.join(',')}\n${last?.join(',')}\n`)
    expect(await identifyExports(cut)).toEqual([body.id])
    const auditor = await office.signIn(await office.user('audit-officer', county))
    const found = await auditor.call('/api/v1/exports/identify', {
      method: 'POST',
      body: await readFile(cut),
    })
    expect(await found.json()).toMatchObject([{ id: body.id, purpose: '核对年度名册' }])
    const elsewhere = await office.signIn(await office.user('audit-officer', '990201000000'))
    const foreign = await elsewhere.call('/api/v1/exports/identify', {
      method: 'POST',
      body: await readFile(cut),
    })
    expect(await foreign.json()).toEqual([])
  })

  it('rests sealed: no word of it is readable on the disk', async () => {
    const { body } = await ask(clerk, { format: 'csv' })
    await make(body.id)
    const bytes = await readFile(join(office.settings.dataDir, 'exports', body.id))
    expect(bytes.includes(Buffer.from('核对'))).toBe(false)
    expect(bytes.includes(Buffer.from('东街社区'))).toBe(false)
  })

  it('splitting into many small files gains nothing: the day has one budget', async () => {
    await setLimit('file-rows', 9)
    const answers = [await ask(clerk), await ask(clerk), await ask(clerk)]
    expect(answers.map((a) => a.body.needsApproval)).toEqual([false, false, true])
  })

  it('side by side requests cannot both be the last within the budget', async () => {
    await setLimit('file-rows', 4)
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(clerk)))
    const atOnce = answers.filter((a) => a.status === 200 && !a.body.needsApproval)
    expect(atOnce).toHaveLength(1)
  })

  it('side by side colleagues cannot both be the last within the budget of their office', async () => {
    await setLimit('office-rows', 4)
    await setLimit('office-rows', 4, 'leader')
    const page = (caller: Caller) => caller.call('/api/v1/persons?kind=holder').then((a) => a.status)
    const held = await holdTable(owner, 'export_spending')
    const both = [page(clerk), page(leader)]
    await held.hasWaiting(2)
    await held.release()
    expect((await Promise.all(both)).sort()).toEqual([200, 429])
  })

  it('what is large or has numbers is asked for only by who has just shown who they are', async () => {
    const sleeper = await office.user('caseworker', county)
    const left = await office.signIn(sleeper)
    await owner.query(
      `update auth_session set confirmed_at = confirmed_at - interval '11 minutes' where user_id = $1`,
      [sleeper.id],
    )
    const codeOf = async (more: object) => (await ask(left, more)).body.code
    expect(await codeOf({})).toBeUndefined()
    expect(await codeOf({ withNumbers: true })).toBe('access.confirm-needed')
    await setLimit('file-rows', 1)
    expect(await codeOf({})).toBe('access.confirm-needed')
    await left.call('/api/auth/confirm', { json: { password: sleeper.password } })
    expect(await codeOf({})).toBeUndefined()
  })

  it('a file stays behind with the office it was asked from', async () => {
    const mover = await office.user('caseworker', county)
    const before = await office.signIn(mover)
    const { body } = await ask(before)
    await make(body.id, mover)
    await owner.query(`update appointment set until_day = from_day where user_id = $1`, [mover.id])
    await owner.query(
      `insert into appointment (id, user_id, organisation_id, role, from_day)
       select gen_random_uuid(), $1, id, 'caseworker', '2026-11-20' from organisation where region = '990201000000' limit 1`,
      [mover.id],
    )
    const after = await office.signIn(mover)
    expect((await after.call('/api/v1/exports')).status).toBe(200)
    expect((await after.call(`/api/v1/exports/${body.id}/file`)).status).toBe(404)
  })

  it('an approved file is made from the office that was approved, whatever office came later', async () => {
    await setLimit('file-rows', 1)
    const mover = await office.user('caseworker', county)
    const { body } = await ask(await office.signIn(mover))
    expect(await decide(leader, body.id)).toBe(200)
    const asked = await owner.query(
      `select payload from graphile_worker._private_jobs where payload::jsonb @> $1`,
      [JSON.stringify({ exportId: body.id })],
    )
    const held = await owner.query(`select id from appointment where user_id = $1`, [mover.id])
    expect(asked.rows[0]?.payload).toMatchObject({ userId: mover.id, appointmentId: held.rows[0].id })
  })

  it('a file that nobody may make any more says so instead of being made for ever', async () => {
    const gone = await office.user('caseworker', county)
    const { body } = await ask(await office.signIn(gone))
    await owner.query(`update appointment set until_day = from_day where user_id = $1`, [gone.id])
    await exportRefusals['export-make']!(office.server, { exportId: body.id, userId: gone.id })
    const row = await owner.query('select state, problem from export_request where id = $1', [body.id])
    expect(row.rows[0]).toMatchObject({ state: 'failed', problem: { code: 'access.forbidden' } })
  })

  it('paging through a list ends at the budget, the refusal is written down, and tomorrow is another day', async () => {
    await setLimit('rows', 9)
    const page = async () => (await clerk.call('/api/v1/persons?kind=holder')).status
    expect([await page(), await page(), await page()]).toEqual([200, 200, 429])
    expect((await acts('export.refused')).at(-1)).toMatchObject({ details: { measure: 'rows', limit: 9 } })
    expect((await ask(clerk)).body.needsApproval).toBe(true)
    await owner.query(`update export_spending set day = day - 1`)
    expect(await page()).toBe(200)
  })

  it('all ways out are one budget: pages of lists, numbers one by one, searches, the whole office', async () => {
    await setLimit('numbers', 2)
    const reveal = async () =>
      (
        await clerk.call(`/api/v1/persons/${place.persons}/reveal`, {
          json: { field: 'id', reason: '核对证件' },
        })
      ).status
    expect([await reveal(), await reveal(), await reveal()]).toEqual([200, 200, 429])
    await setLimit('misses', 1)
    const miss = async () =>
      (await clerk.call('/api/v1/persons/find-by-number', { json: { number: '990101199001010011' } })).status
    const { idNumber } = place
    expect((await clerk.call('/api/v1/persons/find-by-number', { json: { number: idNumber } })).status).toBe(
      200,
    )
    const foreign = await seedPlace(office, '990201001001')
    const other = (number: string) => clerk.call('/api/v1/persons/find-by-number', { json: { number } })
    expect((await other(foreign.idNumber)).status).toBe(200)
    expect((await other(foreign.idNumber)).status).toBe(429)
    expect(typeof (await miss())).toBe('number')
    const budget = await (await clerk.call('/api/v1/exports/budget')).json()
    expect(budget).toContainEqual({ measure: 'numbers', spent: 2, limit: 2, approved: 0 })
    await setLimit('office-rows', 5, 'leader')
    await clerk.call('/api/v1/persons?kind=holder')
    expect((await leader.call('/api/v1/persons?kind=holder')).status).toBe(429)
  })

  it('above the budget nobody gets a file without a second person, who is never the same', async () => {
    await setLimit('file-rows', 1, 'leader')
    await setLimit('file-rows', 1)
    const own = await ask(leader)
    expect(own.body.state).toBe('waiting')
    expect(await decide(leader, own.body.id)).toBe(403)
    const { body } = await ask(clerk)
    expect(await decide(clerk, body.id)).toBe(403)
    const elsewhere = await office.signIn(await office.user('leader', '990201000000'))
    expect(await decide(elsewhere, body.id)).toBe(404)
    await make(body.id)
    expect((await stateOf(clerk, body.id))?.state).toBe('waiting')
    const waiting = await (await leader.call('/api/v1/exports/to-approve')).json()
    expect(waiting).toContainEqual(
      expect.objectContaining({ id: body.id, rows: 4, purpose: '核对年度名册', filter: { kind: 'holder' } }),
    )
    expect(await decide(leader, body.id)).toBe(200)
    expect(await decide(leader, body.id)).toBe(409)
    await make(body.id)
    expect((await fetchFile(clerk, body.id, 'approved.xlsx')).status).toBe(200)
    expect((await leader.call(`/api/v1/exports/${body.id}/file`)).status).toBe(404)
    const budget = await (await clerk.call('/api/v1/exports/budget')).json()
    expect(budget).toContainEqual({ measure: 'file-rows', spent: 0, limit: 1, approved: 4 })
  })

  it('an approval holds for these rows alone: neither filter nor count can change behind it', async () => {
    await setLimit('file-rows', 1)
    const { body } = await ask(clerk, { filter: { region: '990101001001', kind: 'holder' } })
    const pool = createPool(office.database.appUrl, { max: 1 })
    const app = await pool.connect()
    await app.query('begin')
    await app.query(`select set_config('app.reach', '{[000000000000,999999999999)}', true)`)
    for (const change of [`filter = '{}'`, 'with_numbers = true', 'rows = 100000', `purpose = 'other'`]) {
      await app.query('savepoint s')
      await expect(app.query(`update export_request set ${change} where id = $1`, [body.id])).rejects.toThrow(
        /permission denied/,
      )
      await app.query('rollback to s')
    }
    await app.query('rollback')
    app.release()
    await pool.end()
    expect(await decide(leader, body.id)).toBe(200)
    await seedPlace(office, '990101001001')
    await make(body.id)
    expect(await stateOf(clerk, body.id)).toMatchObject({
      state: 'failed',
      problem: { code: 'export.grown' },
    })
    expect(await readdir(join(office.settings.dataDir, 'exports'))).not.toContain(body.id)
  })

  it('numbers leave only with the right to see them, and count one by one', async () => {
    expect((await ask(leader, { withNumbers: true })).status).toBe(403)
    const { body } = await ask(clerk, { withNumbers: true, filter: { region: '990101001200' } })
    expect(body.needsApproval).toBe(false)
    await make(body.id)
    const { path } = await fetchFile(clerk, body.id, 'numbers.xlsx')
    const [, heading, row] = await readRows(path)
    expect(row?.[heading!.indexOf('身份证号')]).toMatch(/^990101\d{11}[\dX]$/)
    expect(row?.[heading!.indexOf('联系电话')]).toBe('13800000000')
    const budget = await (await clerk.call('/api/v1/exports/budget')).json()
    expect(budget).toContainEqual({ measure: 'numbers', spent: 6, limit: 100, approved: 0 })
  })

  it('a file past its time is gone, and so is everybody else’s', async () => {
    const { body } = await ask(clerk)
    await make(body.id)
    const other = await office.signIn(await office.user('caseworker', county))
    expect((await other.call(`/api/v1/exports/${body.id}/file`)).status).toBe(404)
    await owner.query(`update export_request set expires_at = '2026-11-21T00:00:00Z' where id = $1`, [
      body.id,
    ])
    expect((await clerk.call(`/api/v1/exports/${body.id}/file`)).status).toBe(410)
    await removeExpired(office.server)
    expect(await readdir(join(office.settings.dataDir, 'exports'))).not.toContain(body.id)
    expect((await stateOf(clerk, body.id))?.state).toBe('gone')
  })

  it('a right withdrawn before the file is made makes none', async () => {
    const gone = await office.user('caseworker', county)
    const { body } = await ask(await office.signIn(gone))
    await owner.query(`update appointment set role = 'system-officer' where user_id = $1`, [gone.id])
    await make(body.id, gone)
    const row = await owner.query('select state, problem from export_request where id = $1', [body.id])
    expect(row.rows[0]).toMatchObject({ state: 'failed', problem: { code: 'access.forbidden' } })
  })

  it('reaches nobody outside the area, whatever the filter says, and refuses filters it does not know', async () => {
    expect((await ask(clerk, { filter: { region: '990201001001' } })).status).toBe(422)
    expect((await ask(clerk, { filter: { kind: 'holder', secret: 'x' } })).status).toBe(400)
    expect((await ask(clerk, { purpose: ' x ' })).status).toBe(400)
  })

  it('writes what looks like a formula as text', async () => {
    await owner.query(`update person set name = '=1+1' where id = $1`, [place.persons])
    const { body } = await ask(clerk, {
      format: 'csv',
      filter: { region: '990101001001' },
      withNumbers: true,
    })
    await make(body.id)
    const { path } = await fetchFile(clerk, body.id, 'formula.csv')
    expect(await readFile(path, 'utf8')).toContain(`'=1+1`)
    await owner.query(`update person set name = $2 where id = $1`, [place.persons, place.canary])
  })

  it('lets the security officer set a budget for a place and a day, and nobody else', async () => {
    const officer = await office.signIn(await office.user('security-officer', county))
    const json = {
      role: 'caseworker',
      name: 'rows',
      region: county,
      fromDay: '2026-11-01',
      amount: 3,
      basis: '办公会决定',
    }
    expect((await clerk.call('/api/v1/exports/policy', { method: 'PUT', json })).status).toBe(403)
    expect(
      await (await officer.call('/api/v1/exports/policy', { method: 'PUT', json })).json(),
      'a smaller one holds at once',
    ).toEqual({ done: true, waits: false })
    expect((await clerk.call('/api/v1/persons?kind=holder')).status).toBe(429)
    const outside = { ...json, region: '990201000000' }
    expect((await officer.call('/api/v1/exports/policy', { method: 'PUT', json: outside })).status).toBe(404)
  })

  it('exports clues masked, with the rule in words', async () => {
    const { body } = await ask(clerk, {
      what: 'clues',
      filter: { rule: 'certificate-expired' },
      format: 'csv',
    })
    await make(body.id)
    const { path } = await fetchFile(clerk, body.id, 'clues.csv')
    const [, , row] = await readRows(path)
    expect(row?.[0]).toBe('残疾人证已过期')
    expect(row?.[4]).toBe('金**')
  })

  it.each([
    {},
    { state: 'open' },
    { state: 'in-work' },
    { mine: 'true' },
    { colour: 'red' },
    { holder: '3' },
  ])('counts as many clues as the list shows for %o', async (filter) => {
    const shown = await (await clerk.call(`/api/v1/clues?${new URLSearchParams(filter)}`)).json()
    const asked = { json: { what: 'clues', filter, withNumbers: false } }
    const measured = await (await clerk.call('/api/v1/exports/measure', asked)).json()
    expect(measured.rows).toBe(shown.total)
    expect(measured.scope.zh).toMatch(/^(状态|待我处理|期限|所在层级|全部)/)
  })
})
