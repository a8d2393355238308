import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser, openWindow, type Window } from './support/browser.ts'
import { signInAt } from './support/desk.ts'
import { journey } from './support/journey.ts'
import { arrives, focusOf, tabTo } from './support/keyboard.ts'
import { look } from './support/look.ts'
import { noticePlan as plan } from './support/notice-plan.ts'
import { type Office, openOffice } from './support/office.ts'

/** As it may arrive: with a name that no rule can tell from other words. */
const noticePlan = plan.replace('还有82人未走访。', '还有82人未走访（见沈望舒、沈望舒家属来信）。')

/** A plan arrives and is checked by somebody who has only a keyboard. */
describe('a notice', () => {
  let office: Office
  let browser: Browser
  let desk: Window
  const { does, sees } = journey(() => (desk ? [desk.page] : []))
  const press = async (...keys: string[]) => {
    for (const key of keys) await desk.page.keyboard.press(key)
  }
  const decided = (done: number, total: number) =>
    desk.page.getByText(`已处理 ${done} / ${total}`, { exact: true }).waitFor()
  const stateOf = (words: string | RegExp) => desk.page.getByRole('button', { name: words }).first()

  before(
    async () => {
      office = await openOffice()
      browser = await openBrowser()
      desk = await openWindow(browser, office.url)
      await signInAt(desk.page, '/notices', office.accounts.caseworker)
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
  })

  does('is pasted, read, and stands beside what was read in it', async () => {
    const { page } = desk
    await tabTo(page, '或者粘贴文字')
    await press('Enter')
    await tabTo(page, /文件全文/)
    await page.keyboard.insertText(noticePlan)
    await press('Tab', 'Enter')
    await arrives(page, '清河县残疾人联合会关于印发《2026年全县残疾人工作要点》的通知')
    await decided(0, 17)
    const text = page.getByRole('region', { name: '正文' })
    assert.match(await text.innerText(), /联系人：林\*\*，电话：\*{10}23/)
  })

  does('is decided by single keys, which lead from one to the next', async () => {
    const { page } = desk
    await press('n')
    await page.locator('mark', { hasText: '1800名' }).waitFor()
    assert.match((await focusOf(page)).name, /重度残疾人发放护理补贴 不少于 1,800 人/)
    await press('y')
    await decided(1, 17)
    await page.locator('mark', { hasText: '每人每月110元' }).waitFor()
    // A standard that holds already, taken for a goal.
    await press('t')
    await decided(2, 17)
    await stateOf(/困难残疾人生活补贴标准.*已更正/).waitFor()
    await page.locator('mark', { hasText: '60户困难重度残疾人家庭' }).first().waitFor()
    await press('x')
    await decided(3, 17)
    await stateOf(/困难重度残疾人家庭无障碍改造任务 60 户.*已排除/).waitFor()
    // In one go, as for somebody faster than a slow computer draws: the third key is meant for where the second led.
    await page.evaluate(
      (keys) => {
        for (const key of keys)
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      },
      ['k', 'k', 'u'],
    )
    await decided(2, 17)
    await stateOf(/重度残疾人发放护理补贴.*待处理/).waitFor()
  })

  does('is corrected in a form that the keyboard fills', async () => {
    const { page } = desk
    await press('e')
    await page.getByRole('form', { name: '更正条目' }).waitFor()
    await tabTo(page, /^数值/)
    await press('Control+A')
    await page.keyboard.insertText('1850')
    await press('Enter')
    await stateOf(/1,850 人.*已更正/).waitFor()
    await decided(3, 17)
  })

  does('gets an item added, its words chosen sentence by sentence', async () => {
    const { page } = desk
    await press('a')
    const form = page.getByRole('form', { name: '补充条目' })
    await form.waitFor()
    await tabTo(page, /查找原文中的字句/)
    await page.keyboard.insertText('组联股负责')
    await press('Enter')
    await tabTo(page, '起点前移', 'Shift+Tab')
    await press('Enter')
    await form.locator('blockquote', { hasText: '县残联组联股负责' }).waitFor()
    await tabTo(page, /类别$/)
    await press('ArrowRight', 'ArrowRight', 'ArrowRight')
    await tabTo(page, /^牵头单位/)
    await page.keyboard.insertText('县残联组联股')
    await press('Enter')
    await decided(4, 18)
    await stateOf(/县残联组联股.*人工补充/).waitFor()
  })

  does('takes a click in the text for its item, and words dragged over for a new one', async () => {
    const { page } = desk
    await page.getByText('举办职业技能培训班4期').first().click()
    await stateOf(/举办职业技能培训班 4 期/)
      .and(page.locator('[aria-expanded=true]'))
      .waitFor()
    const words = page.getByRole('region', { name: '正文' }).getByText('请认真贯彻执行')
    await words.scrollIntoViewIfNeeded()
    const box = await words.boundingBox()
    assert.ok(box)
    await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width - 100, box.y + box.height / 2, { steps: 4 })
    await page.mouse.up()
    await page.getByText(/^已选 \d+ 字$/).waitFor()
    await page.getByRole('button', { name: '用作新条目' }).click()
    await page.getByRole('form', { name: '补充条目' }).locator('blockquote').waitFor()
    await press('Escape')
  })

  does('has words masked that were not recognised, and a mask taken off', async () => {
    const { page } = desk
    const text = page.getByRole('region', { name: '正文' })
    await press('m')
    const form = page.getByRole('form', { name: '遮盖个人信息' })
    await form.waitFor()
    await page.keyboard.insertText('沈望')
    await press('Enter')
    await tabTo(page, '终点后移', 'Shift+Tab')
    await press('Enter')
    await form.locator('blockquote', { hasText: '沈望舒' }).waitFor()
    await form.getByText('文中另有 1 处同样的文字，一并遮盖').waitFor()
    await look(page)
    await tabTo(page, '遮盖')
    await press('Enter')
    await page.getByText(/^已遮盖 2 处。/).waitFor()
    assert.match(await text.innerText(), /（见沈\*\*、沈\*\*家属来信）/)
    await tabTo(page, /^解除遮盖 第 \d+ 行的电话号码$/)
    await press('Enter')
    await page.getByRole('dialog', { name: /^解除遮盖：/ }).waitFor()
    await page.keyboard.insertText('单位公开电话')
    await tabTo(page, '解除遮盖')
    await press('Enter')
    await page.getByText(/^已解除遮盖 1 处。/).waitFor()
    assert.match(await text.innerText(), /电话：0999-5550123/)
    await page.getByRole('button', { name: /^重新遮盖 / }).waitFor()
  })

  sees('shuts nobody out', async () => {
    await look(desk.page)
    await desk.page.goto(`${new URL(desk.page.url()).pathname}?tab=flags`)
    await desk.page.getByText('2530 − 2502 = 28').waitFor()
    await look(desk.page)
  })

  does('is confirmed once it is clear what stays undecided', async () => {
    const { page } = desk
    await tabTo(page, '确认文件')
    await press('Enter')
    await page.getByRole('dialog', { name: '还有 14 条没有处理' }).waitFor()
    await tabTo(page, '连同未处理的一起结束')
    await press('Enter')
    await page.getByText('文件已确认，可以据此分解任务。').waitFor()
    await page.getByText('已确认', { exact: true }).first().waitFor()
    assert.equal(await page.getByRole('button', { name: '补充条目' }).count(), 0)
    assert.deepEqual(desk.troubles, [])
  })
})
