import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findUser } from '../access/index.ts'
import { invented, makeWorkbook } from '../imports/test-imports.ts'
import { inSession } from '../platform/index.ts'
import { type KnownPerson, streamPeople } from './people.store.ts'
import { deathsOf, openLinking, paymentsTo, people, registerOf, village } from './test-linking.ts'

describe('linking the rows that no number led from', () => {
  let bench: Awaited<ReturnType<typeof openLinking>>
  beforeAll(async () => {
    bench = await openLinking()
    expect(bench.people).toBe(people.length)
  }, 60_000)
  afterAll(() => bench.close())

  const hashRows = async (listId: string) =>
    (
      await bench.owner.query(
        `select md5(string_agg(r::text, '|' order by sheet, row_no)) as hash from list_row r where list_id = $1`,
        [listId],
      )
    ).rows[0].hash

  test('finds people behind wrong and missing numbers, and leaves strangers alone', async () => {
    const { clerk, owner, search, pairs, decide } = bench
    const stranger = {
      ...people[70]!,
      name: '欧阳无名',
      idNumber: people[70]!.idNumber.replace('990101', '990202'),
      place: village,
      phone: '13999999999',
    }
    const byCode = { ...people[0]!, place: '990101001200' }
    const listed = await paymentsTo([byCode, ...people.slice(1, 12), stranger], '202601')
    const { id } = await clerk.take(listed, '两项补贴.xlsx')
    const before = await hashRows(id)
    const run = await search(id)
    expect(run).toMatchObject({ state: 'done', problem: null, counts: { rows: 13, people: 90 } })
    expect(run.states.linked).toBeGreaterThanOrEqual(10)
    expect(before).toMatch(/^[0-9a-f]{32}$/)
    const { rows } = await owner.query(
      `select p.name, r.method from list_row r join person p on p.id = r.person_id where r.list_id = $1 order by row_no`,
      [id],
    )
    for (const row of rows) expect(row.method).toBe('linked')
    const linked = await owner.query(
      `select r.row_no, p.name from list_row r join person p on p.id = r.person_id where list_id = $1`,
      [id],
    )
    for (const { row_no, name } of linked.rows) expect(name).toBe(people[row_no - 2]!.name)
    expect(run.quality.groups.find((g: { by: string; key: string }) => g.key === 'han3').rows).toBe(12)
    // Taking every link back leaves the list as it was.
    for (const pair of await pairs(run.id, 'linked'))
      expect(
        (await decide(clerk.call, pair.id, { action: 'unlink', version: 1, note: '核对有误' })).status,
      ).toBe(200)
    expect(await hashRows(id)).toBe(before)
    expect(
      (
        await owner.query(
          `select count(*)::int as n from list_row where list_id = $1 and person_id is not null`,
          [id],
        )
      ).rows,
    ).toEqual([{ n: 0 }])
  })

  test('shows a pair side by side: what speaks for it, numbers masked, the differing place told', async () => {
    const { clerk, owner, pairs } = bench
    const [run] = await clerk.json('/api/v1/link-runs')
    const [line] = await pairs(run.id, 'unlinked')
    expect(line.name).toMatch(/^.\*+$/)
    const pair = await clerk.json(`/api/v1/link-pairs/${line.id}`)
    expect(pair.evidence.find((e: { comparison: string }) => e.comparison === 'name')).toMatchObject({
      level: 'same',
    })
    const sum = pair.evidence.reduce((all: number, e: { bits: number }) => all + e.bits, pair.start)
    expect(sum).toBeCloseTo(pair.weight, 1)
    const number = pair.fields.find((f: { field: string }) => f.field === 'number')
    expect(number.differsAt).toEqual([16])
    expect(JSON.stringify(pair.fields)).not.toMatch(/\d{9}/)
    expect(pair.actions).toEqual(['reopen'])
    const written = (await pairs(run.id, 'unlinked')).find(({ row }: { row: number }) => row === 2)
    const { fields } = await clerk.json(`/api/v1/link-pairs/${written.id}`)
    const place = fields.find((f: { field: string }) => f.field === 'place')
    expect(place.listed, 'a code is shown by its name').toBe(place.known)
    const { rows } = await owner.query(`select count(*)::int as n from audit where action = 'link.look'`)
    expect(rows[0].n).toBeGreaterThan(0)
  })

  test('a link that may end a benefit takes two people, is remembered, and can be taken back', async () => {
    const { clerk, colleague, search, pairs, decide } = bench
    const [rival, ...some] = people.slice(20, 26)
    const { id } = await clerk.take(await deathsOf(some), '死亡名单.xlsx')
    const run = await search(id)
    expect(run.states.linked ?? 0).toBe(0)
    const [first, second] = await pairs(run.id, 'review')
    expect(first.needsTwo).toBe(true)
    const accepted = await decide(clerk.call, first.id, { action: 'accept', version: 1 })
    expect(accepted.body).toMatchObject({ state: 'awaiting-second', isLinked: false })
    expect(await decide(clerk.call, first.id, { action: 'confirm', version: 2 })).toMatchObject({
      status: 403,
      body: { code: 'link.same-person' },
    })
    expect(await decide(colleague, first.id, { action: 'confirm', version: 1 })).toMatchObject({
      status: 409,
      body: { code: 'link.changed' },
    })
    expect(await decide(colleague, first.id, { action: 'confirm', version: 2 })).toMatchObject({
      status: 200,
      body: { state: 'accepted', isLinked: true },
    })
    expect((await decide(clerk.call, second.id, { action: 'reject', version: 1 })).body.state).toBe(
      'rejected',
    )
    // The same two rows in a later list: nobody is asked again.
    const more = await clerk.take(await deathsOf([...some, rival!]), '死亡名单二.xlsx')
    const again = await search(more.id)
    expect(again.states).toMatchObject({ accepted: 1, rejected: 1 })
    expect(again.modelFrom).not.toBeNull()
    expect((await decide(clerk.call, first.id, { action: 'unlink', version: 3 })).body.code).toBe(
      'link.note-missing',
    )
    const back = await decide(clerk.call, first.id, {
      action: 'unlink',
      version: 3,
      note: `另有其人 ${rival!.idNumber}`,
    })
    expect(JSON.stringify(back.body), 'no number rests in a note').not.toContain(rival!.idNumber)
    expect(back.body.events[0].note).toContain('另有其人')
    expect(back.body).toMatchObject({ state: 'unlinked', actions: ['reopen'] })
    expect(back.body.events.map((e: { action: string }) => e.action)).toEqual(['unlink', 'confirm', 'accept'])
  })

  test('draws a sample of the links, judges it, and estimates how many are right', async () => {
    const { clerk, search } = bench
    const { id } = await clerk.take(await paymentsTo(people.slice(40, 60), '202602'), '两项补贴二月.xlsx')
    const run = await search(id)
    const { drawn } = await (
      await clerk.call(`/api/v1/link-runs/${run.id}/sample`, { json: { size: 5 } })
    ).json()
    expect(drawn).toBe(5)
    const sample = (await clerk.json(`/api/v1/link-runs/${run.id}/pairs?state=linked&sampled=true`)).rows
    const rows = sample.map((pair: { row: number }) => pair.row)
    expect(rows, 'by chance, and the same in every installation').toEqual([7, 14, 2, 15, 19])
    for (const [at, { id: pair }] of sample.entries())
      await clerk.call(`/api/v1/link-pairs/${pair}/judge`, {
        json: { agrees: at > 0, version: 1, note: '看过' },
      })
    const after = await clerk.json(`/api/v1/link-runs/${run.id}`)
    expect(after.sample).toMatchObject({ drawn: 5, left: 0, links: { same: 4, differs: 1 } })
    expect(after.sample.precision.low).toBeLessThan(0.8)
    expect(after.states.unlinked).toBe(1)
    expect((await clerk.json(`/api/v1/link-runs/${run.id}/pairs?state=linked&sampled=true`)).rows).toEqual([])
  })

  test('questions are drawn as well: what people say of those tells how many were found', async () => {
    const { clerk, search, pairs, decide } = bench
    const { id } = await clerk.take(await deathsOf(people.slice(60, 68)), '死亡名单四.xlsx')
    const run = await search(id)
    const all = await pairs(run.id, 'review')
    const [answered] = all
    await decide(clerk.call, answered.id, { action: 'accept', version: 1 })
    const draw = async (size: number) =>
      (await clerk.call(`/api/v1/link-runs/${run.id}/sample`, { json: { size } })).json()
    expect(await draw(all.length - 3)).toEqual({ drawn: all.length - 3 })
    expect(await draw(100), 'the rest, one that was answered before among them').toEqual({ drawn: 3 })
    const shown = () => clerk.json(`/api/v1/link-runs/${run.id}`)
    expect((await shown()).sample).toMatchObject({
      ...{ drawn: all.length, left: all.length - 1, undrawn: 0 },
      ...{ questions: { same: 1, differs: 0, unsure: 0 }, precision: null },
    })
    const drawn = (await clerk.json(`/api/v1/link-runs/${run.id}/pairs?state=linked,review&sampled=true`))
      .rows
    expect(drawn.map((pair: { id: string }) => pair.id).sort()).toEqual(
      all
        .slice(1)
        .map((pair: { id: string }) => pair.id)
        .sort(),
    )
    for (const [at, pair] of drawn.entries())
      await decide(clerk.call, pair.id, { action: ['unsure', 'reject'][at] ?? 'accept', version: 1 })
    const { sample } = await shown()
    expect(sample.questions).toEqual({ same: all.length - 2, differs: 1, unsure: 1 })
    expect(sample.left).toBe(0)
    // Whatever the unsure one is, none was found before a second person has agreed.
    expect(sample.recall).toEqual({ low: 0, high: 0 })
  })

  test('says plainly what a list lacks, and starts nothing twice', async () => {
    const { clerk, owner, office, search } = bench
    const { id: poor } = await clerk.take(
      await makeWorkbook({
        死亡名单: [
          ['死者姓名', '死者身份证号', '死亡日期'],
          [people[0]!.name, people[0]!.idNumber, '2026-02-03'],
        ],
      }),
      '死亡名单三.xlsx',
    )
    expect(await search(poor)).toMatchObject({ state: 'failed', problem: { code: 'link.nothing-left' } })
    await owner.query(
      `update link_run set state = 'running', problem = null, started_at = $2 where list_id = $1`,
      [poor, new Date(office.settings.now())],
    )
    expect(await search(poor)).toMatchObject({ status: 409, code: 'link.running' })
    await owner.query(`update list set raw_deleted_at = now() where id = $1`, [poor])
    expect(await search(poor)).toMatchObject({ status: 410, code: 'link.raw-deleted' })
  })

  test('people come in the order of what is said of them, not of ids that each installation draws', async () => {
    const { clerk, office } = bench
    const alike = [5, 3, 9, 1, 7, 11].map((at) => ({
      ...people[0]!,
      ...invented(700 + at, people[0]!.birth),
    }))
    await clerk.take(await registerOf(alike), '同名同址.xlsx')
    const me = (await findUser(office.server, clerk.who.id))!
    const met = await inSession(office.server, me, async (ctx) => {
      const all: KnownPerson[] = []
      for await (const person of streamPeople(ctx, null)) all.push(person)
      return all
    })
    const said = met.map(({ name, birth, sex, region, residence, address, phone, number }) =>
      [name, birth, sex, region, residence, address, phone, number].join('\t'),
    )
    expect(said).toHaveLength(96)
    expect(said).toEqual([...said].sort())
  })

  test('no number of a run rests anywhere but sealed', async () => {
    const { rows } = await bench.owner.query(`select
      (select count(*)::int from link_pair where evidence::text ~ '[0-9]{9}') as pairs,
      (select count(*)::int from link_run where (coalesce(quality::text, '') || rules::text || coalesce(problem::text, '')) ~ '[0-9]{15}') as runs`)
    expect(rows).toEqual([{ pairs: 0, runs: 0 }])
  })
})
