import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExportKind } from '@zhucan/catalogue'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findUser } from '../access/index.ts'
import { makeExport } from '../exports/make-export.ts'
import { readRows } from '../exports/test-exports.ts'
import {
  act,
  type Clerk,
  city,
  county,
  create,
  openWork,
  otherCounty,
  paper,
  type Work,
} from './test-work.ts'

const plain = (cell: string | undefined) => cell?.replaceAll(/[\u200B-\u200F\u2060-\u206F]/g, '')

type Line = Record<string, string | number | null> & { id: string }

describe('exports of work and of papers', () => {
  let work: Work
  let atCity: Clerk
  let atCounty: Clerk
  let root: string
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhucan-work-exports-'))
    work = await openWork()
    atCity = await work.join('caseworker', city)
    atCounty = await work.join('caseworker', county)
    root = await create(atCity)
    await create(atCity, { value: '12' })
    await act(atCity, 'targets', root, 'split', { by: 'equal', receiveBy: '2026-11-25' })
    for (const title of ['慰问走访', '助残日活动', '摸底，逐户'])
      await atCounty.post('/tasks', {
        ...{ title, what: '按通知要求完成', dueOn: '2026-12-20' },
        clause: { ...paper, quote: '每户走访一次，联系电话 13800138000' },
      })
  })
  const plan =
    '关于做好困难残疾人家庭走访的通知\n\n各县（区）残联：\n年内走访困难残疾人家庭300户。\n虚构市残联\n2026年11月2日'
  beforeAll(async () => {
    const sent = await atCity.send('/notices/pasted', Buffer.from(plan), 'plan.txt')
    const written = await atCity.post('/papers', { from: 'blank', title: '关于报送走访情况的通知' })
    expect([sent.status, written.status]).toEqual([200, 200])
  })
  afterAll(async () => {
    await work.close()
    await rm(folder, { recursive: true, force: true })
  })

  const ask = (clerk: Clerk, what: ExportKind, filter: Record<string, string>, locale = 'zh') =>
    clerk.post('/exports', { what, filter, format: 'csv', locale, purpose: '季度调度会' })
  const take = async (clerk: Clerk, what: ExportKind, filter: Record<string, string>, locale = 'zh') => {
    const { status, body } = await ask(clerk, what, filter, locale)
    expect([status, body.code]).toEqual([200, undefined])
    await makeExport(work.office.server, body.id, (await findUser(work.office.server, clerk.who.id))!)
    const { call } = await work.office.signIn(clerk.who)
    const path = join(folder, `${body.id}.csv`)
    await writeFile(path, await (await call(`/api/v1/exports/${body.id}/file`)).text())
    const [cover, headings, ...rows] = await readRows(path)
    const cell = (row: string[], name: string) => row[headings!.indexOf(name)]
    return { rows, cell, cover: cover![0]!, listed: body.rows as number }
  }
  const listed = async (clerk: Clerk, what: string, filter: Record<string, string>): Promise<Line[]> =>
    (await clerk.get(`/${what}?${new URLSearchParams({ ...filter, pageSize: '200' })}`)).body.rows

  it.each<[ExportKind, Record<string, string>]>([
    ['targets', {}],
    ['targets', { scope: 'area', sort: '-carrier' }],
    ['targets', { scope: 'given', state: 'unanswered', colour: 'clear' }],
    ['targets', { scope: 'area', indicator: 'placed-in-work', state: 'all' }],
    ['targets', { scope: 'area', region: county }],
    ['tasks', { scope: 'given', sort: 'title' }],
    ['notices', {}],
    ['notices', { from: 'own', state: 'checking', title: '走访' }],
    ['papers', {}],
    ['papers', { state: 'draft' }],
    ['tasks', { scope: 'area', sort: '-title', state: 'in-work' }],
  ])('%s as %o are the rows of the list, in its order', async (what, filter) => {
    const clerk = what === 'tasks' ? atCounty : atCity
    const shown = await listed(clerk, what, filter)
    const file = await take(clerk, what, filter)
    expect(shown.length).toBeGreaterThan(0)
    expect(file.listed).toBe(shown.length)
    expect(file.rows.map((row) => file.cell(row, '页面地址'))).toEqual(
      shown.map(({ id }) => `/${what}/${id}`),
    )
  })

  it('has what the list shows, and the words it comes from', async () => {
    const [target] = await listed(atCounty, 'targets', {})
    const file = await take(atCounty, 'targets', {})
    const [row] = file.rows
    const shown = ['任务数', '承担单位', '状态', '期限', '下级合计', '文号', '依据原文', '完成数', '进度']
    expect(shown.map((name) => plain(file.cell(row!, name)))).toEqual([
      ...['500', 'County 1', '已下达', '2026-11-25', '0', paper.documentNumber, paper.quote, '', '没有数字'],
    ])
    expect(target).toMatchObject({
      value: '500',
      carrierName: 'County 1',
      due: '2026-11-25',
      completion: { status: 'no-figure' },
    })
  })

  it('says on the cover what it holds, in the language of the file, and of nobody’s personal data', async () => {
    const { cover } = await take(atCity, 'targets', { scope: 'area', parent: root, region: county })
    expect(cover).toContain('范围：辖区全部；状态：有效；')
    expect(cover).toContain('分解自：')
    expect(cover).not.toContain(root)
    expect(cover).not.toContain('个人信息')
    const english = await take(atCounty, 'tasks', { scope: 'given', sort: '-due' }, 'en')
    expect(english.cover).toContain('scope: Given by us; State: Open; Ordered by deadline, backwards')
  })

  it('keeps registers of what came in and of what is written', async () => {
    const received = await take(atCity, 'notices', { from: 'own' })
    const shown = (names: string[], { rows, cell }: typeof received) =>
      names.map((name) => plain(cell(rows[0]!, name)))
    expect(shown(['标题', '状态', '收文日期', '办理单位'], received)).toEqual([
      ...['关于做好困难残疾人家庭走访的通知', '核对中', expect.stringMatching(/^2026-/), expect.any(String)],
    ])
    expect(received.cover).toContain('范围：状态：全部（不含已撤销）；本单位办理；')
    const written = await take(atCity, 'papers', {}, 'zh')
    expect(shown(['标题', '种类', '状态', '文号'], written)).toEqual([
      ...['关于报送走访情况的通知', '通知', '草稿', ''],
    ])
    expect((await ask(atCounty, 'papers', {})).body.code).toBe('export.nothing')
    expect((await ask(atCounty, 'notices', {})).body.code).toBe('export.nothing')
  })

  it('takes the list of close supervision along as its page shows it, and what was taken off when asked', async () => {
    const [task] = await listed(atCounty, 'tasks', { scope: 'given' })
    const [target] = await listed(atCounty, 'targets', {})
    for (const [kind, piece] of [
      ['target', target!],
      ['task', task!],
    ] as const)
      await atCounty.post('/supervision/watch', {
        ...{ kind, pieceId: piece.id, reason: `进度落后，联系 1380013${kind === 'task' ? 8000 : 8001}` },
      })
    const before = (await atCounty.get('/supervision/watch')).body as Line[]
    const file = await take(atCounty, 'supervision', { region: county })
    expect(file.rows.map((row) => file.cell(row, '页面地址'))).toEqual(
      before.map(({ kind, pieceId }) => `/${kind}s/${pieceId}`),
    )
    expect(file.rows.length).toBe(2)
    expect(file.cover).toContain('正在挂牌')
    expect(file.cover).not.toContain('个人信息')
    const row = file.rows.find((cells) => file.cell(cells, '页面地址') === `/targets/${target!.id}`)!
    const names = ['任务名称', '承担单位', '状态', '期限', '挂牌理由', '挂牌日期', '摘牌日期']
    expect(names.map((name) => plain(file.cell(row, name)))).toEqual([
      ...['推荐残疾人上岗就业人数', 'County 1', '已下达', '2026-11-25', '进度落后，联系 138****8001'],
      ...[work.office.server.day(), ''],
    ])
    await atCounty.post(`/supervision/${before[0]!.id}/lift`, { note: '已按期完成' })
    expect((await take(atCounty, 'supervision', {})).rows.length).toBe(1)
    const all = await take(atCounty, 'supervision', { past: 'true' }, 'en')
    expect(all.rows.map((cells) => all.cell(cells, 'Taken off on')).filter(Boolean)).toEqual([
      work.office.server.day(),
    ])
    const atOther = await work.join('caseworker', otherCounty)
    expect((await ask(atOther, 'supervision', { past: 'true' })).body.code).toBe('export.nothing')
    const commissioner = await work.join('commissioner', '990101001001')
    expect((await ask(commissioner, 'supervision', {})).status).toBe(403)
    expect((await ask(atCounty, 'supervision', { state: 'open' })).body.code).toBe('request.invalid')
  })

  it('hides numbers of people that stand in a clause', async () => {
    const { rows, cell } = await take(atCounty, 'tasks', { scope: 'given' })
    expect(rows.map((row) => cell(row, '依据原文'))).toEqual(
      Array.from({ length: 3 }, () => '每户走访一次，联系电话 138****8000'),
    )
  })

  it('shows nothing beyond the list: no other county, no role without the right, no filter unknown to it', async () => {
    const atOther = await work.join('caseworker', otherCounty)
    expect((await ask(atOther, 'tasks', { scope: 'area' })).body.code).toBe('export.nothing')
    expect((await ask(atOther, 'targets', { scope: 'area', region: county })).body.code).toBe(
      'export.nothing',
    )
    expect((await take(atOther, 'targets', { scope: 'area' })).rows.length).toBe(1)
    const auditor = await work.join('audit-officer', county)
    expect((await ask(auditor, 'targets', {})).body.code).toBe('access.forbidden')
    const commissioner = await work.join('commissioner', '990101001001')
    expect((await ask(commissioner, 'tasks', {})).status).toBe(403)
    expect((await ask(atCity, 'targets', { kind: 'holder' })).body.code).toBe('request.invalid')
    expect((await ask(atCity, 'tasks', { state: 'confirmed' })).body.code).toBe('request.invalid')
  })

  it('is held for a second person beyond the budget like every other list', async () => {
    await work.asOwner(
      `insert into export_policy values (gen_random_uuid(), 'caseworker', 'file-rows', $1, '2026-01-01', 1, 'test', 'x', now())`,
      [county],
    )
    const measured = await atCounty.post('/exports/measure', { what: 'tasks', filter: { scope: 'given' } })
    expect(measured.body).toMatchObject({ rows: 3, needsApproval: true })
  })
})
