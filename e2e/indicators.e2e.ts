import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Browser } from 'playwright-core'
import { openApi } from './support/api.ts'
import { openBrowser, openWindow, type Window } from './support/browser.ts'
import { content, heading, numberIn, signInAt } from './support/desk.ts'
import { journey } from './support/journey.ts'
import { look } from './support/look.ts'
import { lookInEveryMode } from './support/modes.ts'
import { type Office, openOffice } from './support/office.ts'

/** From the board down to the people, and a figure handed in: what only a browser shows of it. */
describe('an indicator opens down to its records', { concurrency: false }, () => {
  let office: Office
  let browser: Browser
  let window: Window
  const page = () => window.page
  const { does } = journey(() => (window ? [window.page] : []))

  before(
    async () => {
      office = await openOffice()
      const api = await openApi(office.url, office.accounts.clerk)
      await api.takeIn(office.county.register)
      await api.count()
      browser = await openBrowser()
      window = await openWindow(browser, office.url, { theme: 'system' })
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
  })

  does('the board leads to one indicator and its picture of places', async () => {
    await signInAt(page(), '/figures', office.accounts.clerk)
    await heading(page(), '指标')
    await page().getByRole('link', { name: '持证残疾人数', exact: true }).click()
    await heading(page(), '持证残疾人数')
    const tiles = page().getByRole('list', { name: /持证残疾人数：下级地区/ })
    await tiles.getByRole('listitem').nth(1).waitFor()
    await look(page())
    await lookInEveryMode(page())
  })

  does('the keyboard alone goes down a level and asks why', async () => {
    await page()
      .getByRole('list', { name: /下级地区/ })
      .getByRole('link')
      .first()
      .focus()
    await page().keyboard.press('Enter')
    await page().waitForURL(/region=/)
    await page().getByRole('link', { name: '为什么是这个数' }).focus()
    await page().keyboard.press('Enter')
    await heading(page(), /为什么是这个数/)
  })

  does('the records are as many as the figure says', async () => {
    const figure = numberIn(
      (await content(page()).getByRole('heading', { level: 2 }).first().textContent()) ?? '',
    )
    const shown = await page()
      .getByText(/共 [\d,]+ 条/)
      .first()
      .textContent()
    const total = Number(shown?.match(/共 ([\d,]+)/)?.[1]?.replaceAll(',', ''))
    assert.equal(total, figure)
    await look(page())
  })

  does('a figure is handed in and says what is wrong first', async () => {
    await page().goto('/reports?hand=in&indicator=device-fitting-rate')
    await page().getByLabel('其中已适配的人').fill('1750')
    await page().getByRole('button', { name: '报送' }).click()
    await page().getByText('比率必须同时填写分母。').waitFor()
    await page()
      .getByLabel(/有辅助器具需求/)
      .fill('2000')
    await page().getByLabel('依据').fill('第三季度适配台账，康复股存')
    await page().getByRole('button', { name: '报送' }).click()
    await page().getByText('1,750 ÷ 2,000').first().waitFor()
    await look(page())
  })

  does('nothing went wrong that a user would not see', async () => {
    assert.deepEqual(window.troubles, [])
  })
})
