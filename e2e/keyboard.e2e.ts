import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openApi } from './support/api.ts'
import { openBrowser, openWindow, patience } from './support/browser.ts'
import { heading } from './support/desk.ts'
import { journey } from './support/journey.ts'
import { arrives, focusOf, getsFocusBack, keepsFocus, tabRound, tabTo } from './support/keyboard.ts'
import { type Office, openOffice } from './support/office.ts'

/** The same work without a mouse: every stop is seen, marked, and left again. */
describe('the keyboard alone is enough', () => {
  let office: Office
  let browser: Browser
  let page: Page
  let idNumber: string

  const { does, sees } = journey(() => (page ? [page] : []))
  const pages = journey(() => [page])
  const press = (key: string) => page.keyboard.press(key)
  const type = (text: string) => page.keyboard.type(text)

  before(
    async () => {
      office = await openOffice()
      const { county, accounts, url } = office
      const api = await openApi(url, accounts.clerk)
      await api.takeIn(county.register)
      await api.takeIn(county.list('civil-affairs-assistance'))
      await api.takeIn(county.list('two-subsidies-payment'))
      await api.screen()
      idNumber = await someoneMissed(office)
      browser = await openBrowser()
      page = (await openWindow(browser, url)).page
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
  })

  does('signs in', async () => {
    await page.goto('/')
    await heading(page, '登录')
    await tabTo(page, '用户名')
    await type(office.accounts.clerk.username)
    await tabTo(page, '密码')
    await type(office.accounts.clerk.password)
    await press('Enter')
    await arrives(page, '工作台')
  })

  does('jumps over the frame, and goes back to it for the register', async () => {
    await tabTo(page, '跳到正文')
    await press('Enter')
    await tabTo(page, /./)
    const isInside = await page.evaluate(() => document.activeElement?.closest('main') !== null)
    assert.ok(isInside, 'after the jump Tab goes on inside the content')
    await tabTo(page, '名册', 'Shift+Tab')
    await press('Enter')
    await arrives(page, /名册$/)
  })

  does('walks the tree of regions', async () => {
    await tabTo(page, /街道|县/)
    const top = (await focusOf(page)).name
    await press('ArrowDown')
    assert.notEqual((await focusOf(page)).name, top, 'the arrow moves on')
    await press('Enter')
    await page.waitForURL(/region=990101001000/)
    await heading(page, /清河街道/)
    await keepsFocus(page, 'choosing a region')
  })

  does('finds somebody by number', async () => {
    await tabTo(page, '姓名或证件号码')
    await type(idNumber)
    await press('Enter')
    await page.waitForURL(/\/persons\//)
    await arrives(page, /./)
  })

  does('turns to another side of the person and back', async () => {
    await tabTo(page, /^基本信息/)
    await press('ArrowRight')
    await press('Enter')
    await page.getByRole('tab', { name: /^信息来源/, selected: true }).waitFor()
    await keepsFocus(page, 'choosing a tab')
    await press('ArrowLeft')
    await press('Enter')
    await page.getByRole('tab', { name: /^基本信息/, selected: true }).waitFor()
  })

  does('reveals a number, with the window keeping the focus until it closes', async () => {
    const ask = '查看完整的身份证号'
    await tabTo(page, ask)
    await press('Enter')
    await page.getByRole('dialog').waitFor()
    for (let stops = 0; stops < 8; stops++) {
      await press('Tab')
      const isInside = await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)
      assert.ok(isInside, 'the focus stays in the window')
    }
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await getsFocusBack(page, ask)
    await press('Enter')
    await page.getByRole('dialog').waitFor()
    await tabTo(page, /核对补贴或救助资格|联系本人或入户走访/)
    await press('ArrowDown')
    await tabTo(page, '查看')
    await press('Enter')
    await page.getByText(idNumber).waitFor()
    await keepsFocus(page, 'revealing a number')
  })

  does('reads why, and closes the reason', async () => {
    await tabTo(page, /护理补贴$/, 'Shift+Tab')
    await press('Enter')
    await page.waitForURL(/clue=/)
    await page.getByRole('region', { name: '为什么列为线索' }).getByText('逐条对照').waitFor()
    await keepsFocus(page, 'opening a reason')
    await tabTo(page, /打开个人档案/)
    await tabTo(page, '关闭说明', 'Shift+Tab')
    await press('Enter')
    await page.waitForURL((url) => !url.searchParams.has('clue'))
  })

  sees('the focus is not lost when the reason is closed', () => keepsFocus(page, 'closing a reason'))

  does('chooses from a list', async () => {
    await tabTo(page, /轻重$/)
    await press('Space')
    // The list may still be on its way; until it has the focus the arrow belongs to its button.
    await page.getByRole('listbox').locator(':focus').waitFor()
    await press('ArrowDown')
    await press('Enter')
    await page.waitForURL(/severity=high/)
    await keepsFocus(page, 'choosing from a list')
  })

  does('chooses a file', async () => {
    await tabTo(page, '导入', 'Shift+Tab')
    await press('Enter')
    await arrives(page, '导入')
    await tabTo(page, '选择文件')
    const chooser = page.waitForEvent('filechooser', { timeout: patience })
    await press('Enter')
    await (await chooser).setFiles(office.county.list('deaths'))
    await page.getByRole('button', { name: '开始检查' }).waitFor()
  })

  sees('the focus is not lost when the file has been read', () => keepsFocus(page, 'the upload'))

  does('looks at what the columns are taken for', async () => {
    await tabTo(page, /导入为$/)
    await press('Space')
    await page.getByRole('listbox').waitFor()
    await press('Escape')
    await tabTo(page, '开始检查')
    await press('Enter')
    await page.getByRole('button', { name: /^导入 [\d,]+ 行$/ }).waitFor()
  })

  sees('the focus is not lost when the rows have been checked', () => keepsFocus(page, 'the check'))

  does('takes the rows in', async () => {
    await tabTo(page, /^导入 [\d,]+ 行$/)
    await press('Enter')
    await page.getByRole('heading', { name: '导入完成' }).waitFor()
  })

  sees('the focus is not lost when the rows are in', () => keepsFocus(page, 'the import'))

  does('goes on to the result', async () => {
    await tabTo(page, '看名单比对结果')
    await press('Enter')
    await page.waitForURL(/\/lists\//)
  })

  for (const { path, stop } of [
    { path: '/', stop: '重新筛查' },
    { path: '/register', stop: '查找' },
    { path: '/clues', stop: '下一页' },
    { path: '/lists', stop: '导入名单' },
    { path: '/imports', stop: '选择文件' },
    { path: '/settings', stop: '浅色' },
  ]) {
    pages.sees(`no trap on ${path}`, async () => {
      await page.goto(path)
      await heading(page, /./)
      const stops = await tabRound(page)
      assert.ok(stops.includes(stop), `${stop} is among ${stops.slice(0, 30).join(' → ')}`)
    })
  }
})

/** The number of somebody who seems to miss a subsidy, so that there is a reason to read. */
async function someoneMissed({ county }: Office): Promise<string> {
  const clue = (await county.truth('clues')).find(({ rule }) => rule === 'nursing-subsidy-missed')
  const person = (await county.truth('people')).find(({ person_no }) => person_no === clue?.key)
  return person?.id18 ?? ''
}
