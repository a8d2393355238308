import { after, before, describe } from 'node:test'
import { createPool } from '@zhucan/db'
import type { Browser } from 'playwright-core'
import { openApi } from './support/api.ts'
import { openBrowser, openWindow, type Window } from './support/browser.ts'
import { signInAt } from './support/desk.ts'
import { journey, outputFolder } from './support/journey.ts'
import { look } from './support/look.ts'
import { type Office, openOffice } from './support/office.ts'

/** An open screen that somebody else sits down at: numbers and large files are not to be had from it. */
describe('asked again who one is', { concurrency: false }, () => {
  let office: Office
  let browser: Browser
  let window: Window
  before(
    async () => {
      office = await openOffice()
      const api = await openApi(office.url, office.accounts.clerk)
      await api.takeIn(office.county.register)
      browser = await openBrowser()
      window = await openWindow(browser, office.url)
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
  })
  const { does } = journey(() => [window.page])

  does('a large file is asked for once the password is shown anew, in a window above', async () => {
    const { page } = window
    await signInAt(page, '/register?kind=holder', office.accounts.clerk)
    const owner = createPool(office.ownerUrl, { max: 1 })
    await owner.query(`set app.reach = '{[000000000000,999999999999)}'`)
    await owner.query(`update auth_session set confirmed_at = confirmed_at - interval '11 minutes'`)
    await owner.query(
      `insert into export_policy values (gen_random_uuid(), 'data-clerk', 'file-rows', $1, '2026-01-01', 10, 'test', 'test', now())`,
      [office.county.code],
    )
    await owner.end()
    await page.getByRole('button', { name: '导出', exact: true }).click()
    const dialog = page.getByRole('dialog').last()
    await dialog.getByLabel('用途').fill('报送县审计局核对补贴')
    await page.getByRole('button', { name: /^提交审批/ }).click()
    const password = page.getByLabel('现在的密码')
    await password.waitFor()
    await page.screenshot({ path: `${outputFolder}/asked-again.png` })
    await look(page)
    await password.fill(office.accounts.clerk.password)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').last().getByText('已提交').waitFor()
  })
})
