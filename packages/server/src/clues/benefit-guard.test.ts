import { randomUUID } from 'node:crypto'
import { createPool } from '@zhucan/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, type Clerk, county, finding, type Loop, openLoop, photo } from './test-clues.ts'

const stop = { kind: 'stop', decision: 'Payment ends.', basis: 'Rule 1' }

/** Nothing takes a benefit away without a human decision and its evidence. */
describe('what takes a benefit away', () => {
  let loop: Loop
  let finder: Clerk
  let decider: Clerk
  beforeAll(async () => {
    loop = await openLoop()
    finder = await loop.join('caseworker', county)
    decider = await loop.join('caseworker', county)
  })
  afterAll(() => loop.close())

  /** A clue the finder has answered. */
  const answered = async (verdict: string, withPhoto: boolean): Promise<string> => {
    const clue = await loop.addClue()
    const files = withPhoto ? [(await finder.send(`/${clue}/files`, photo, 'photo.jpg')).body.id] : []
    expect((await act(finder, clue, 'feedback', { ...finding, verdict, files })).status).toBe(200)
    return clue
  }

  it.each([
    ['false', true, 'clue.benefit-needs-true'],
    ['unknown', true, 'clue.benefit-needs-true'],
    ['true', false, 'clue.benefit-needs-evidence'],
  ])('is refused on feedback %s (photo: %s)', async (verdict, withPhoto, code) => {
    const clue = await answered(verdict, withPhoto)
    for (const kind of ['stop', 'recover'])
      expect((await act(decider, clue, 'handle', { ...stop, kind, amountFen: 100 })).body.code).toBe(code)
    expect((await decider.get(`/${clue}`)).body.work.benefit).toBe(code)
    expect((await act(decider, clue, 'handle', { ...stop, kind: 'refer' })).status).toBe(200)
  })

  it('is refused to whoever gave the feedback, and open to a colleague', async () => {
    const clue = await answered('true', true)
    expect((await act(finder, clue, 'handle', stop)).body.code).toBe('clue.benefit-needs-other-person')
    expect((await act(decider, clue, 'handle', stop)).body.state).toBe('handling')
  })

  it('is refused where the second look differs, until there is new feedback', async () => {
    const clue = await answered('true', true)
    await decider.post('/sample', { filter: {}, rate: 100 })
    const own = await act(finder, clue, 'sample-result', { ...finding, result: 'agrees' })
    expect(own.body.code).toBe('clue.second-look-same-person')
    await act(decider, clue, 'sample-result', { ...finding, result: 'differs' })
    expect((await act(decider, clue, 'handle', stop)).body.code).toBe('clue.benefit-second-look-differs')
  })

  it('takes a record of the person as evidence, and nobody else’s', async () => {
    const clue = await loop.addClue()
    const other = await loop.addClue()
    const rowsOf = async (id: string) => (await finder.get(`/${id}`)).body.why.rows
    const [foreignRow] = await rowsOf(other)
    const [row] = await rowsOf(clue)
    const give = (factId: string) => act(finder, clue, 'feedback', { ...finding, verdict: 'true', factId })
    for (const forged of [`assertion:${'-'.repeat(36)}`, `list:${'a'.repeat(36)}:0:1`])
      expect([forged, (await give(forged)).status]).toEqual([forged, 400])
    expect((await give(foreignRow.factId)).body.code).toBe('clue.unknown-fact')
    expect((await give(row.factId)).status).toBe(200)
    expect((await act(decider, clue, 'handle', stop)).status).toBe(200)
  })

  it('needs the amount where money comes back or is let go', async () => {
    const clue = await answered('true', true)
    for (const kind of ['recover', 'waive'])
      expect((await act(decider, clue, 'handle', { ...stop, kind })).body.code).toBe('clue.amount-needed')
    expect((await act(decider, clue, 'handle', { ...stop, kind: 'correct', amountFen: 1 })).status).toBe(400)
  })

  it('takes files of this clue only, once, and only photos and papers of a bearable size', async () => {
    const clue = await loop.addClue()
    const sent = (await finder.send(`/${clue}/files`, photo, 'a.jpg')).body.id
    const give = (to: string, files: string[]) =>
      act(finder, to, 'feedback', { ...finding, verdict: 'true', files })
    expect((await give(await loop.addClue(), [sent])).body.code).toBe('clue.unknown-file')
    expect((await finder.send(`/${clue}/files`, Buffer.from('<script>'), 'a.jpg')).body.code).toBe(
      'clue.file-kind',
    )
    const large = Buffer.concat([photo, Buffer.alloc(10 * 1024 * 1024)])
    expect((await finder.send(`/${clue}/files`, large, 'a.jpg')).body.code).toBe('clue.file-too-large')
    expect(
      (await act(finder, clue, 'feedback', { ...finding, verdict: 'true', visitedOn: '2026-11-22' })).body
        .code,
    ).toBe('clue.future-visit')
  })

  /** Asks the database itself, as the application could if its own check were gone. */
  const handleBehindTheApplication = async (clue: string, by: Clerk, kind = 'stop', as = by) => {
    const client = await loop.office.server.pool.connect()
    try {
      await client.query('begin')
      await client.query(
        `select set_config('app.reach', '{[990101000000,990102000000)}', true), set_config('app.user_id', $1, true)`,
        [by.who.id],
      )
      await client.query(
        `insert into clue_handling (id, clue_id, feedback_id, kind, decision, basis, handled_by, organisation_id, at)
         select $1, f.clue_id, f.id, $2, 'Payment ends.', 'Rule 1', $3, f.organisation_id, now()
         from clue_feedback f where f.clue_id = $4 and f.kind = 'feedback' order by f.version limit 1`,
        [randomUUID(), kind, as.who.id, clue],
      )
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  it('is refused by the database too, whatever the application says', async () => {
    const refused = /benefit needs|somebody else/
    await expect(handleBehindTheApplication(await answered('false', true), decider)).rejects.toThrow(refused)
    await expect(handleBehindTheApplication(await answered('true', false), decider)).rejects.toThrow(refused)
    const good = await answered('true', true)
    await expect(handleBehindTheApplication(good, finder)).rejects.toThrow(refused)
    await expect(handleBehindTheApplication(good, finder, 'stop', decider)).rejects.toThrow(refused)
    await expect(handleBehindTheApplication(good, decider)).resolves.toBeUndefined()
    await act(decider, good, 'handle', { ...stop, kind: 'refer' })
    await act(decider, good, 'close')
    await act(decider, good, 'reopen', { note: 'Heard again.' })
    await act(finder, good, 'feedback', { ...finding, verdict: 'false' })
    await expect(handleBehindTheApplication(good, decider)).rejects.toThrow(refused)
  })

  it('would pass without the trigger: the test sees what it guards against', async () => {
    const clue = await answered('false', false)
    const owner = createPool(loop.office.database.ownerUrl, { max: 1 })
    await owner.query('alter table clue_handling disable trigger clue_handling_guard')
    try {
      await expect(handleBehindTheApplication(clue, decider)).resolves.toBeUndefined()
    } finally {
      await owner.query('alter table clue_handling enable trigger clue_handling_guard')
      await owner.end()
    }
    await expect(handleBehindTheApplication(clue, decider)).rejects.toThrow(/benefit needs/)
  })
})
