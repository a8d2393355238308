import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, type Clerk, city, county, openWork, photo, township, village, type Work } from './test-work.ts'

const paper = { title: '关于开展助残日活动的通知', quote: '各县残联于11月30日前报送总结。' }
const asked = {
  clause: paper,
  title: '报送助残日活动总结',
  what: '收集各乡镇活动情况，形成书面总结。',
  reportTo: '市残联',
  receiveBy: '2026-11-24',
  dueOn: '2026-11-30',
}
const account = 'We did it, the papers are attached.'

describe('tasks', () => {
  let work: Work
  let atCity: Clerk
  let atCounty: Clerk
  let colleague: Clerk
  let atTownship: Clerk
  let atVillage: Clerk
  let teacher: Clerk
  let bureau: string
  let union: string
  beforeAll(async () => {
    work = await openWork()
    atCity = await work.join('caseworker', city)
    atCounty = await work.join('caseworker', county)
    colleague = await work.join('leader', county)
    atTownship = await work.join('caseworker', township)
    atVillage = await work.join('commissioner', village)
    const education = await work.department('教育局', 'member-department')
    teacher = await work.join('caseworker', county)
    await education.take(teacher)
    bureau = education.id
    union = (await work.department('总工会', 'member-department')).id
  })
  afterAll(() => work.close())

  const create = async (clerk: Clerk, task: Record<string, unknown> = {}): Promise<string> => {
    const made = await clerk.post('/tasks', { ...asked, ...task })
    expect([made.status, made.body.id]).toEqual([200, expect.any(String)])
    return made.body.id
  }
  const prove = async (clerk: Clerk, id: string): Promise<string> =>
    (await clerk.send(`/tasks/${id}/files`, photo, '活动照片.jpg')).body.id
  const finish = async (clerk: Clerk, id: string) =>
    act(clerk, 'tasks', id, 'complete', { note: account, files: [await prove(clerk, id)] })

  it('is listed in the order asked for', async () => {
    for (const title of ['甲', '乙', '丙'].map((word) => `排序${word}`)) await create(atCounty, { title })
    const titles = async (sort: string) =>
      (await atCounty.get(`/tasks?scope=area&sort=${sort}&pageSize=200`)).body.rows
        .map((row: { title: string }) => row.title)
        .filter((title: string) => title.startsWith('排序')) as string[]
    const up = await titles('title')
    expect(up).toHaveLength(3)
    expect(await titles('-title')).toEqual([...up].reverse())
    for (const sort of ['due', '-due', 'lead', '-lead', 'state', '-state'])
      expect((await titles(sort)).toSorted()).toEqual(up.toSorted())
  })

  it('keeps no number of a person in any of its words', async () => {
    const phone = `138${'0013'}8000`
    const words = (before: string) => `${before}${phone}`
    const id = await create(atCounty, {
      clause: { title: words('通知'), quote: words('报送'), documentNumber: words('文号') },
      ...{ title: words('报送'), what: words('联系'), reportTo: words('市残联') },
    })
    const told = JSON.stringify((await atCounty.get(`/tasks/${id}`)).body)
    expect(told).toContain('市残联')
    expect(told).not.toContain(phone)
  })

  it('goes to the first listed, who leads; those behind support and read along', async () => {
    const id = await create(atCounty, { leadOrganisationId: bureau, supports: [union] })
    const seen = await teacher.get(`/tasks/${id}`)
    expect(seen.body).toMatchObject({
      state: 'issued',
      due: '2026-11-24',
      leadName: '教育局',
      supports: [{ name: '总工会' }],
      clause: { quote: paper.quote },
      actions: ['receive', 'decline'],
    })
    expect((await act(atCounty, 'tasks', id, 'receive')).body.code).toBe('work.wrong-side')
    await act(teacher, 'tasks', id, 'receive')
    expect((await act(teacher, 'tasks', id, 'complete', { note: account })).body.code).toBe(
      'work.evidence-needed',
    )
    const file = await prove(teacher, id)
    expect(
      (await act(teacher, 'tasks', id, 'progress', { note: 'Half of it is done.', files: [file] })).status,
    ).toBe(200)
    // Evidence used once is not used again.
    expect((await act(teacher, 'tasks', id, 'complete', { note: account, files: [file] })).body.code).toBe(
      'work.unknown-file',
    )
    expect((await finish(teacher, id)).body.state).toBe('done')
    expect((await act(atCounty, 'tasks', id, 'verify')).body.state).toBe('verified')
    const bytes = await teacher.get(`/tasks/${id}/files/${file}`)
    expect(bytes.status).toBe(200)
    const history = (await atCounty.get(`/tasks/${id}/history`)).body
    expect(history.map((line: { action: string }) => line.action)).toEqual([
      'create',
      'receive',
      'progress',
      'complete',
      'verify',
    ])
  })

  it('is handed on to all places below at once; each answers for itself', async () => {
    const id = await create(atCity)
    expect((await atCity.get(`/tasks/${id}`)).body.state).toBe('received')
    const down = await act(atCity, 'tasks', id, 'pass-down', { receiveBy: '2026-11-23' })
    expect(down.body).toMatchObject({ state: 'working', added: 2 })
    const mine = (await atCounty.get('/tasks?state=unanswered')).body.rows[0]
    expect(mine).toMatchObject({ region: county, state: 'issued', due: '2026-11-23' })
    await act(atCounty, 'tasks', mine.id, 'receive')
    await act(atCounty, 'tasks', mine.id, 'pass-down', { regions: [township] })
    const lower = (await atTownship.get('/tasks')).body.rows[0]
    expect((await act(atTownship, 'tasks', lower.id, 'decline', { note: 'Not our duty.' })).body.state).toBe(
      'declined',
    )
    const waiting = (await atCounty.get('/supervision/mine')).body
    expect(waiting).toContainEqual(expect.objectContaining({ id: lower.id, why: 'handed-back' }))
    await act(atCounty, 'tasks', lower.id, 'issue', { note: 'It is, by the notice.' })
    expect((await act(atTownship, 'tasks', lower.id, 'receive')).status).toBe(200)
    // The city does not speak over the county's head.
    expect((await act(atCity, 'tasks', lower.id, 'withdraw', { note: 'no longer needed' })).body.code).toBe(
      'work.wrong-side',
    )
    await act(atCity, 'tasks', id, 'withdraw', { note: 'The campaign is off.' })
    expect((await atTownship.get(`/tasks/${lower.id}`)).body.state).toBe('withdrawn')
  })

  it('a checked completion that is untrue opens the task again; who reported it does not check it', async () => {
    const ids: string[] = []
    for (let n = 0; n < 3; n++) {
      const id = await create(atCounty, { leadOrganisationId: bureau })
      await act(teacher, 'tasks', id, 'receive')
      await finish(teacher, id)
      ids.push(id)
    }
    const drawn = await atCounty.post('/tasks/sample', { count: 2, seed: 'abc' })
    expect(drawn.body).toMatchObject({ population: 3, drawn: 2, seed: 'abc' })
    const sampled = (await atCounty.get('/tasks?scope=given&state=sampled')).body.rows as { id: string }[]
    expect(sampled).toHaveLength(2)
    const [first, second] = sampled.map(({ id }) => id)
    const untrue = { verdict: 'false', note: 'Nobody there knew of it.' }
    expect((await act(teacher, 'tasks', first!, 'sample-result', untrue)).body.code).toBe('work.wrong-side')
    expect((await act(atCounty, 'tasks', first!, 'sample-result', untrue)).body.state).toBe('reopened')
    expect(
      (
        await act(atCounty, 'tasks', second!, 'sample-result', {
          verdict: 'unknown',
          note: 'Closed that day.',
        })
      ).body.state,
    ).toBe('done')
    const again = await atCounty.post('/tasks/sample', { count: 9 })
    expect(again.body).toMatchObject({ population: 1, drawn: 1 })
    const history = (await teacher.get(`/tasks/${first}/history`)).body
    expect(history.at(-1)).toMatchObject({ fromState: 'sampled', toState: 'reopened', verdict: 'false' })
    expect((await teacher.get(`/tasks/${first}`)).body).toMatchObject({ doneOn: null, due: '2026-11-30' })

    const own = await create(atCounty)
    await finish(atCounty, own)
    await atCounty.post('/tasks/sample', { count: 9 })
    expect((await act(atCounty, 'tasks', own, 'sample-result', untrue)).body.code).toBe('work.own-check')
    const twin = await work.join('caseworker', county)
    await work.asOwner(
      'update auth_user set name = (select name from auth_user where id = $1) where id = $2',
      [...[atCounty.who.id, twin.who.id]],
    )
    const byTwin = await act(twin, 'tasks', own, 'sample-result', untrue)
    expect(byTwin.body.code, 'a second account of the same name').toBe('access.own-work')
  })

  it('what is overdue stays in sight: on the board, in the list it opens, on the list of close supervision', async () => {
    const target = { indicator: 'placed-in-work', form: 'floor', unit: 'persons', value: '9' }
    await atCity.post('/targets', { ...target, periodFrom: '2026-01-01', periodTo: '2026-12-31' })
    const id = await create(atCity, { dueOn: '2026-11-25', receiveBy: undefined })
    await act(atCity, 'tasks', id, 'pass-down', {})
    const late = (await atCounty.get('/tasks?state=unanswered')).body.rows.find(
      (row: { dueOn: string }) => row.dueOn === '2026-11-25',
    ).id
    const colours: string[] = []
    for (const day of ['2026-11-21', '2026-11-24', '2026-11-27', '2026-12-09']) {
      work.setDay(day)
      colours.push((await atCounty.get(`/tasks/${late}`)).body.colour)
    }
    expect(colours).toEqual(['clear', 'blue', 'orange', 'red'])

    const board = (await atCity.get('/supervision/board')).body
    expect(board.cells.length).toBeGreaterThan(2)
    for (const { place, kind, colour, count } of board.cells) {
      const state = kind === 'task' ? 'open' : 'live'
      const opened = await atCity.get(`/${kind}s?scope=area&state=${state}&region=${place}&colour=${colour}`)
      expect([place, kind, colour, opened.body.total]).toEqual([place, kind, colour, count])
    }
    for (const { place, kind, colour, count } of board.organisations) {
      const opened = await atCity.get(`/${kind}s?scope=area&organisation=${place}&colour=${colour}`)
      expect(opened.body.total).toBe(count)
    }

    const entry = await atCity.post('/supervision/watch', {
      kind: 'task',
      pieceId: late,
      reason: 'Two weeks without an answer.',
    })
    expect(
      (await atCity.post('/supervision/watch', { kind: 'task', pieceId: late, reason: 'once more' })).body
        .code,
    ).toBe('work.already-watched')
    expect((await colleague.get('/supervision/watch')).body).toMatchObject([
      { pieceId: late, colour: 'red', region: county },
    ])
    const reminded = await atCity.post('/supervision/remind', {
      from: 'red',
      region: county,
      note: 'Please answer.',
    })
    expect(reminded.body.tasks).toBeGreaterThan(0)
    expect((await atCounty.get('/supervision/mine')).body).toContainEqual(
      expect.objectContaining({ id: late, why: 'receive', colour: 'red', remindedOn: '2026-12-09' }),
    )
    await atCity.post(`/supervision/${entry.body.id}/lift`, { note: 'They answered.' })
    expect((await atCity.get('/supervision/watch')).body).toEqual([])
    expect((await atCity.get('/supervision/watch?past=true')).body).toMatchObject([
      { untilDay: '2026-12-09' },
    ])

    // A later deadline is told with the first one beside it.
    await act(atCity, 'tasks', late, 'change', { dueOn: '2026-12-31', note: 'More time was asked for.' })
    expect((await atCounty.get(`/tasks/${late}`)).body).toMatchObject({
      dueOn: '2026-12-31',
      firstDueOn: '2026-11-25',
      colour: 'clear',
    })
    expect((await atCounty.get(`/tasks/${late}/history`)).body.at(-1)).toMatchObject({
      from: '2026-11-25',
      to: '2026-12-31',
    })
    work.setDay('2026-11-21')
  })

  it('each place has the colours of its own days, from the day they hold', async () => {
    const place = '990102000000'
    const enters = await work.join('data-clerk', place)
    const decides = await work.join('leader', place)
    for (const [code, fromDay, value] of [
      ['clue.remindDays', '2026-01-01', 20],
      ['clue.redDays', '2026-12-16', 1],
    ]) {
      const line = { region: place, source: '县残联关于督办期限的通知', code, fromDay, value }
      const { body } = await enters.post('/policy-lines', line)
      expect((await decides.post(`/policy-lines/${body.id}/decide`, { accept: true })).status).toBe(200)
    }
    const id = await create(atCity, { title: '两县颜色', dueOn: '2026-12-15', receiveBy: undefined })
    await act(atCity, 'tasks', id, 'pass-down', {})
    const rows = async (query = '') =>
      (await atCity.get(`/tasks?scope=area&parent=${id}${query}`)).body.rows as {
        region: string
        colour: string
      }[]
    const seen: Record<string, string[]> = {}
    for (const day of ['2026-11-21', '2026-11-30', '2026-12-15', '2026-12-17', '2026-12-23']) {
      work.setDay(day)
      for (const { region, colour } of await rows()) {
        seen[region] = [...(seen[region] ?? []), colour]
        expect((await rows(`&colour=${colour}`)).map((row) => row.region)).toContain(region)
      }
    }
    expect(seen).toEqual({
      [county]: ['clear', 'clear', 'blue', 'orange', 'red'],
      [place]: ['clear', 'blue', 'blue', 'red', 'red'],
    })
    work.setDay('2026-12-17')
    const reminded = async (region: string) =>
      (await atCity.post('/supervision/remind', { from: 'red', region, note: 'Please.' })).body.tasks
    expect(await reminded(place)).toBeGreaterThan(0)
    expect((await rows()).map((row) => row.colour).toSorted()).toEqual(['orange', 'red'])
    const cells = (await atCity.get('/supervision/board')).body.cells as {
      place: string
      kind: string
      colour: string
    }[]
    const ofTasks = cells.filter((cell) => cell.kind === 'task' && cell.place === place)
    expect(ofTasks.map((cell) => cell.colour)).not.toContain('orange')
    await act(atCity, 'tasks', id, 'withdraw', { note: 'the colours were looked at' })
    work.setDay('2026-11-21')
  })

  it('refuses what cannot be, in words', async () => {
    const tries: [Record<string, unknown>, string][] = [
      [{ leadOrganisationId: bureau, supports: [bureau] }, 'work.lead-supports'],
      [{ leadOrganisationId: crypto.randomUUID() }, 'work.not-an-office'],
      [{ dueOn: '2026-11-01' }, 'work.past-day'],
      [{ receiveBy: '2026-12-24' }, 'work.late-receipt'],
      [{ targetId: crypto.randomUUID() }, 'request.not-found'],
    ]
    for (const [wrong, code] of tries)
      expect((await atCounty.post('/tasks', { ...asked, ...wrong })).body.code).toBe(code)
    const id = await create(atCounty, { leadOrganisationId: bureau })
    expect((await atVillage.get(`/tasks/${id}`)).status).toBe(404)
    expect((await atVillage.post('/tasks', asked)).status).toBe(403)
    expect((await atCounty.post('/tasks/sample', { count: 1, region: township })).body.code).toBe(
      'work.nothing-to-draw',
    )
  })

  it('keeps a history that replays to how each task stands', async () => {
    const broken = await work.asOwner(`select e.task_id, e.version from task_event e
      left join task_event b on b.task_id = e.task_id and b.version = e.version - 1
      where e.from_state is distinct from b.to_state or e.from_due is distinct from b.to_due
      union all
      select t.id, t.version from task t left join task_event e on e.task_id = t.id and e.version = t.version
      where e.to_state is distinct from t.state or e.to_due is distinct from t.due_on`)
    expect(broken).toEqual([])
  })
})
