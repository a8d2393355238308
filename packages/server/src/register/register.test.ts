import { type SeededPlace, seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('register', () => {
  let office: TestOffice
  let east: SeededPlace
  let village: SeededPlace
  let clerk: Awaited<ReturnType<TestOffice['signIn']>>
  beforeAll(async () => {
    office = await testOffice()
    east = await seedPlace(office, '990101001001')
    village = await seedPlace(office, '990101001200')
    clerk = await office.signIn(await office.user('data-clerk', '990101000000'))
  })
  afterAll(() => office.close())

  const get = async (path: string) => (await clerk.call(path)).json()
  const find = async (number: string) =>
    (await clerk.call('/api/v1/persons/find-by-number', { json: { number } })).json()

  it('finds a person by ID however it was typed', async () => {
    const { idNumber } = east
    for (const typed of [
      idNumber,
      ` ${idNumber.slice(0, 6)} ${idNumber.slice(6)} `,
      idNumber.toLowerCase(),
      `${idNumber}41B1`,
    ]) {
      expect(await find(typed)).toEqual({ usable: true, ids: [east.persons] })
    }
  })

  it('asks again who looks at one number after the other, and goes on once they have shown it', async () => {
    const who = await office.user('caseworker', '990101000000')
    const caller = await office.signIn(who)
    const reveal = async () => {
      const json = { field: 'id', reason: '核对证件' }
      const answer = await caller.call(`/api/v1/persons/${east.persons}/reveal`, { json })
      return (await answer.json()).code ?? answer.status
    }
    const { now } = office.server
    for (let n = 0; n < 10; n++) expect([n, await reveal()]).toEqual([n, 200])
    office.server.now = () => now() + 11 * 60_000
    expect(await reveal()).toBe('access.confirm-needed')
    await caller.call('/api/auth/confirm', { json: { password: who.password } })
    expect(await reveal()).toBe(200)
    office.server.now = now
  })

  it('says when a number cannot be one, and nothing of people elsewhere', async () => {
    expect(await find('12345')).toEqual({ usable: false, ids: [] })
    const foreign = await seedPlace(office, '990201001001')
    expect(await find(foreign.idNumber)).toEqual({ usable: true, ids: [] })
  })

  it('masks names in lists and never sends a number there', async () => {
    const list = await get('/api/v1/persons?kind=holder')
    expect(list.total).toBe(2)
    expect(list.rows[0].name).toBe('金**')
    expect(JSON.stringify(list)).not.toMatch(/\d{15}/)
  })

  it.each([
    ['region=990101001200', 1],
    ['region=990101000000', 2],
    ['name=金丝雀9901', 2],
    ['name=丝雀', 0],
    ['name=%25', 0],
    ['level=1&category=physical', 2],
    ['level=2', 0],
    ['certificateState=expired', 2],
    ['certificateState=valid', 0],
    ['rule=certificate-expired', 2],
    ['rule=dead-but-paid', 0],
  ])('narrows by %s to %i people', async (filter, count) => {
    const list = await get(`/api/v1/persons?${filter}`)
    expect([list.total, list.rows.length]).toEqual([count, count])
  })

  it('shows one person with certificate, household, sources and clues, numbers masked', async () => {
    const page = await get(`/api/v1/persons/${village.persons}`)
    expect(page).toMatchObject({
      name: village.canary,
      certificateState: 'expired',
      hukouPath: [{ level: 1 }, { level: 2 }, { level: 3 }, { level: 4 }, { name: '李家村', level: 5 }],
      household: [{ isHead: true }],
      clues: [{ rule: 'certificate-expired' }],
    })
    expect(page.timeline.map((t: { kind: string }) => t.kind).sort()).toEqual(['listed', 'said'])
    const masked = page.numbers.map((n: { masked: string }) => n.masked)
    expect(masked).toHaveLength(3)
    expect(masked.every((m: string) => m.includes('****'))).toBe(true)
    expect(JSON.stringify(page)).not.toContain(village.idNumber)
    // Place and birth stand on the page: with the end of the number it could be put together without being revealed.
    expect(JSON.stringify(page.numbers)).not.toContain(village.idNumber.slice(-4))
  })

  it('wants a reason before it shows a number', async () => {
    const answer = await clerk.call(`/api/v1/persons/${east.persons}/reveal`, {
      json: { field: 'phone', reason: ' ' },
    })
    expect(answer.status).toBe(400)
    const told = await clerk.call(`/api/v1/persons/${east.persons}/reveal`, {
      json: { field: 'phone', reason: 'home visit' },
    })
    expect(await told.json()).toEqual({ value: '13800000000' })
  })

  it('answers alike for a person elsewhere and one who does not exist', async () => {
    const foreign = await seedPlace(office, '990201001200')
    const elsewhere = await clerk.call(`/api/v1/persons/${foreign.persons}`)
    const nobody = await clerk.call('/api/v1/persons/01a1fc42-d20e-744f-b24b-6768d6a9e390')
    const withoutId = async (answer: Response) => ({ ...(await answer.json()), requestId: '' })
    expect(await withoutId(elsewhere)).toEqual(await withoutId(nobody))
  })

  it('counts on the dashboard what the lists behind it hold', async () => {
    const board = await get('/api/v1/dashboard')
    expect(board.people).toEqual([{ kind: 'holder', count: 2 }])
    for (const cell of board.matrix) {
      const behind = await get(
        `/api/v1/persons?kind=holder&category=${cell.category}&level=${cell.level}&region=${board.region}`,
      )
      expect(behind.total).toBe(cell.count)
    }
    for (const rule of board.cluesByRule) {
      expect((await get(`/api/v1/clues?rule=${rule.rule}&region=${board.region}`)).total).toBe(rule.open)
    }
    for (const region of board.byRegion) {
      expect((await get(`/api/v1/persons?kind=holder&region=${region.code}`)).total).toBe(region.holders)
      expect((await get(`/api/v1/clues?region=${region.code}`)).total).toBe(region.clues)
    }
  })

  it('ends the trend of clues with those that are open now', async () => {
    const board = await get('/api/v1/dashboard')
    const open = board.cluesByRule.reduce((sum: number, rule: { open: number }) => sum + rule.open, 0)
    for (const by of ['week', 'month']) {
      const { points } = await get(`/api/v1/dashboard/trend?by=${by}`)
      expect(points).toHaveLength(12)
      expect(points.at(-1).open).toBe(open)
    }
  })

  it('explains a clue clause by clause in two languages', async () => {
    const clue = await get(`/api/v1/clues/${east.clues}`)
    expect(clue.why.clauses.length).toBeGreaterThan(1)
    for (const clause of clue.why.clauses)
      expect(clause).toMatchObject({
        outcome: true,
        text: { zh: expect.any(String), en: expect.any(String) },
      })
    expect(clue.why.rows.length).toBeGreaterThan(0)
  })

  it('walks the five levels of the tree and counts the holders of each', async () => {
    const county = await get('/api/v1/regions/990101000000?count=holders')
    expect(county.children).toEqual([
      { code: '990101001000', name: '城关街道', level: 4, hasChildren: true, holders: 2 },
    ])
    const nation = await get('/api/v1/regions/000000000000')
    expect(nation.children.map((r: { name: string }) => r.name)).toEqual(['虚构省'])
    expect((await get('/api/v1/regions/search?q=李家'))[0].path).toHaveLength(5)
  })
})
