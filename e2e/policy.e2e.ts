import { after, before, describe } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openWindow, type Window } from './support/browser.ts'
import { heading, sentence, signInAt } from './support/desk.ts'
import { journey } from './support/journey.ts'
import { look } from './support/look.ts'
import { type Office, openOffice } from './support/office.ts'

/** A line of policy goes from the paper of one clerk over a second person to everybody. */
describe('a line of policy', { concurrency: false }, () => {
  let office: Office
  let browser: Browser
  let clerk: Window
  let second: Window
  before(async () => {
    office = await openOffice()
    browser = await openBrowser()
    clerk = await openWindow(browser, office.url)
    second = await openWindow(browser, office.url)
  })
  after(async () => {
    await browser?.close()
    await office?.close()
  })

  const { does } = journey(() => [clerk.page, second.page])
  const page = (): Page => clerk.page

  does('the clerk finds the warning line and enters the county’s own, with its paper', async () => {
    await signInAt(page(), '/policy-lines', office.accounts.clerk)
    await heading(page(), '政策标准')
    await look(page())
    await page().getByRole('link', { name: '自付医疗费预警线' }).click()
    await heading(page(), '自付医疗费预警线')
    await page().getByRole('button', { name: '提交，等待确认' }).click()
    await sentence(page(), '请写明依据的文件名称。')
    await look(page())
    await page().getByLabel('金额（元）').fill('15000')
    await page().getByLabel('依据文件名称').fill('关于调整因病致贫预警线的通知')
    await page().getByRole('button', { name: '试算影响' }).last().click()
    await page().getByRole('table', { name: '按今天的数据试算，不保存' }).waitFor()
    await page().getByRole('button', { name: '提交，等待确认' }).click()
    await sentence(page(), '等待第二个人确认')
  })

  does('somebody else confirms it, and it holds', async () => {
    const other = second.page
    await signInAt(other, '/policy-lines', office.accounts.caseworker)
    await other.getByRole('button', { name: '确认', exact: true }).click()
    await sentence(other, '15,000 元')
    await look(other)
    await page().reload()
    await sentence(page(), '业务经办人')
  })
})
