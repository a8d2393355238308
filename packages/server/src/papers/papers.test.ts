import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@zhucan/catalogue'
import { createPool } from '@zhucan/db'
import { readNotice } from '@zhucan/reading'
import { readPaper } from '@zhucan/reading-files'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Written } from './paper-shapes.ts'

const city = '990100000000'
const regions = [
  { code: '990000000000', name: '虚构省', level: 1 },
  { code: city, name: '江城市', level: 2 },
  { code: '990101000000', name: '东湖区', level: 3 },
  { code: '990102000000', name: '西山区', level: 3 },
]
const [whole, east, west] = [randomUUID(), randomUUID(), randomUUID()]

type Json = Awaited<ReturnType<Response['json']>>

/** A target of the city, its shares of two districts, a report of one of them. */
async function seedFigures(
  asOwner: (text: string, values?: unknown[]) => Promise<Json[]>,
  organisation: string,
) {
  const target = `insert into target (id, root_id, parent_id, indicator, form, value, unit, period_from, period_to, region,
      level, carried_by, organisation_id, state, report_by, report_open, since, created_at)
    values ($1, $2, $3, 'vocational-training', 'floor', $4, 'person-times', '2026-01-01', '2026-12-31', $5, $6, 'lower', null,
      'confirmed', $7, $8, '2026-03-01', now())`
  await asOwner(target, [whole, whole, null, 1500, city, 2, null, false])
  await asOwner(target, [east, whole, whole, 900, '990101000000', 3, null, false])
  await asOwner(target, [west, whole, whole, 600, '990102000000', 3, '2026-11-20', true])
  await report(asOwner, organisation, { region: '990101000000', period: '2026-Q3', numerator: 800 })
}

const report = (
  asOwner: (text: string, values?: unknown[]) => Promise<Json[]>,
  organisation: string,
  { region, period, numerator }: { region: string; period: '2026-Q2' | '2026-Q3'; numerator: number },
) =>
  asOwner(
    `insert into indicator_report (id, indicator, version, region, level, period, period_from, period_to, numerator, evidence,
      state, organisation_id, submitted_by, reviewed_by, changed_at)
    values ($1, 'vocational-training', 1, $2, 3, $3, '2026-01-01', $4, $5, '培训台账', 'locked', $6, 'a', 'b', now())`,
    [
      randomUUID(),
      region,
      period,
      period === '2026-Q3' ? '2026-09-30' : '2026-06-30',
      numerator,
      organisation,
    ],
  )

const signed: Written = {
  title: '关于做好助残日活动的通知',
  organ: '江残联',
  urgency: '',
  issuers: ['江城市残疾人联合会'],
  addressees: ['各区残联'],
  body: [{ kind: 'paragraph', text: '现将有关事项通知如下。' }],
  attachments: [],
  seal: true,
  signedOn: '2026-11-20',
  note: '',
  copiesTo: [],
  printedBy: '',
}

describe('papers of an office', () => {
  let office: TestOffice
  let folder = ''
  const asOwner = async (text: string, values: unknown[] = []): Promise<Json[]> => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    try {
      await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
      return (await owner.query(text, values)).rows
    } finally {
      await owner.end()
    }
  }
  const people: Record<
    string,
    (path: string, json?: unknown, method?: string) => Promise<{ status: number; body: Json }>
  > = {}
  let fetchFile: (id: string) => Promise<Buffer>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhucan-paper-test-'))
    office = await testOffice({ regions })
    for (const [name, role] of Object.entries({ ann: 'caseworker', ben: 'caseworker', chief: 'leader' })) {
      const { call } = await office.signIn(await office.user(role as Role, city))
      people[name] = async (path, json, method) => {
        const answer = await call(path, json === undefined ? {} : { json, method: method ?? 'POST' })
        return { status: answer.status, body: await answer.json() }
      }
      fetchFile = async (id) => Buffer.from(await (await call(`/api/v1/papers/${id}/file`)).arrayBuffer())
    }
    const [own] = await asOwner('select id from organisation where region = $1', [city])
    await asOwner(`update organisation set name = '江城市残疾人联合会' where id = $1`, [own.id])
    await seedFigures(asOwner, own.id)
  })
  afterAll(async () => {
    await office.close()
    await rm(folder, { recursive: true })
  })

  const { ann, ben, chief } = {
    ann: (...asked: Parameters<(typeof people)[string]>) => people.ann!(...asked),
    ben: (...asked: Parameters<(typeof people)[string]>) => people.ben!(...asked),
    chief: (...asked: Parameters<(typeof people)[string]>) => people.chief!(...asked),
  }
  const at = (id: string, act = '') => `/api/v1/papers/${id}${act}`
  const make = async (json: unknown): Promise<string> => {
    const { status, body } = await ann('/api/v1/papers', json)
    expect([status, body.code]).toEqual([200, undefined])
    return body.id
  }
  const page = async (id: string): Promise<Json> => (await ann(at(id))).body
  const textsOf = ({ paper }: Json): string => JSON.stringify([paper.body, paper.figures])

  test('a circular is made from targets and how far they are, and goes out through two more people', async () => {
    const period = { from: '2026-01-01', to: '2026-11-21' }
    const id = await make({ from: 'targets', targets: [whole], period })
    const draft = await page(id)
    expect(draft.paper.title).toBe('关于2026年1—11月残疾人重点工作任务完成情况的通报')
    const values = Object.values(
      draft.paper.figures as Record<string, { region: string; measure: string; value: string }>,
    )
    expect(values).toContainEqual(
      expect.objectContaining({ region: '990101000000', measure: 'done', value: '800' }),
    )
    expect(values).toContainEqual(
      expect.objectContaining({ region: '990101000000', measure: 'rate', value: '88.89%' }),
    )
    expect(values).toContainEqual(
      expect.objectContaining({ region: '990102000000', measure: 'overdue', value: '1' }),
    )
    expect(textsOf(draft)).toContain('西山区')
    expect(draft.flags).toEqual({ personal: [], doubts: [], changed: [] })

    // Who wrote does not review; who may not issue does not issue.
    expect((await ann(at(id, '/review'), { version: 1 })).body.code).toBe('paper.own-review')
    await asOwner(
      `update auth_user set name = (select actor_name from paper_event where paper_id = $1 limit 1)
      where id in (select user_id from appointment where role = 'caseworker')`,
      [id],
    )
    const twin = (await ben(at(id, '/review'), { version: 1 })).body.code
    expect(twin, 'a second account of the same name').toBe('paper.own-review')
    await asOwner('update auth_user set name = username where true', [])
    expect((await chief(at(id, '/issue'), { version: 1, issuedOn: '2026-11-21' })).body.code).toBe(
      'paper.not-reviewed',
    )
    expect((await ben(at(id, '/issue'), { version: 1, issuedOn: '2026-11-21' })).status).toBe(403)
    expect((await ben(at(id, '/review'), { version: 1 })).body).toMatchObject({
      state: 'reviewed',
      version: 2,
    })

    // The other district reports after all: the figures are shown as changed, and nobody issues without having seen it.
    const [own] = await asOwner('select id from organisation where region = $1', [city])
    await report(asOwner, own.id, { region: '990102000000', period: '2026-Q3', numerator: 630 })
    await asOwner('update target set report_open = false where id = $1', [west])
    const { flags } = await page(id)
    expect(flags.changed.map(({ now }: Json) => now)).toContain('630')
    const unseen = await chief(at(id, '/issue'), { version: 2, issuedOn: '2026-11-21' })
    expect([unseen.body.code, unseen.body.params.changed > 0]).toEqual(['paper.flags-unseen', true])
    expect((await ben(at(id, '/return'), { version: 2, note: '数据有更新' })).body.state).toBe('draft')
    expect((await ann(at(id, '/refresh'), { version: 3 })).body).toMatchObject({ version: 4 })
    expect((await page(id)).flags.changed.filter(({ now }: Json) => now !== null)).toEqual([])

    expect((await ben(at(id, '/review'), { version: 4 })).body.state).toBe('reviewed')
    const issued = await chief(at(id, '/issue'), { version: 5, issuedOn: '2026-11-21', changesSeen: true })
    expect(issued.body).toMatchObject({ state: 'issued', number: 1 })

    const bytes = await fetchFile(id)
    const final = await page(id)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(final.sha256)
    expect(bytes.equals(await fetchFile(id))).toBe(true)
    const path = join(folder, 'bulletin.docx')
    await writeFile(path, bytes)
    const { text } = await readPaper(path)
    expect(readNotice(text)).toMatchObject({
      documentNumber: final.documentNumber,
      issuers: ['江城市残疾人联合会'],
      issuedOn: '2026-11-21',
      kind: 'circular',
    })
    expect(text).toContain('630')
    expect(final.events.map(({ action }: Json) => action)).toEqual([
      'make',
      'review',
      'return',
      'refresh',
      'review',
      'issue',
    ])

    // What is issued stays, also for who holds the database.
    expect((await ann(at(id), { version: 6, paper: signed }, 'PUT')).body.code).toBe('paper.not-draft')
    await expect(asOwner(`update paper set title = 'other' where id = $1`, [id])).rejects.toThrow(
      'never changed',
    )
    await expect(asOwner('delete from paper where id = $1', [id])).rejects.toThrow('never changed')
  })

  test('a division of duties is made from a confirmed notice, and from the tasks an office gave', async () => {
    const notice = randomUUID()
    const reading = {
      sections: [{ path: '一/(一)', heading: '开展困难重度残疾人家庭走访', start: 0 }],
      personalData: [],
      doubts: [],
    }
    await asOwner(
      `insert into notice (id, organisation_id, region, reach, title, document_number, issuers, addressees, kind, state, source,
        file_name, size, sha256, stored_as, text, reading, reader_version, created_by, created_at, confirmed_by, confirmed_at)
      select $1, o.id, o.region, o.reach, '关于印发《2026年全省残疾人工作要点》的通知', '省残联〔2026〕2号', '{}', '{}', 'notice', 'confirmed',
        'txt', 'x', 1, sha256('y'::bytea), $2, 'x', $3::jsonb, 'test', 'a', now(), 'a', now() from organisation o where region = $4`,
      [notice, randomUUID(), JSON.stringify(reading), city],
    )
    const item = (seq: number, kind: string, quote: string, value: unknown) =>
      asOwner(
        `insert into notice_item (id, notice_id, seq, kind, section, quote, start_at, end_at, value, state, proposed, decided_by, decided_at)
        values ($1, $2, $3, $4, '一/(一)', $5, 0, 1, $6::jsonb, 'confirmed', '{}', 'a', now())`,
        [randomUUID(), notice, seq, kind, quote, JSON.stringify(value)],
      )
    await item(0, 'responsibility', '（市残联牵头，市民政局配合）', {
      lead: ['市残联'],
      support: ['市民政局'],
    })
    await item(1, 'deadline', '6月30日前完成', { date: '2026-06-30', action: '完成', to: null })
    await item(2, 'target', '走访不少于1800户', {
      indicator: '走访',
      comparator: '>=',
      value: 1800,
      unit: '户',
    })
    const text = JSON.stringify((await page(await make({ from: 'notice', notice }))).paper)
    for (const told of [
      '关于印发《2026年全省残疾人工作任务分工方案》的通知',
      '开展困难重度残疾人家庭走访。',
      '由市残联牵头，市民政局配合，2026年6月30日前完成。',
      '走访不少于1800户。',
      '省残联〔2026〕2号',
    ])
      expect(text).toContain(told)

    const [own] = await asOwner('select id from organisation where region = $1', [city])
    const task = randomUUID()
    await asOwner(
      `insert into task (id, root_id, title, what, region, level, giver_organisation_id, giver_region, state, due_on, first_due_on,
        created_at) values ($1, $1, '核对持证残疾人名册', '逐户核对', '990101000000', 3, $2, $3, 'issued', '2026-12-20', '2026-12-20', now())`,
      [task, own.id, city],
    )
    const fromTasks = JSON.stringify(
      (await page(await make({ from: 'tasks', subject: '2026年名册核对' }))).paper,
    )
    expect(fromTasks).toContain('核对持证残疾人名册。')
    expect(fromTasks).toContain('由东湖区牵头，2026年12月20日前完成。')
    await asOwner(`update task set state = 'withdrawn' where id = $1`, [task])
  })

  test('numbers have no gap, however many are issued at once and whatever is refused', async () => {
    const ids = await Promise.all(
      Array.from({ length: 6 }, () => make({ from: 'blank', title: '关于做好助残日活动的通知' })),
    )
    const phone = `联系人：张铁柱，电话1${'3800138000'}`
    for (const [index, id] of ids.entries()) {
      const paper = index === 2 ? { ...signed, note: phone } : signed
      expect((await ann(at(id), { version: 1, paper }, 'PUT')).body.version).toBe(2)
      expect((await ben(at(id, '/review'), { version: 2 })).body.state).toBe('reviewed')
    }
    const answers = await Promise.all(
      ids.map((id) => chief(at(id, '/issue'), { version: 3, issuedOn: '2026-11-21' })),
    )
    const flagged = answers[2]!
    expect([flagged.body.code, flagged.body.params.personal]).toEqual(['paper.flags-unseen', 2])
    const numbers = answers.filter(({ status }) => status === 200).map(({ body }) => body.number)
    expect(numbers.sort()).toEqual([2, 3, 4, 5, 6])
    const after = await chief(at(ids[2]!, '/issue'), { version: 3, issuedOn: '2026-11-21', flagsSeen: true })
    expect(after.body.number).toBe(7)
    const [{ clear }] = await asOwner(
      `select count(*)::int as clear from paper where position('3800138000'::bytea in sealed) > 0`,
    )
    expect(clear).toBe(0)
  })

  test('are listed page by page in the order asked for, none twice and none missing', async () => {
    const made: string[] = []
    for (const place of ['甲', '乙', '丙', '丁', '戊'])
      made.push(await make({ from: 'blank', title: `关于翻页${place}的通知` }))
    const pageOf = async (asked: string) => (await ann(`/api/v1/papers?state=draft&${asked}`)).body
    const { total, rows } = await pageOf('pageSize=200')
    expect(rows).toHaveLength(total)
    expect(rows.slice(0, 5).map(({ id }: Json) => id)).toEqual(made.toReversed())
    for (const sort of ['title', '-title', 'kind', '-issued', 'changed', '-state', 'office']) {
      const whole = (await pageOf(`sort=${sort}&pageSize=200`)).rows.map(({ id }: Json) => id)
      const parts = []
      for (let at = 1; at <= Math.ceil(total / 2); at++)
        parts.push(...(await pageOf(`sort=${sort}&pageSize=2&page=${at}`)).rows)
      expect(parts.map(({ id }: Json) => id)).toEqual(whole)
      expect(whole.toSorted()).toEqual(rows.map(({ id }: Json) => id).toSorted())
    }
    const titles = (await pageOf('sort=title&pageSize=200')).rows.map(({ title }: Json) => title)
    const turned = (await pageOf('sort=-title&pageSize=200')).rows.map(({ title }: Json) => title)
    expect(titles.filter((title: string) => title.includes('翻页'))).toEqual(
      turned.filter((title: string) => title.includes('翻页')).toReversed(),
    )
    expect((await ann('/api/v1/papers?sort=number')).status).toBe(400)
  })

  test('is looked through without holding up others, however long it is', async () => {
    const id = await make({ from: 'blank', title: '关于一件长事的通知' })
    const words = '各县区残联于7月上旬争取中央资金100元，每增加1人补助300元，由市财政承担30%、县财政承担70%。'
    const body = Array.from({ length: 8 }, (_, n) => ({
      kind: 'paragraph',
      text: words.repeat(60) + (n === 7 ? `联系电话1${'3800138000'}。` : ''),
    }))
    expect((await ann(at(id), { version: 1, paper: { ...signed, body } }, 'PUT')).status).toBe(200)
    // The time this thread works: the machine that checks may be busy with other things.
    const begin = process.threadCpuUsage()
    readNotice(body.map(({ text }) => text).join('\n'))
    const alone = process.threadCpuUsage(begin).user
    const before = process.threadCpuUsage()
    const got = await page(id)
    const held = process.threadCpuUsage(before).user
    expect([got.code, got.flags?.personal]).toMatchObject([undefined, [{ masked: '138****8000' }]])
    expect(held).toBeLessThan(alone / 2)
  })

  test('refuses what no paper can hold, and says why', async () => {
    const id = await make({ from: 'blank', title: '关于一件事的通知' })
    const put = async (change: Record<string, unknown>) =>
      (await ann(at(id), { version: 1, paper: { ...signed, ...change } }, 'PUT')).body.code
    expect(await put({ body: [{ kind: 'paragraph', text: '完成{{9}}人' }] })).toBe('paper.unknown-figure')
    expect(await put({ title: `关于1${'3800138000'}的通知` })).toBe('paper.number-in-title')
    const numbered = { from: 'blank', title: `关于1${'3800138000'}的通知` }
    expect((await ann('/api/v1/papers', numbered)).body.code).toBe('paper.number-in-title')
    const sheet = { kind: 'paragraph', text: '各县区残联于7月上旬培训1500人次。'.repeat(250) }
    expect(await put({ body: Array.from({ length: 22 }, () => sheet) })).toBe('paper.too-long')
    const dense = { kind: 'paragraph', text: '培训1人、2户、3件。'.repeat(400) }
    expect(await put({ body: Array.from({ length: 10 }, () => dense) })).toBe('paper.too-long')
    expect(await put({ issuers: [] })).toMatch(/invalid/)
    expect(await put({ body: [{ kind: 'heading', level: 5, text: 'x' }] })).toMatch(/invalid/)
    expect((await ann(at(id), { version: 9, paper: signed }, 'PUT')).body.code).toBe('paper.changed')
    expect((await ann('/api/v1/papers', { from: 'tasks', subject: '重点工作' })).body.code).toBe(
      'paper.nothing-to-tell',
    )
    expect((await ann('/api/v1/papers', { from: 'notice', notice: randomUUID() })).body.code).toBe(
      'paper.nothing-to-tell',
    )
    expect((await ben(at(id, '/review'), { version: 1 })).status).toBe(200)
    expect((await chief(at(id, '/issue'), { version: 2, issuedOn: '2026-12-01' })).body.code).toBe(
      'paper.future-day',
    )
    expect((await ann(at(id, '/withdraw'), { version: 2, note: '不再需要' })).body.state).toBe('withdrawn')
  })
})
