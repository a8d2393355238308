import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evidenceFolder } from './evidence-file.ts'
import { sweepEvidence } from './loose-evidence.ts'
import {
  act,
  type Clerk,
  county,
  finding,
  type Loop,
  openLoop,
  otherVillage,
  photo,
  township,
  village,
} from './test-clues.ts'

/** The whole way of a clue, as the people who walk it. */
describe('the loop of a clue', () => {
  let loop: Loop
  let clerk: Clerk
  let caseworker: Clerk
  let town: Clerk
  let commissioner: Clerk
  let auditor: Clerk
  let clue: string
  beforeAll(async () => {
    loop = await openLoop()
    clue = await loop.addClue()
    clerk = await loop.join('data-clerk', county)
    caseworker = await loop.join('caseworker', county)
    town = await loop.join('caseworker', township)
    commissioner = await loop.join('commissioner', village)
    auditor = await loop.join('audit-officer', county)
  })
  afterAll(() => loop.close())

  const colour = async (by: Clerk, day: string) => {
    loop.setDay(day)
    const { body } = await by.get('?state=open')
    return body.rows.map((row: { colour: string }) => row.colour)
  }

  it('starts with the county, which sees who could take it', async () => {
    const { body } = await clerk.get('?state=new')
    expect(body.rows).toMatchObject([
      { state: 'new', holder: 3, place: village, due: null, colour: 'clear', version: 1, actions: ['issue'] },
    ])
    const offices = (await clerk.get(`/offices?region=${village}`)).body
    expect([...new Set(offices.map((o: { holder: number }) => o.holder))].sort()).toEqual([4, 5])
    expect(offices.find((o: { name: string }) => o.name === `残联${village}`)).toMatchObject({
      holder: 5,
      region: village,
      regionName: '东街社区',
      people: [{ id: commissioner.who.id, role: 'commissioner' }],
    })
  })

  it('goes down to the township with a deadline, and from there to the village', async () => {
    expect(await act(clerk, clue, 'issue', { to: 4, due: '2026-12-05' })).toMatchObject({
      status: 200,
      body: { state: 'issued', holder: 4, version: 2, due: '2026-12-05' },
    })
    expect((await town.get('?mine=true')).body.rows).toMatchObject([{ id: clue, actions: ['receive'] }])
    expect((await clerk.get('?mine=true')).body.total).toBe(0)
    expect((await act(town, clue, 'receive')).body).toMatchObject({ state: 'received', holder: 4 })
    expect((await act(town, clue, 'issue', { to: 5 })).body).toMatchObject({
      state: 'issued',
      holder: 5,
      due: '2026-12-01',
    })
  })

  it('turns blue, orange and red by the day', async () => {
    expect(await colour(commissioner, '2026-11-27')).toEqual(['clear'])
    expect(await colour(commissioner, '2026-11-28')).toEqual(['blue'])
    expect(await colour(town, '2026-12-01')).toEqual(['blue'])
    expect(await colour(clerk, '2026-12-02')).toEqual(['orange'])
    expect(await colour(clerk, '2026-12-08')).toEqual(['orange'])
    expect(await colour(clerk, '2026-12-09')).toEqual(['red'])
    expect((await clerk.get('?state=open&colour=red')).body.total).toBe(1)
    expect((await clerk.get('?state=open&colour=orange')).body.total).toBe(0)
    loop.setDay('2026-11-21')
  })

  it('is checked in the village, with a photo that rests sealed', async () => {
    await act(commissioner, clue, 'receive')
    await act(commissioner, clue, 'verify')
    const sent = await commissioner.send(`/${clue}/files`, photo, '门牌 990101196005060013.jpg')
    expect(sent).toMatchObject({ status: 200, body: { mediaType: 'image/jpeg', size: photo.length } })
    expect(sent.body.fileName).not.toContain('990101196005060013')
    const given = await act(commissioner, clue, 'feedback', {
      ...{ verdict: 'true', ...finding, files: [sent.body.id] },
      text: 'The certificate of 990101196005060013 is out of date.',
    })
    expect(given.body).toMatchObject({ state: 'answered', holder: 4, due: '2026-12-05' })
    const page = (await town.get(`/${clue}`)).body
    expect(page.work.feedbacks).toMatchObject([
      { kind: 'feedback', verdict: 'true', visit: 'home', isLatest: true, files: [{ id: sent.body.id }] },
    ])
    expect(page.work.feedbacks[0].text).not.toContain('990101196005060013')
    const pages = async () =>
      (
        await loop.asOwner(
          `select (ways->>'clue-page')::int as pages from export_spending where user_id = $1 and measure = 'pages'`,
          [town.who.id],
        )
      )[0].pages
    const before = await pages()
    const back = await town.bytes(`/${clue}/files/${sent.body.id}`)
    expect(await pages(), 'evidence is a page like any other').toBe(before + 1)
    expect(back.headers.get('content-type')).toBe('image/jpeg')
    expect(Buffer.from(await back.arrayBuffer()).equals(photo)).toBe(true)
  })

  it('keeps the evidence somebody named, and clears away after a week what nobody did', async () => {
    const folder = evidenceFolder(loop.office.server)
    await writeFile(join(folder, 'loose'), 'sealed')
    await loop.asOwner(
      `insert into clue_file (id, clue_id, file_name, media_type, size, content_hash, stored_as, uploaded_by, uploaded_at)
        values (gen_random_uuid(), $1, 'loose.jpg', 'image/jpeg', 1, '', 'loose', $2, $3)`,
      [clue, commissioner.who.id, new Date(loop.office.server.now())],
    )
    const { now } = loop.office.server
    await sweepEvidence(loop.office.server)
    const files = () => loop.asOwner('select stored_as, feedback_id from clue_file')
    expect(await files()).toContainEqual({ stored_as: 'loose', feedback_id: null })
    const before = (await readdir(folder)).length
    const later = { ...loop.office.server, now: () => now() + 8 * 86_400_000 }
    await sweepEvidence(later)
    expect((await files()).every((file) => file.feedback_id !== null)).toBe(true)
    expect(await files()).not.toHaveLength(0)
    expect((await readdir(folder)).length).toBe(before - 1)
  })

  it('is returned once, answered again and passed up', async () => {
    const back = await act(town, clue, 'return', { note: 'The photo does not show the day.' })
    expect(back.body).toMatchObject({ state: 'returned', holder: 5 })
    const sent = await commissioner.send(`/${clue}/files`, photo, 'again.jpg')
    await act(commissioner, clue, 'feedback', { verdict: 'true', ...finding, files: [sent.body.id] })
    const up = await act(town, clue, 'pass-up')
    expect(up.body).toMatchObject({ state: 'answered', holder: 3, due: '2026-12-21' })
  })

  it('is drawn for a second look by a seed that is on record', async () => {
    const drawn = await clerk.post('/sample', { filter: {}, rate: 50, seed: 'autumn-2026' })
    expect(drawn.body).toMatchObject({ seed: 'autumn-2026', rate: 50, population: 1, drawn: 1 })
    expect(
      (await act(caseworker, clue, 'handle', { kind: 'correct', decision: 'Corrected.', basis: 'Rule 1' }))
        .status,
    ).toBe(409)
    const looked = await act(caseworker, clue, 'sample-result', {
      ...finding,
      visit: 'phone',
      result: 'agrees',
    })
    expect(looked.body).toMatchObject({ state: 'answered', holder: 3 })
    expect((await clerk.get(`/${clue}`)).body).toMatchObject({
      sample: 'agrees',
      work: { sample: { seed: 'autumn-2026', rate: 50 }, benefit: null },
    })
    expect((await clerk.post('/sample', { filter: {}, rate: 100 })).body.code).toBe('clue.nothing-done')
  })

  it('is decided and closed by the county', async () => {
    expect((await act(clerk, clue, 'close')).body.code).toBe('clue.handling-needed')
    const decided = await act(clerk, clue, 'handle', {
      ...{ kind: 'recover', decision: 'Three months are paid back.', basis: '民发〔2021〕70号' },
      ...{ amountFen: 30_000, fromDay: '2026-12-01' },
    })
    expect(decided.body).toMatchObject({ state: 'handling', holder: 3 })
    const closed = await act(caseworker, clue, 'close', { note: 'Paid back in full.' })
    expect(closed.body).toMatchObject({ state: 'closed', due: null })
    expect((await clerk.get('?state=open')).body.total).toBe(0)
    expect((await clerk.get('?state=closed')).body.rows).toMatchObject([
      { id: clue, colour: 'clear', verdict: 'true', actions: ['reopen'] },
    ])
  })

  it('keeps every step in its history, which the database lets nobody change', async () => {
    const { body } = await clerk.get(`/${clue}/history`)
    expect(body.map((line: { action: string }) => line.action)).toEqual([
      ...['issue', 'receive', 'issue', 'receive', 'verify', 'feedback', 'return', 'feedback', 'pass-up'],
      ...['draw', 'sample-result', 'handle', 'close'],
    ])
    expect(body[0]).toMatchObject({
      ...{ from: 'new', to: 'issued', fromHolder: 3, toHolder: 4, due: '2026-12-05' },
      ...{ actorName: clerk.who.username, organisation: `残联${county}` },
    })
    const app = loop.office.server.pool
    for (const table of ['clue_event', 'clue_feedback', 'clue_handling'])
      for (const statement of [`update ${table} set at = now()`, `delete from ${table}`])
        await expect(app.query(statement)).rejects.toThrow(/permission denied/)
  })

  it('shows the auditor figures and no person, and leaves its entries in the audit', async () => {
    const figures = await auditor.get('/history-figures')
    expect(figures.body.rows).toContainEqual({
      ...{ action: 'handle', holder: 3, organisation: `残联${county}`, month: '2026-11', count: 1 },
    })
    expect(JSON.stringify(figures.body)).not.toContain('金')
    for (const path of ['', '/counts', `/${clue}`, `/${clue}/history`])
      expect([path, (await auditor.get(path)).status]).toEqual([path, 403])
    const entries = await loop.asOwner(
      `select action, fields, details from audit where subject_id = $1 and action like 'clue.%' order by at`,
      [clue],
    )
    expect(entries.map(({ action }) => action)).toContain('clue.handle')
    expect(entries.find(({ action }) => action === 'clue.feedback')).toMatchObject({
      fields: ['state', 'holder', 'verdict', 'finding', 'files'],
      details: { state: 'answered', holder: 4 },
    })
  })

  it('is taken up again, and is not asked a second time meanwhile', async () => {
    expect((await act(clerk, clue, 'reopen', { note: 'The family objects.' })).body).toMatchObject({
      state: 'reopened',
      holder: 3,
    })
    expect((await act(clerk, clue, 'issue', { to: 5 })).body).toMatchObject({ state: 'issued', holder: 5 })
  })

  it('may be done by whom it lies with, and by nobody else', async () => {
    const neighbour = await loop.join('commissioner', otherVillage)
    const stranger = await loop.join('data-clerk', '990201000000')
    const city = await loop.join('caseworker', '990100000000')
    for (const clerkElsewhere of [neighbour, stranger]) {
      expect((await clerkElsewhere.get(`/${clue}`)).status).toBe(404)
      expect((await clerkElsewhere.post(`/${clue}/receive`, { version: 20 })).status).toBe(404)
      expect((await clerkElsewhere.get(`/${clue}/history`)).status).toBe(404)
    }
    expect((await act(town, clue, 'receive')).body.code).toBe('clue.wrong-level')
    expect((await act(city, clue, 'receive')).body.code).toBe('clue.wrong-level')
    expect((await act(commissioner, clue, 'feedback', { verdict: 'false', ...finding })).body.code).toBe(
      'clue.wrong-state',
    )
    expect((await act(commissioner, clue, 'issue', { to: 5 })).status).toBe(403)
  })
})
