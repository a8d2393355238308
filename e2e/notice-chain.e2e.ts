import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import { plainDate } from '@zhucan/kernel'
import { readNotice } from '@zhucan/reading'
import { readPaper } from '@zhucan/reading-files'
import type { Browser } from 'playwright-core'
import { type Api, openApi } from './support/api.ts'
import { openBrowser, openWindow, type Window } from './support/browser.ts'
import { type CityOffice, districts, openCity } from './support/city-office.ts'
import { signInAt } from './support/desk.ts'
import { journey } from './support/journey.ts'
import { look } from './support/look.ts'

const plan = `江残联〔2026〕3号

江城市残疾人联合会
关于印发《2026年全市残疾人工作要点》的通知

各区残联，机关各部室、直属各单位：
现将《2026年全市残疾人工作要点》印发给你们，请认真贯彻执行。
江城市残疾人联合会
2026年1月20日

2026年全市残疾人工作要点

一、就业培训
（一）组织残疾人职业培训不少于1500人次。市残联教育就业部负责制定培训计划。
二、强化组织
（二）各区残联要于11月25日前将完成情况报市残联。
`

interface Item {
  id: string
  version: number
  kind: string
  value: { value?: number }
}
interface Piece {
  id: string
  version: number
  region: string
  value: string
}

/** From the work plan that arrives to the circular that leaves, on invented days. */
describe('the chain of a notice', () => {
  let office: CityOffice
  let browser: Browser
  let desk: Window
  let folder = ''
  let chief: Window
  let root = ''
  const api: Record<string, Api> = {}
  const { does, sees } = journey(() => [desk, chief].flatMap((window) => (window ? [window.page] : [])))
  const as = (name: string): Api => api[name]!
  const pieceNow = async (who: string, id: string) => await as(who).get<Piece>(`/api/v1/targets/${id}`)

  before(
    async () => {
      folder = await mkdtemp(join(tmpdir(), 'zhucan-chain-'))
      office = await openCity(plainDate('2026-11-21'))
      browser = await openBrowser()
      for (const [name, account] of Object.entries(office.accounts))
        api[name] = await openApi(office.url, account)
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
    await rm(folder, { recursive: true, force: true })
  })

  does('a work plan is pasted, read and confirmed, and its goal becomes a target', async () => {
    desk = await openWindow(browser, office.url)
    await signInAt(desk.page, '/notices', office.accounts.writer!)
    await desk.page.getByText('或者粘贴文字').click()
    await desk.page.getByLabel(/文件全文/).fill(plan)
    await desk.page.getByRole('button', { name: '识读这段文字' }).click()
    await desk.page.waitForURL(/\/notices\/[0-9a-f-]{36}/)
    const notice = new URL(desk.page.url()).pathname.split('/').at(-1)!
    const whole = await as('writer').get<{ version: number; items: Item[] }>(`/api/v1/notices/${notice}`)
    for (const item of whole.items) {
      const path = `/api/v1/notices/${notice}/items/${item.id}`
      await as('writer').send(path, { version: item.version, act: 'confirm' }, 'PUT')
    }
    const { version } = await as('writer').get<{ version: number }>(`/api/v1/notices/${notice}`)
    await as('writer').send(`/api/v1/notices/${notice}/confirm`, { version, withUndecided: false })
    const goal = whole.items.find(({ kind, value }) => kind === 'target' && value.value === 1500)!
    const made = await as('writer').send<{ id: string }>('/api/v1/targets', {
      clause: { noticeId: notice, itemId: goal.id },
      ...{ indicator: 'vocational-training', form: 'floor', value: '1500', unit: 'person-times' },
      ...{ periodFrom: '2026-01-01', periodTo: '2026-12-31' },
    })
    root = made.id
  })

  does('the target is split to the districts, each takes its share, and a report is asked for', async () => {
    const act = async (who: string, id: string, action: string, body: object = {}) =>
      as(who).send(`/api/v1/targets/${id}/${action}`, { version: (await pieceNow(who, id)).version, ...body })
    await act('writer', root, 'confirm')
    await act('writer', root, 'split', { by: 'equal', receiveBy: '2026-11-23' })
    const { rows } = await as('writer').get<{ rows: Piece[] }>(`/api/v1/targets?scope=area&parent=${root}`)
    assert.deepEqual(
      rows.map(({ region, value }) => [region, value]),
      districts.map((code) => [code, '500']),
    )
    for (const [at, code] of districts.entries()) {
      const share = rows.find(({ region }) => region === code)!.id
      await act(`checker_${at}`, share, 'receive')
      await act(`checker_${at}`, share, 'confirm')
      await act('writer', share, 'ask-report', { reportBy: '2026-11-25' })
    }
  })

  does('a district hands its figure in with a photo of the list', async () => {
    const reporter = await openWindow(browser, office.url)
    const { page } = reporter
    await signInAt(page, '/reports?hand=in&indicator=vocational-training', office.accounts.reporter_0!)
    await page
      .getByRole('textbox', { name: /参加培训的人次|培训/ })
      .first()
      .fill('620')
    await page.getByLabel('依据').fill('培训班签到册')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '选择文件' }).click()
    const photo = join(folder, '签到册.jpg')
    await writeFile(photo, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))
    await (await chooser).setFiles(photo)
    await page.getByRole('button', { name: '移除 签到册.jpg' }).waitFor()
    await look(page, 'all-but-colours')
    await page.getByRole('button', { name: '报送' }).click()
    await page.getByRole('link', { name: '签到册.jpg' }).waitFor()
    await reporter.context.close()
  })

  does('the other district reports too, somebody else checks, a leader locks', async () => {
    await as('reporter_1').send('/api/v1/reports', {
      ...{ indicator: 'vocational-training', region: districts[1], period: '2026-Q3' },
      ...{ numerator: '410', evidence: '培训班签到册', submit: true },
    })
    for (const at of [0, 1]) {
      const { reports } = await as(`checker_${at}`).get<{ reports: { id: string }[] }>(
        '/api/v1/reports?indicator=vocational-training',
      )
      const { id } = reports[0]!
      for (const [who, step] of [
        [`checker_${at}`, 'review'],
        [`leader_${at}`, 'lock'],
      ] as const) {
        const { revision } = await as(who).get<{ revision: number }>(`/api/v1/reports/${id}`)
        await as(who).send(`/api/v1/reports/${id}/${step}`, { revision })
      }
    }
  })

  does('a day after the report was due, the circular is drafted and names who is overdue', async () => {
    const later = await office.onDay('2026-11-26')
    await desk.context.close()
    desk = await openWindow(browser, later)
    const { page } = desk
    await signInAt(page, '/papers?make=targets', office.accounts.writer!)
    await page.getByLabel('开始日期').fill('2026-01-01')
    await page.getByLabel('结束日期').fill('2026-11-26')
    await page.getByText(/残疾人职业培训人次/).click()
    await page.getByRole('button', { name: '生成草稿' }).click()
    const sheet = page.getByRole('region', { name: '版面预览' })
    await sheet.waitFor()
    const text = await sheet.innerText()
    for (const told of ['东湖区', '620', '124.00%', '西山区', '82.00%', '南岸区', '未报送', '已逾期1天'])
      assert.ok(text.includes(told), `${told} is missing in ${text}`)
    await look(page)
    await page.getByRole('textbox', { name: '附注' }).fill('此件公开发布')
    await sheet.getByText('（此件公开发布）').waitFor()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('没有未保存的修改').waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), '保存')
    await page.getByRole('link', { name: '124.00%', exact: true }).first().click()
    await page.getByText('残疾人职业培训人次').first().waitFor()
    await look(page, 'all-but-colours')
  })

  does('a second person approves it and the leader issues it under number one', async () => {
    const { pathname } = new URL(desk.page.url())
    const later = new URL(desk.page.url()).origin
    const reader = await openApi(later, office.accounts.reader!)
    const id = pathname.split('/').at(-1)!
    await reader.send(`/api/v1/papers/${id}/review`, { version: 2 })
    chief = await openWindow(browser, later)
    await signInAt(chief.page, pathname, office.accounts.chief!)
    await chief.page.getByRole('button', { name: '签发' }).click()
    const dialog = chief.page.getByRole('dialog')
    await look(chief.page, 'all-but-colours')
    await dialog.getByRole('button', { name: '签发' }).click()
    await chief.page.getByText('江残联〔2026〕1号').first().waitFor()
  })

  does('the leader goes down to a district and asks why its number is what it is', async () => {
    const { page } = chief
    const paper = page.url()
    await page.goto('/figures/vocational-training')
    await page
      .getByRole('link', { name: /东湖区：620/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /为什么是这个数/ }).waitFor()
    const told = await page.getByRole('main').innerText()
    for (const word of ['2026年第三季度', '培训班签到册', '1份附件', '已锁定'])
      assert.ok(told.includes(word), `${word}: ${told}`)
    await page.goto(paper)
  })

  sees('the file that leaves is the one that was issued, with every figure', async () => {
    const { page } = chief
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 docx' }).click(),
    ])
    const path = join(folder, 'circular.docx')
    await download.saveAs(path)
    const { sha256 } = await (await openApi(new URL(page.url()).origin, office.accounts.chief!)).get<{
      sha256: string
    }>(`/api/v1${new URL(page.url()).pathname}`)
    assert.equal(
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
      sha256,
    )
    const { text } = await readPaper(path)
    const read = readNotice(text)
    assert.equal(read.documentNumber, '江残联〔2026〕1号')
    assert.equal(read.issuedOn, '2026-11-26')
    assert.deepEqual(read.doubts, [])
    for (const told of ['620', '410', '124.00%', '82.00%', '南岸区', '逾期1天'])
      assert.ok(text.includes(told), told)
  })
})
