import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openApi } from './support/api.ts'
import { openBrowser, openWindow } from './support/browser.ts'
import { choose, heading, signInAt } from './support/desk.ts'
import { journey } from './support/journey.ts'
import { drawn, look } from './support/look.ts'
import { type Office, openOffice } from './support/office.ts'

/** One box that finds everything, keys, order and saved views, by keyboard alone where there is one. */
describe('finding and arranging', () => {
  let office: Office
  let browser: Browser
  let page: Page
  const pages: Page[] = []
  const { does, sees } = journey(() => pages)
  const box = () => page.locator('.zc-palette-input')
  const option = (name: string | RegExp) => page.getByRole('option', { name }).first()

  before(
    async () => {
      office = await openOffice()
      const api = await openApi(office.url, office.accounts.clerk)
      await api.takeIn(office.county.register)
      browser = await openBrowser()
      page = (await openWindow(browser, office.url)).page
      pages.push(page)
      await signInAt(page, '/register?kind=holder', office.accounts.clerk)
      await page.locator('tbody tr').nth(5).waitFor()
    },
    { timeout: 180_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
  })

  does('Ctrl+K opens the box; typing finds a page by pinyin initials, Enter goes there', async () => {
    await page.keyboard.press('Control+k')
    await box().waitFor()
    await box().fill('bmmd')
    await page.keyboard.press('Enter')
    await heading(page, '部门名单')
  })

  does('what is typed before the box is there stands in it', async () => {
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    await page.route(/desk-palette.*\.js$/, async (route) => {
      await held
      await route.continue()
    })
    await page.goto('/register?kind=holder')
    await page.locator('tbody tr').nth(5).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('bmmd')
    letGo()
    await option('部门名单').waitFor()
    assert.equal(await box().inputValue(), 'bmmd')
    await page.keyboard.press('Enter')
    await heading(page, '部门名单')
    await page.unroute(/desk-palette.*\.js$/)
  })

  sees('the box with people in it keeps nobody out', async () => {
    await page.keyboard.press('Control+k')
    await box().fill('li')
    await page.getByRole('group', { name: '人员' }).getByRole('option').first().waitFor()
    await look(page)
    assert.ok(!page.url().includes('li='), 'what was typed stands in no address')
  })

  does('a person is found by the sound of the name and opened', async () => {
    await box().fill('zh')
    await page.getByRole('group', { name: '人员' }).getByRole('option').first().waitFor()
    await page.getByRole('group', { name: '人员' }).getByRole('option').first().click()
    await page.waitForURL(/\/persons\//)
  })

  does('a pasted number finds its person and stands in no address', async () => {
    const [first] = await office.county.truth('people')
    const number = Object.values(first ?? {}).find((value) => /^99\d{15}[\dX]$/.test(value)) ?? ''
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto('/lists')
    await page.getByRole('button', { name: /^快速查找/ }).click()
    await box().fill(number)
    for (const keys of ['Control+a', 'Control+x', 'Control+v']) await page.keyboard.press(keys)
    await option('按证件号码查找').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/persons\//)
    assert.deepEqual(
      asked.filter((url) => url.includes(number)),
      [],
    )
  })

  does('g and r go to the register, ? tells the keys, and they can be switched off', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await page.waitForURL(/\/register/)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '键盘快捷键' }).waitFor()
    await page.getByText('使用单键快捷键').click()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    await drawn(page)
    assert.equal(await page.getByRole('dialog').count(), 0)
  })

  does('what is typed after Enter while the search goes on stays in its box', async () => {
    await page.goto('/register?kind=holder')
    await page.locator('tbody tr').nth(5).waitFor()
    const search = page.getByRole('searchbox', { name: '姓名或证件号码' })
    await search.fill('王')
    // In one go, as for somebody faster than a slow computer draws.
    await search.evaluate((field: HTMLInputElement) => {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, '王小')
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
    await page.waitForURL(/name=/)
    await page.locator('table:not([aria-busy])').waitFor()
    assert.equal(await search.inputValue(), '王小')
    await page.goto('/notices')
    const title = page.getByRole('searchbox', { name: '标题或文号' })
    await title.fill('要点')
    await page.keyboard.press('Enter')
    await page.waitForURL(/title=/)
    await drawn(page)
    await title.and(page.locator(':focus')).waitFor()
    await page.goto('/register?kind=holder')
  })

  does('the list goes by age, and the address says so', async () => {
    await page.getByRole('button', { name: '按年龄排序' }).click()
    await page.waitForURL(/sort=age/)
    await page
      .getByRole('columnheader', { name: /年龄/ })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor()
    await page.locator('table:not([aria-busy])').waitFor()
    const ages = (await page.locator('tbody td[data-label=年龄]').allInnerTexts()).map(Number)
    assert.deepEqual(
      ages,
      [...ages].sort((a, b) => a - b),
    )
  })

  does('a view keeps filters and order under a name, and opens from the box', async () => {
    await choose(page, '残疾等级', '一级')
    await page.waitForURL(/level=1/)
    await page.getByRole('button', { name: /^视图/ }).click()
    await page.getByRole('menuitem', { name: '保存为视图' }).click()
    await page.getByLabel('视图名称').fill('一级按年龄')
    await page.keyboard.press('Enter')
    await page.getByText('已保存视图').waitFor()
    await page.goto('/lists')
    await heading(page, '部门名单')
    await page.keyboard.press('Control+k')
    await box().fill('一级按')
    await option('一级按年龄').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/level=1.*sort=age|sort=age.*level=1/)
  })

  does('a removed view comes back by undo', async () => {
    await page.getByRole('button', { name: '管理视图' }).click()
    await page.getByRole('menuitem', { name: /^删除/ }).click()
    await page.getByRole('button', { name: '撤销' }).click()
    await page.getByRole('button', { name: /^视图/ }).click()
    await page.getByRole('menuitem', { name: '一级按年龄' }).waitFor()
    await page.keyboard.press('Escape')
  })

  sees('a list on paper: rows under their heads, no controls, and who printed it', async () => {
    await page.goto('/register?kind=holder')
    await page.locator('tbody tr').nth(20).waitFor()
    await page.setViewportSize({ width: 390, height: 800 })
    await page.emulateMedia({ media: 'print' })
    const paper = await page.evaluate(() => {
      const seen = (selector: string) =>
        [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).length
      const { display } = getComputedStyle(document.querySelector('thead')!)
      const note = document.documentElement.style.getPropertyValue('--print-note')
      const cell = getComputedStyle(document.querySelector('tbody td')!).display
      return {
        display,
        cell,
        note,
        controls: seen('nav, button:not(.zc-select-button, .region-chooser *), input'),
      }
    })
    assert.deepEqual([paper.display, paper.cell, paper.controls], ['table-header-group', 'table-cell', 0])
    assert.match(paper.note, /打印人：数据管理员 · 打印日期：2026年11月21日/)
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  sees('one long list draws few rows, says how many there are, and keeps nobody out', async () => {
    await page.goto('/register?kind=holder&rows=all')
    await page.locator('tbody tr[aria-rowindex]').nth(10).waitFor()
    const rows = await page.locator('tbody tr').count()
    assert.ok(rows < 200, `${rows} rows are drawn`)
    assert.ok(Number(await page.locator('table').getAttribute('aria-rowcount')) > 500)
    await page.locator('.zc-table-scroll').evaluate((list) => list.scrollTo(0, 20_000))
    await page.locator('tbody tr[aria-rowindex="450"] a').first().waitFor()
    // To the edge of a row: one that is half under the head is a small target for a moment.
    await page.locator('.zc-table-scroll').evaluate((list) => {
      const edge = list.querySelector('thead')?.getBoundingClientRect().bottom ?? 0
      const tops = [...list.querySelectorAll('tbody tr')].map((row) => row.getBoundingClientRect().top)
      list.scrollBy(0, Math.ceil((tops.find((top) => top >= edge) ?? edge) - edge))
    })
    await look(page)
  })
})
