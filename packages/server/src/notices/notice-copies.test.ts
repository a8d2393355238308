import { withTransaction } from '@zhucan/db'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { act, type Clerk, city, county, openWork, otherCounty, type Work } from '../work/test-work.ts'

/** An invented notice of a county whose name no rule can tell from other words. */
const paper = `清残联〔2026〕9号

清河县残疾人联合会
关于做好学习沈望舒先进事迹工作的通知

各乡镇残联：
一、县残联要组织各乡镇学习，由沈望舒带队走访重度残疾人。
二、各乡镇残联要于2026年12月30日前将总结报沈望舒处。
清河县残疾人联合会
2026年1月20日
`
const name = '沈望舒'
const everybody = { userId: 'system', reach: '{[000000000000,999999999999)}' }

type Json = Awaited<ReturnType<Response['json']>>

/** What an office keeps in clear of work and papers, whoever's it is. */
const restingAt = (work: Work): Promise<string> =>
  withTransaction(work.office.server.pool, everybody, async (db) => {
    const kept: string[] = []
    for (const table of ['work_clause', 'target', 'task', 'paper', 'paper_event'])
      kept.push(
        JSON.stringify(
          (
            await sql`select t.* from ${sql.table(table)} t
        where to_jsonb(t) ->> 'state' is distinct from 'issued' or to_jsonb(t) ->> 'number' is null`.execute(
              db,
            )
          ).rows,
        ),
      )
    return kept.join('\n')
  })

describe('words of a notice that were copied before somebody masked them', () => {
  let work: Work
  let clerk: Clerk
  let colleague: Clerk
  let above: Clerk
  let reader: Clerk
  let chief: Clerk
  let beside: Clerk
  let id: string
  /** What the city made of it, and a paper of the county's own. */
  const made: Record<'task' | 'draft' | 'read' | 'issued' | 'ofTasks' | 'own' | 'gone', string> = {
    ...{ task: '', draft: '', read: '', issued: '', ofTasks: '', own: '', gone: '' },
  }
  let before: Record<string, Json> = {}

  const notice = async () => (await clerk.get(`/notices/${id}`)).body
  const onNotice = async (by: Clerk, act: string, body: object) =>
    by.post(`/notices/${id}/${act}`, { version: (await notice()).version, ...body })
  const done = async (answer: Promise<{ status: number; body: Json }>): Promise<Json> => {
    const { status, body } = await answer
    expect([status, body?.code]).toEqual([200, undefined])
    return body
  }
  const onPaper = async (by: Clerk, paperId: string, act: string, body: object = {}) => {
    const { version } = (await by.get(`/papers/${paperId}`)).body
    return done(by.post(`/papers/${paperId}/${act}`, { version, ...body }))
  }
  const drafted = async (by: Clerk, source: object) => (await done(by.post('/papers', source))).id as string
  const place = { start: paper.indexOf(name), end: paper.indexOf(name) + name.length }
  const texts = async () => {
    const told: Record<string, Json> = {}
    for (const paperId of [made.draft, made.read, made.issued, made.ofTasks])
      told[paperId] = (await above.get(`/papers/${paperId}`)).body.paper
    const shares = (await beside.get('/tasks?scope=mine')).body.rows
    told.beside = (await beside.get(`/tasks/${shares[0].id}`)).body
    told.above = (await above.get(`/tasks/${made.task}`)).body
    for (const task of ['beside', 'above']) {
      const { title, what, clause } = told[task]
      told[task] = { title, what, clause }
    }
    return told
  }

  beforeAll(async () => {
    work = await openWork()
    clerk = await work.join('data-clerk', county)
    colleague = await work.join('caseworker', county)
    above = await work.join('caseworker', city)
    reader = await work.join('caseworker', city)
    chief = await work.join('leader', city)
    beside = await work.join('caseworker', otherCounty)
    id = (await done(clerk.send('/notices/pasted', Buffer.from(paper), 'paper.txt'))).id
    await done(onNotice(clerk, 'items', { item: duty, ...spanOf('由沈望舒带队走访重度残疾人') }))
    await done(onNotice(clerk, 'confirm', { withUndecided: true }))
    const itemId = (await notice()).items.find(({ state }: Json) => state === 'added').id
    const clause = { noticeId: id, itemId }
    const asked = { title: '由沈望舒带队走访重度残疾人', what: '按通知由沈望舒带队走访', dueOn: '2026-12-30' }
    made.task = (await done(above.post('/tasks', { ...asked, clause }))).id
    await done(act(above, 'tasks', made.task, 'pass-down', {}))
    const target = { indicator: 'placed-in-work', form: 'floor', unit: 'persons', value: '10', clause }
    await done(above.post('/targets', { ...target, periodFrom: '2026-01-01', periodTo: '2026-12-31' }))
    for (const one of ['draft', 'read', 'issued'] as const)
      made[one] = await drafted(above, { from: 'notice', notice: id })
    made.ofTasks = await drafted(above, { from: 'tasks', subject: '走访工作' })
    for (const one of [made.read, made.issued]) await onPaper(reader, one, 'review')
    await onPaper(chief, made.issued, 'issue', { issuedOn: '2026-11-20', flagsSeen: true, changesSeen: true })
    await done(onNotice(clerk, 'reopen', { reason: '有姓名没有遮盖' }))
    made.gone = await issuedOfCounty()
    await keepExport()
    before = await texts()
  })
  afterAll(() => work.close())

  /** A paper that the county drafted from its notice and issued. */
  async function issuedOfCounty(): Promise<string> {
    await done(onNotice(clerk, 'confirm', { withUndecided: true }))
    const paperId = await drafted(colleague, { from: 'notice', notice: id })
    await done(onNotice(clerk, 'reopen', { reason: '还有姓名没有遮盖' }))
    await work.asOwner(
      `update paper set state = 'issued', reviewed_by = $2, reviewed_at = now(), issued_by = $2, issued_at = now(),
        issued_on = '2026-11-20', organ = 'M', number_year = 2026, number = 1, file_sealed = sealed, sha256 = sha256('x'), size = 1
      where id = $1`,
      [paperId, reader.who.id],
    )
    return paperId
  }

  /** A file of tasks that the clerk had made, and one of somebody else. */
  const keepExport = () =>
    work.asOwner(
      `insert into export_request (id, what, filter, format, locale, with_numbers, purpose, rows, needs_approval, region,
        organisation_id, requested_by, requested_at, state)
      select new_id(), 'tasks', '{}', 'xlsx', 'zh', false, 'for a meeting', 1, false, n.region, n.organisation_id, by.id,
        n.created_at, 'ready' from notice n cross join unnest($2::text[]) as by (id) where n.id = $1`,
      [id, [clerk.who.id, colleague.who.id]],
    )

  const duty = { kind: 'responsibility', value: { lead: ['县残联'], support: [] } }
  const spanOf = (words: string) => ({
    start: paper.indexOf(words),
    end: paper.indexOf(words) + words.length,
  })
  const mask = () => onNotice(clerk, 'mask', { kind: 'name', everywhere: true, ...place })
  const left = async (by = clerk) => by.get(`/notices/${id}/left`)

  it('stand in work and papers of an office above and of a county beside', () => {
    for (const one of Object.values(before)) expect(JSON.stringify(one)).toContain(name)
  })

  it('stand in words of people’s own too: a report on a task, and a paper that nobody made of the notice', async () => {
    const [mine] = (await colleague.get('/tasks?scope=mine')).body.rows
    await done(act(colleague, 'tasks', mine.id, 'receive'))
    await done(act(colleague, 'tasks', mine.id, 'progress', { note: '已由沈 望舒带队走访两户', files: [] }))
    made.own = await drafted(colleague, { from: 'blank', title: '关于走访的通知' })
    const own = (await colleague.get(`/papers/${made.own}`)).body
    const { kind: _, number: __, printedOn: ___, figures: ____, ...written } = own.paper
    const body = [{ kind: 'paragraph', text: '请沈望舒到会。' }]
    await done(colleague.put(`/papers/${made.own}`, { version: own.version, paper: { ...written, body } }))
  })

  it('follow the mask wherever they were copied, in every office', async () => {
    const masked = await done(mask())
    expect(masked).toMatchObject({ places: 3, work: 1, papers: 0, left: 4 })
    const after = await texts()
    for (const [one, was] of Object.entries(before)) {
      if (one === made.issued) expect(after[one]).toEqual(was)
      else expect(JSON.stringify(after[one])).toBe(JSON.stringify(was).replaceAll(name, '沈**'))
    }
    const rest = await restingAt(work)
    expect(rest).not.toMatch(/沈\s*望\s*舒/)
  })

  it('are read once more where somebody had stood for the paper; its history says why', async () => {
    const [read, draft, issued] = await Promise.all(
      [made.read, made.draft, made.issued].map(async (one) => (await above.get(`/papers/${one}`)).body),
    )
    expect([read.state, draft.state, issued.state]).toEqual(['draft', 'draft', 'issued'])
    for (const { events } of [read, draft]) expect(events.at(-1)).toMatchObject({ action: 'mask' })
    expect(issued.events.at(-1)).toMatchObject({ action: 'masked-later' })
  })

  it('are told to whoever masked them as far as he may open the place, and to nobody else', async () => {
    const { body } = await left()
    const papers = new Map(body.papers.map(({ id: one, state, isOwn }: Json) => [one, [state, isOwn]]))
    expect(papers).toEqual(
      new Map([
        [made.own, ['draft', true]],
        [made.gone, ['issued', true]],
      ]),
    )
    expect(body.exports).toBe(1)
    expect(body.notes).toHaveLength(1)
    expect(body.notes[0]).toMatchObject({ kind: 'task', count: 1 })
    const told = JSON.stringify(body)
    for (const one of [made.task, made.draft, made.read, made.issued, made.ofTasks])
      expect(told).not.toContain(one)
    expect((await left(above)).body.code).toBe('notice.not-yours')
    expect((await left(beside)).status).toBe(404)
  })

  it('come back with the mask taken off, as they were', async () => {
    const off = { start: place.start, everywhere: true, reason: '沈望舒是公开表彰的典型' }
    await done(onNotice(colleague, 'unmask', off))
    expect(await texts()).toEqual(before)
    expect((await left()).body).toEqual({ papers: [], notes: [], exports: 0 })
    const logged = await withTransaction(
      work.office.server.pool,
      { ...everybody, role: 'audit-officer' },
      (db) => db.selectFrom('audit').select('reason').where('action', '=', 'notice.unmask').execute(),
    )
    expect(logged).toEqual([{ reason: '***是公开表彰的典型' }])
  })

  it('change by nothing but a mask, and only for whoever has the notice open', async () => {
    const inside = (reach: string, statement: ReturnType<typeof sql>) =>
      withTransaction(work.office.server.pool, { userId: 'x', reach }, (db) => statement.execute(db))
    await expect(inside(everybody.reach, sql`update work_clause set quote = 'other words'`)).rejects.toThrow(
      'only masks',
    )
    const ask = sql`select * from words_of_tasks(${id}::uuid)`
    await expect(inside('{[990102000000,990103000000)}', ask)).rejects.toThrow('being checked')
    const mine = '{[990101000000,990102000000)}'
    expect((await inside(mine, ask)).rows).toHaveLength(1)
    await expect(
      inside(
        mine,
        sql`select * from retell_tasks(${id}::uuid, (select clause_id from words_of_tasks(${id}::uuid) limit 1),
        (select array[title, what, report_to] from words_of_tasks(${id}::uuid) limit 1), array['other', 'words', null])`,
      ),
    ).rejects.toThrow('only masks')
    await done(onNotice(clerk, 'confirm', { withUndecided: true }))
    await expect(inside(mine, ask)).rejects.toThrow('being checked')
  })
})
