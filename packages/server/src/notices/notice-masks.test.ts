import { text } from 'node:stream/consumers'
import { withTransaction } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { type Clerk, county, join, see, township, village } from './test-notices.ts'

/** An invented notice whose names no rule can tell from other words, with the telephone of an office. */
const paper = `清残联〔2026〕9号

清河县残疾人联合会
关于学习沈望舒先进事迹的通知

各乡镇残联：
一、为不少于180名重度残疾人发放护理补贴，由沈望舒带队走访。
二、各乡镇残联要于6月30日前将总结报沈 望舒处。
三、走访村民三二一八号院。
办公室电话：0999-5550123
清河县残疾人联合会
2026年1月20日
`

const everybody = { userId: 'system', reach: '{[000000000000,999999999999)}' }

/** The whole of what a database keeps of a notice outside what is sealed. */
const restingAt = async (office: TestOffice): Promise<string> =>
  withTransaction(office.server.pool, everybody, async (db) => {
    const kept: string[] = []
    for (const table of ['notice', 'notice_item', 'notice_event', 'work_clause', 'target', 'task', 'audit'])
      kept.push(JSON.stringify((await sql`select t.* from ${sql.table(table)} t`.execute(db)).rows))
    return kept.join('\n')
  })

describe('personal data that the reader missed', () => {
  let office: TestOffice
  let clerk: Clerk
  let colleague: Clerk
  let below: Clerk
  let id: string
  beforeAll(async () => {
    office = await testOffice()
    clerk = await join(office, 'data-clerk', county)
    colleague = await join(office, 'caseworker', county)
    below = await join(office, 'commissioner', village)
    id = (await clerk.paste(paper, '沈望舒.txt')).body.id
  })
  afterAll(() => office.close())

  const place = (words: string) => ({ start: paper.indexOf(words), end: paper.indexOf(words) + words.length })
  const version = async () => (await see(clerk, id)).version as number
  const mask = async (words: string, more: object = {}) =>
    clerk.act(`/${id}/mask`, {
      version: await version(),
      kind: 'name',
      everywhere: true,
      ...place(words),
      ...more,
    })
  const goDown = async () => {
    expect(
      (await clerk.act(`/${id}/confirm`, { version: await version(), withUndecided: true })).status,
    ).toBe(200)
    expect((await colleague.act(`/${id}/send`, { version: await version(), flagsSeen: true })).status).toBe(
      200,
    )
  }

  it('goes down in clear, with the work made of it, while nobody masks it', async () => {
    const { items } = await see(clerk, id)
    for (const { id: item, kind, value, start, end } of items) {
      const said =
        kind === 'deadline'
          ? { act: 'correct', item: { kind, value: { ...value, to: '沈望舒' } }, start, end }
          : { act: 'confirm' }
      expect((await clerk.act(`/${id}/items/${item}`, { version: 1, ...said }, 'PUT')).status).toBe(200)
    }
    await goDown()
    const worker = await office.signIn(await office.user('caseworker', county))
    const report = items.find(({ kind }: { kind: string }) => kind === 'deadline')
    const task = await worker.call('/api/v1/tasks', {
      method: 'POST',
      json: {
        title: '报送总结',
        what: '把总结报给沈望舒',
        dueOn: '2026-12-30',
        clause: { noticeId: id, itemId: report.id },
      },
    })
    expect(task.status).toBe(200)
    expect(JSON.stringify(await see(below, id))).toContain('沈望舒')
  })

  it('cannot be masked in a confirmed notice, neither by the clerk nor past the program', async () => {
    expect((await mask('沈望舒')).body.code).toBe('notice.not-open')
    const write = withTransaction(office.server.pool, everybody, (db) =>
      db.updateTable('notice').set({ text: 'other' }).where('id', '=', id).execute(),
    )
    await expect(write).rejects.toThrow('only while it is checked')
  })

  it('is masked wherever it stands, at its length, with all that was taken from it', async () => {
    expect(
      (await clerk.act(`/${id}/reopen`, { version: await version(), reason: '遮盖漏掉的姓名' })).status,
    ).toBe(200)
    expect((await below.get(`/${id}`)).status).toBe(404)
    const before = await see(clerk, id)
    expect(await restingAt(office)).toContain('把总结报给沈望舒')
    const masked = await mask('沈望舒')
    expect(masked.body).toMatchObject({ places: 3, work: 1, papers: 0 })
    expect(masked.body.items).toBeGreaterThan(0)
    const notice = await see(clerk, id)
    expect(notice.text).toBe(
      before.text.replaceAll('沈望舒', '沈**').replace('沈 望舒', '沈 **').replace('沈 **', '* **'),
    )
    expect(notice.title).toBe('清河县残疾人联合会关于学习沈**先进事迹的通知')
    expect(notice.fileName).toBe('***.txt')
    for (const { quote, start, end } of notice.items) expect(notice.text.slice(start, end)).toBe(quote)
    expect(notice.personalData.filter(({ by }: { by?: string }) => by === 'clerk')).toHaveLength(3)
    expect((await restingAt(office)).replaceAll(/\s/g, '')).not.toContain('沈望舒')
  })

  it('is told by nobody who still sees the page as it was', async () => {
    const [first] = (await see(clerk, id)).items
    const late = await clerk.act(
      `/${id}/items/${first.id}`,
      { version: first.version - 1, act: 'confirm' },
      'PUT',
    )
    expect(late.status).toBe(409)
    const value = { date: '2026-12-31', action: '沈望舒到会', to: null }
    const added = await clerk.act(`/${id}/items`, {
      item: { kind: 'deadline', value },
      ...place('发放护理补贴'),
    })
    expect(added.body.value.action).toBe('***到会')
    const one = { version: await version(), kind: 'other', everywhere: false, ...place('带队走访') }
    const answers = await Promise.all([clerk.act(`/${id}/mask`, one), colleague.act(`/${id}/mask`, one)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await mask('带队走访')).body.code).toBe('notice.masked-already')
    expect((await mask('带队', { start: 3, end: 3 })).body.code).toBe('notice.place-empty')
    expect((await mask('村民', { kind: 'secret' })).status).toBe(400)
    const town = await join(office, 'caseworker', township)
    expect((await town.act(`/${id}/mask`, one)).status).toBe(404)
  })

  it('is shown as the others are, and leaves in no test case', async () => {
    const shown = await clerk.act(`/${id}/reveal`, { ...place('沈望舒'), reason: '核对姓名' })
    expect(shown.body).toEqual({ value: '沈望舒' })
    const answer = await clerk.bytes(`/${id}/case?textSeen=yes`)
    const zip = await fromBufferPromise(Buffer.from(await answer.arrayBuffer()))
    for await (const entry of zip.eachEntry())
      expect((await text(await zip.openReadStreamPromise(entry))).replaceAll(/\s/g, '')).not.toContain(
        '沈望舒',
      )
  })

  it('is seen no more below once the notice is sent again', async () => {
    await goDown()
    const seen = JSON.stringify([await see(below, id), (await below.get('?from=above')).body])
    expect(seen).toContain('沈**')
    expect(seen.replaceAll(/\s/g, '')).not.toContain('沈望舒')
  })

  it('has a mask taken off with a reason, everywhere or there alone, and put on again', async () => {
    expect(
      (await clerk.act(`/${id}/reopen`, { version: await version(), reason: '电话是公开的' })).status,
    ).toBe(200)
    const { start } = place('0999-5550123')
    const off = async (more: object) =>
      clerk.act(`/${id}/unmask`, { version: await version(), start, ...more })
    expect((await off({ reason: '' })).status).toBe(400)
    expect((await off({ reason: '单位公开电话', start: start + 1 })).status).toBe(404)
    expect((await off({ reason: '单位公开电话' })).body).toMatchObject({ places: 1 })
    const bare = await see(clerk, id)
    expect(bare.text).toContain('0999-5550123')
    expect(bare.unmasked).toEqual([{ kind: 'phone', ...place('0999-5550123') }])
    expect((await mask('0999-5550123', { kind: 'phone' })).body).toMatchObject({ places: 1 })
    expect(await see(clerk, id)).toMatchObject({ unmasked: [] })
    const all = await off({ ...place('沈望舒'), everywhere: true, reason: '公开表彰的典型' })
    expect(all.body).toMatchObject({ places: 3, work: 1 })
    const back = await see(clerk, id)
    expect(back.title).toContain('沈望舒')
    for (const { quote, start: from, end } of back.items) expect(back.text.slice(from, end)).toBe(quote)
  })

  it('stands in its history and in the record, without the words', async () => {
    const history = (await clerk.get(`/${id}/history`)).body
    expect(history[0]).toMatchObject({ action: 'unmask', reason: '公开表彰的典型' })
    expect(history.map(({ action }: { action: string }) => action)).toContain('mask')
    const logged = await withTransaction(office.server.pool, everybody, (db) =>
      db
        .selectFrom('audit')
        .select(['action', 'reason', 'details'])
        .where('action', 'like', 'notice.%mask')
        .execute(),
    )
    expect(logged.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['notice.mask', 'notice.unmask']),
    )
    expect(JSON.stringify(logged)).not.toContain('沈望舒')
  })
})
