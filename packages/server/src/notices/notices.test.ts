import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import { text } from 'node:stream/consumers'
import { withTransaction } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { scoreDocument } from '../../../reading/test/score.ts'
import { findUser } from '../access/index.ts'
import { inSession } from '../platform/index.ts'
import { confirmedItems } from './index.ts'
import { readApart, workOf } from './read-apart.ts'
import { type Clerk, city, county, join, see, township, village } from './test-notices.ts'

/** An invented plan with every kind of item, a telephone with a name, and a sum that does not agree. */
const plan = `清残联〔2026〕3号

清河县残疾人联合会
关于印发《2026年全县残疾人工作要点》的通知

各乡镇（街道）残联，县残联各股室：
现将《2026年全县残疾人工作要点》印发给你们，请认真贯彻执行。
清河县残疾人联合会
2026年1月20日

2026年全县残疾人工作要点

2025年，全县新增残疾人就业126人。全县持证残疾人2530人，已走访2502人，还有82人未走访。
一、完善保障
（一）落实两项补贴。为不少于1800名重度残疾人发放护理补贴。
（二）无障碍改造。10月31日前全面完成60户困难重度残疾人家庭无障碍改造任务。
二、提升服务
（三）精准康复。残疾人基本康复服务率达到92%以上。（责任单位：县残联康复股牵头，县卫生健康局配合）
（四）各乡镇残联要于6月30日前将上半年工作总结报县残联办公室。
联系人：林晓岚，电话：0999-5550123
`

const samples = joinPath(import.meta.dirname, '../../../reading-files/test/samples')
const sample = (name: string) => readFile(joinPath(samples, name))

async function unzip(bytes: Buffer): Promise<Map<string, string>> {
  const parts = new Map<string, string>()
  const zip = await fromBufferPromise(bytes)
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)))
  return parts
}

describe('a notice from its arrival to the village', () => {
  let office: TestOffice
  let clerk: Clerk
  let colleague: Clerk
  let id: string
  beforeAll(async () => {
    office = await testOffice()
    clerk = await join(office, 'data-clerk', county)
    colleague = await join(office, 'caseworker', county)
  })
  afterAll(() => office.close())

  const itemOf = async (kind: string, quote: string) =>
    (await see(clerk, id)).items.find((item: { kind: string; quote: string }) => {
      return item.kind === kind && item.quote.includes(quote)
    })

  it('is read when it arrives, its personal data masked at their length and every quote in its place', async () => {
    const { status, body } = await clerk.paste(plan)
    expect([status, body.isKnown]).toEqual([200, false])
    id = body.id
    const notice = await see(clerk, id)
    expect(notice).toMatchObject({
      title: '清河县残疾人联合会关于印发《2026年全县残疾人工作要点》的通知',
      documentNumber: '清残联〔2026〕3号',
      issuedOn: '2026-01-20',
      state: 'checking',
      isOwn: true,
      source: 'pasted',
    })
    expect(notice.text).toHaveLength(plan.length)
    expect(notice.text).not.toContain('5550123')
    expect(notice.text).not.toContain('林晓岚')
    expect(notice.personalData.map(({ kind }: { kind: string }) => kind)).toEqual(['name', 'phone'])
    expect(notice.doubts).toMatchObject([{ kind: 'difference', printed: 82, computed: 28 }])
    expect(new Set(notice.items.map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set(['target', 'fact', 'deadline', 'responsibility']),
    )
    for (const { quote, start, end } of notice.items) expect(notice.text.slice(start, end)).toBe(quote)
  })

  it('comes back byte for byte, and the same bytes again lead to the notice that is there', async () => {
    const again = await clerk.paste(plan)
    expect(again.body).toMatchObject({ id, isKnown: true })
    const bytes = await sample('notice.docx')
    const sent = await clerk.upload(bytes, '../通知.docx')
    expect(sent.status).toBe(200)
    const original = await clerk.bytes(`/${sent.body.id}/original`)
    const hash = (what: Uint8Array) => createHash('sha256').update(what).digest('hex')
    expect(hash(new Uint8Array(await original.arrayBuffer()))).toBe(hash(bytes))
    expect((await see(clerk, sent.body.id)).sha256).toBe(hash(bytes))
    expect((await see(clerk, sent.body.id)).fileName).toBe('通知.docx')
    const files = await readdir(joinPath(office.folder, 'data', 'notices'))
    expect(files).toHaveLength(2)
    for (const name of files) {
      const resting = await readFile(joinPath(office.folder, 'data', 'notices', name))
      expect(resting.includes(bytes.subarray(0, 24)) || resting.includes(plan.slice(0, 12))).toBe(false)
    }
  })

  it.each([
    ['entities.docx', 'document.unsafe'],
    ['scanned.pdf', 'document.no-text-layer'],
  ])('refuses %s in plain words', async (name, code) => {
    const { status, body } = await clerk.upload(await sample(name), name)
    expect([status, body.code]).toEqual([422, code])
  })

  it('refuses what no reader reads, keeps a text that no database would, and ends a reading that takes too much', async () => {
    expect((await clerk.upload('MZ program', 'notice.exe')).body.code).toBe('document.unknown-kind')
    expect((await clerk.upload('', 'notice.txt')).body.code).toBe('sheet.empty')
    expect((await clerk.paste('  \n ')).body.code).toBe('document.empty')
    const odd = await clerk.paste(`%PDF-1.7 \u0000 是文字\n一、为10名残疾人服务。\u0000`)
    expect((await see(clerk, odd.body.id)).text).toContain('\ufffd')
    const slow = readApart(Buffer.from(plan), null, { milliseconds: 1, megabytes: 1_000 })
    await expect(slow).rejects.toMatchObject({ code: 'document.too-slow' })
    const large = readApart(Buffer.from(plan), null, { milliseconds: 20_000, megabytes: 16 })
    await expect(large).rejects.toMatchObject({ code: 'document.unsafe' })
  })

  it.runIf(process.platform === 'linux')(
    'counts the work of a reading, not how long a busy computer lets it wait',
    async () => {
      const spent = () => {
        const { user, system } = process.cpuUsage()
        return (user + system) / 1000
      }
      const before = spent()
      const work = await workOf(process)
      // The system counts in hundredths of a second, of each kind of work.
      expect(work).toBeGreaterThan(before - 21)
      expect(work).toBeLessThan(spent() + 21)
    },
  )

  it('shows personal data to one person at a time, and writes it down first', async () => {
    const [name] = (await see(clerk, id)).personalData
    const shown = await clerk.act(`/${id}/reveal`, { start: name.start, reason: '电话核对' })
    expect(shown.body).toEqual({ value: '林晓岚' })
    const logged = await withTransaction(office.server.pool, { userId: 'system' }, (db) =>
      db
        .selectFrom('audit')
        .select(['action', 'subjectId', 'reason'])
        .where('action', '=', 'notice.reveal')
        .execute(),
    )
    expect(logged).toEqual([{ action: 'notice.reveal', subjectId: id, reason: '电话核对' }])
    const other = await clerk.act(`/${id}/reveal`, { start: name.start + 1, reason: '电话核对' })
    expect(other.status).toBe(404)
  })

  it('is decided item by item: confirm, correct, change the kind, reject, take back, add', async () => {
    const decide = async (item: { id: string; version: number }, said: object) =>
      (await clerk.act(`/${id}/items/${item.id}`, { version: item.version, ...said }, 'PUT')).body
    const subsidy = await itemOf('target', '1800')
    expect(await decide(subsidy, { act: 'confirm' })).toMatchObject({ state: 'confirmed', version: 2 })
    const jobs = await itemOf('fact', '126')
    const turned = { kind: 'target', value: { ...jobs.value, comparator: '>=' } }
    const at = { start: jobs.start, end: jobs.end }
    expect(await decide(jobs, { act: 'correct', item: turned, ...at })).toMatchObject({
      state: 'corrected',
      kind: 'target',
      proposed: { kind: 'fact' },
      decidedByName: expect.stringContaining('data_clerk'),
    })
    const back = { kind: 'fact', value: jobs.value }
    expect(await decide({ ...jobs, version: 2 }, { act: 'correct', item: back, ...at })).toMatchObject({
      state: 'confirmed',
    })
    const homes = await itemOf('target', '60户')
    expect(await decide(homes, { act: 'reject' })).toMatchObject({ state: 'rejected' })
    expect(await decide({ ...homes, version: 2 }, { act: 'reset' })).toMatchObject({ state: 'proposed' })
    const start = plan.indexOf('请认真贯彻执行') - 1
    const item = { kind: 'deadline', value: { date: '2026-12-31', action: '贯彻执行', to: null } }
    const added = await clerk.act(`/${id}/items`, { item, start, end: start + 9 })
    expect(added.body).toMatchObject({
      state: 'added',
      quote: '，请认真贯彻执行。',
      proposed: null,
      section: '',
    })
    const nothing = await clerk.act(`/${id}/items`, { item, start: 3, end: 3 })
    expect(nothing.body.code).toBe('notice.place-empty')
    const wrong = { kind: 'target', value: { date: '2026-12-31' } }
    expect((await clerk.act(`/${id}/items`, { item: wrong, start, end: start + 9 })).status).toBe(400)
  })

  it('tells the later of two who decide the same item who was there first', async () => {
    const rate = await itemOf('target', '92%')
    const said = (act: string) => [`/${id}/items/${rate.id}`, { version: 1, act }, 'PUT'] as const
    const answers = await Promise.all([clerk.act(...said('confirm')), colleague.act(...said('reject'))])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const late = answers.find(({ status }) => status === 409)!.body
    expect(late).toMatchObject({ code: 'notice.item-decided', params: { name: expect.any(String) } })
  })

  it('is confirmed with a clear word about what is undecided, and then changes no more', async () => {
    const { version, items } = await see(clerk, id)
    const open = items.filter(({ state }: { state: string }) => state === 'proposed').length
    expect(open).toBeGreaterThan(0)
    const early = await clerk.act(`/${id}/confirm`, { version })
    expect(early.body).toMatchObject({ code: 'notice.undecided', params: { count: open } })
    expect((await clerk.act(`/${id}/confirm`, { version: version + 1 })).body.code).toBe('notice.changed')
    const done = await clerk.act(`/${id}/confirm`, { version, withUndecided: true })
    expect(done.body).toMatchObject({ state: 'confirmed' })
    const homes = await itemOf('target', '60户')
    const late = await clerk.act(
      `/${id}/items/${homes.id}`,
      { version: homes.version, act: 'confirm' },
      'PUT',
    )
    expect(late.body.code).toBe('notice.not-open')
  })

  it('gives what people stand for to the work that is made of it', async () => {
    const { id: userId } = await office.user('caseworker', county)
    const user = await findUser(office.server, userId)
    const made = await inSession(office.server, user!, (ctx) => confirmedItems(ctx, id))
    expect(made.map(({ quote }) => quote)).toEqual(
      made.toSorted((a, b) => a.start - b.start).map(({ start, end }) => plan.slice(start, end)),
    )
    expect(made.map(({ kind }) => kind)).toContain('deadline')
    expect(made.some(({ quote }) => quote.includes('60户'))).toBe(false)
  })

  it('leaves as a test case that the scorer reads: what was decided against what was read', async () => {
    expect((await clerk.get(`/${id}/case`)).body).toMatchObject({ code: 'notice.text-unseen' })
    const answer = await clerk.bytes(`/${id}/case?textSeen=yes`)
    const parts = await unzip(Buffer.from(await answer.arrayBuffer()))
    const names = [...parts.keys()].sort()
    expect(names.map((name) => name.replace(/notice-\w{12}/, 'NAME'))).toEqual([
      ...['gold/NAME.gold.json', 'gold/NAME.txt', 'read/NAME.json'],
    ])
    const [gold, said, read] = names.map((name) => parts.get(name)!)
    const wanted = JSON.parse(gold!)
    for (const { quote, start } of wanted.items) expect(said!.slice(start, start + quote.length)).toBe(quote)
    const score = scoreDocument(wanted, JSON.parse(read!))
    expect(score).toMatchObject({ metadata: 5, sections: { missed: 0, wrong: 0 }, target: { missed: 0 } })
    // What a person added is what the reader missed.
    expect(score.deadline).toMatchObject({ missed: 1 })
  })

  it('goes down only when somebody has seen what was flagged, and is read there without what nobody stands for', async () => {
    const below = await join(office, 'commissioner', village)
    expect((await below.get(`/${id}`)).status).toBe(404)
    const { version } = await see(clerk, id)
    expect((await clerk.act(`/${id}/send`, { version, flagsSeen: true })).status).toBe(403)
    const blind = await colleague.act(`/${id}/send`, { version })
    expect(blind.body).toMatchObject({ code: 'notice.flags-unseen', params: { personal: 2, doubts: 1 } })
    expect((await colleague.act(`/${id}/send`, { version, flagsSeen: true })).status).toBe(200)
    const seen = await see(below, id)
    expect(seen).toMatchObject({ isOwn: false, doubts: [] })
    expect(seen.items.map(({ state }: { state: string }) => state)).not.toContain('proposed')
    expect(seen.text).not.toContain('5550123')
    expect((await below.get('?from=above')).body.rows).toMatchObject([{ id }])
    const town = await join(office, 'caseworker', township)
    expect((await town.act(`/${id}/reopen`, { version: version + 1, reason: '本级不同意' })).status).toBe(403)
    expect((await (await join(office, 'leader', city)).get(`/${id}`)).status).toBe(200)
    expect((await (await join(office, 'leader', '990201000000')).get(`/${id}`)).status).toBe(404)
  })

  it('is opened again with a reason, which takes it back from below and stands in its history', async () => {
    const { version } = await see(clerk, id)
    expect((await clerk.act(`/${id}/reopen`, { version, reason: '' })).status).toBe(400)
    const open = await clerk.act(`/${id}/reopen`, { version, reason: '数字有误，重新核对' })
    expect(open.body).toMatchObject({ state: 'checking' })
    expect((await (await join(office, 'commissioner', village)).get(`/${id}`)).status).toBe(404)
    const history = (await clerk.get(`/${id}/history`)).body
    expect(history[0]).toMatchObject({ action: 'reopen', reason: '数字有误，重新核对' })
    expect(history.at(-1)).toMatchObject({ action: 'take' })
    expect(history.map(({ action }: { action: string }) => action)).toContain('correct')
  })

  it('is listed page by page in the order asked for', async () => {
    const paste = async (number: string, day: string) => {
      const paper = plan
        .replace('3号', number)
        .replaceAll('工作要点', '翻页要点')
        .replaceAll('2026年1月20日', day)
      return (await clerk.paste(paper)).body.id as string
    }
    const [early, late] = [await paste('8号', '2026年2月9日'), await paste('7号', '2025年12月1日')]
    const list = async (asked: string) =>
      (await clerk.get(`?title=${encodeURIComponent('翻页要点')}&${asked}`)).body
    const ids = async (asked: string) => (await list(asked)).rows.map((row: { id: string }) => row.id)
    expect(await ids('')).toEqual([late, early])
    expect(await ids('sort=received')).toEqual([early, late])
    expect(await ids('sort=issued')).toEqual([late, early])
    expect(await ids('sort=-issued&pageSize=1&page=2')).toEqual([late])
    for (const sort of ['title', '-office', 'state', '-received'])
      expect((await ids(`sort=${sort}`)).toSorted()).toEqual([early, late].toSorted())
    expect((await clerk.get('?sort=size')).status).toBe(400)
  })
})
