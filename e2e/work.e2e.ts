import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { plainDate } from '@zhucan/kernel'
import type { Browser } from 'playwright-core'
import { openBrowser, openWindow, type Window } from './support/browser.ts'
import { type CityOffice, openCity } from './support/city-office.ts'
import { choose, content, heading, signInAt } from './support/desk.ts'
import { journey } from './support/journey.ts'
import { look } from './support/look.ts'
import { lookInEveryMode } from './support/modes.ts'

/** A target is split by hand with the sum in sight, received on a phone, and missed on the board. */
describe('work that is handed down', () => {
  let office: CityOffice
  let browser: Browser
  let city: Window
  let district: Window
  const { does, sees } = journey(() => [city?.page, district?.page].filter((page) => page !== undefined))
  const press = (name: string | RegExp) =>
    city.page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click()

  before(
    async () => {
      office = await openCity(plainDate('2026-11-21'))
      browser = await openBrowser()
      city = await openWindow(browser, office.url)
      await signInAt(city.page, '/targets', office.accounts.writer!)
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
  })

  does('is entered by hand with the words it stands on, and confirmed', async () => {
    const { page } = city
    await press('新建目标任务')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: '指标' }).fill('职业培训')
    await page.getByRole('option', { name: /残疾人职业培训人次/ }).click()
    await dialog.getByLabel(/^数值/).fill('1500')
    await dialog.getByLabel(/^文件标题/).fill('关于印发2026年工作要点的通知')
    await dialog.getByLabel(/^原文/).fill('开展职业培训不少于1500人次')
    const entered: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') entered.push(request.url())
    })
    // Pressed twice before a slow computer has drawn that it is busy.
    await dialog.getByRole('button', { name: '录入', exact: true }).evaluate((button: HTMLElement) => {
      button.click()
      button.click()
    })
    await heading(page, '残疾人职业培训人次')
    await page.getByText('开展职业培训不少于1500人次').waitFor()
    assert.deepEqual(entered, [`${office.url}/api/v1/targets`], 'it is entered once')
    await press('确认')
    await page.getByText('已确认', { exact: true }).first().waitFor()
  })

  does('is split by hand: what is short cannot be handed down', async () => {
    const { page } = city
    await press('分解')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('平均', { exact: true }).click()
    await dialog.getByText(/合计正好，共 1,500/).waitFor()
    await dialog.getByText('手工', { exact: true }).click()
    const share = dialog.getByRole('textbox', { name: '东湖区 分到' })
    await share.fill('400')
    await dialog.getByText('合计 1,400，还差 100').waitFor()
    assert.equal(await dialog.getByRole('button', { name: '下达' }).isDisabled(), true)
    await share.fill('600')
    await dialog.getByText('合计 1,600，比总数多 100（允许）').waitFor()
    await dialog.getByLabel(/^签收期限/).fill('2026-11-23')
    await look(page)
    await dialog.getByRole('button', { name: '下达' }).click()
    await content(page).getByRole('link', { name: '东湖区' }).waitFor()
    await content(page).getByText('不少于 600 人次').waitFor()
  })

  does('is received on a phone, where it still says where it comes from', async () => {
    district = await openWindow(browser, office.url)
    const { page } = district
    await signInAt(page, '/supervision', office.accounts.checker_0!)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByText('请签收').waitFor()
    await look(page)
    await page.getByRole('link', { name: /残疾人职业培训人次/ }).click()
    await heading(page, '残疾人职业培训人次')
    await page.getByText('开展职业培训不少于1500人次').waitFor()
    await page.getByRole('button', { name: '签收', exact: true }).click()
    await page.getByText('已签收', { exact: true }).first().waitFor()
    await look(page)
  })

  sees('on the board days later, where a count opens exactly those who are late', async () => {
    const late = await openWindow(browser, await office.onDay('2026-11-26'), { theme: 'system' })
    const { page } = late
    await signInAt(page, '/supervision', office.accounts.writer!)
    await lookInEveryMode(page)
    const count = page.getByRole('link', { name: /江城市（合计），目标任务，已超期，3 项/ })
    await count.click()
    await heading(page, '目标任务')
    await page.getByText('共 3 项', { exact: true }).waitFor()
    await choose(page, '状态', '已签收')
    await page.getByText('共 1 项', { exact: true }).waitFor()
    assert.match(page.url(), /scope=area.*colour=orange|colour=orange.*scope=area/)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('button', { name: '关怀版' }).click()
    await page.locator('.zc-table[data-cards]').waitFor()
    const [due, state] = await page
      .locator('tr:has(td[data-label=期限])')
      .first()
      .locator('td[data-label=期限], td[data-label=状态]')
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().top))
    assert.ok(Math.abs(due! - state!) < 20, `a wide card has no line for a day alone: ${due}, ${state}`)
    // Both in one go, as for somebody faster than a slow computer draws: neither choice undoes the other.
    await page.getByRole('button', { name: /(状态|期限)$/ }).evaluateAll((filters) => {
      for (const filter of filters)
        filter.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }))
    })
    await page.waitForURL(
      (url) => url.searchParams.get('state') !== 'received' && url.searchParams.get('colour') !== 'orange',
    )
    for (const place of ['/notices', '/papers']) {
      await page.goto(new URL(place, page.url()).href)
      await page.setViewportSize({ width: 390, height: 844 })
      const state = page.getByRole('search').getByRole('button', { name: /状态/ })
      await page.getByRole('button', { name: '筛选' }).waitFor()
      assert.equal(await state.isVisible(), false, 'filters fold where the screen is narrow')
      await page.getByRole('button', { name: '筛选' }).click()
      await state.waitFor()
    }
    await late.context.close()
  })
})
