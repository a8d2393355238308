import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openApi } from './support/api.ts'
import { openBrowser, openWindow, type View, type Window } from './support/browser.ts'
import {
  applyRows,
  checkRows,
  chooseFile,
  fillSignIn,
  follow,
  goTo,
  heading,
  runRules,
  sentence,
  signInAt,
  totalOf,
  uploadFile,
} from './support/desk.ts'
import { journey } from './support/journey.ts'
import { look, settled } from './support/look.ts'
import { lookInEveryMode } from './support/modes.ts'
import { type Office, openOffice } from './support/office.ts'
import { makeLockedWorkbook, makeRenamedPage } from './support/refused-files.ts'

/** What nobody but an officer may open. */
const officersPages = {
  systemOfficer: ['/people', '/health'],
  securityOfficer: ['/account-policy', '/exports?tab=approve', '/break-glass'],
  auditOfficer: ['/audit', '/audit?tab=signals', '/audit?tab=chain'],
}

/** Every page and state, held against WCAG 2.2 AA and against a window 320 px wide. */
describe('every state can be used by everybody', () => {
  let office: Office
  let browser: Browser
  let folder: string
  let clerk: Window
  let page: Page
  const windows: Window[] = []
  /** Pages of the filled register, found on the way. */
  const addresses = [
    '/',
    '/register',
    '/lists',
    '/imports',
    '/directory',
    '/directory?tab=gaps',
    '/exports',
    '/settings',
    '/no-such-page',
  ]

  const { does, sees } = journey(() => windows.map((window) => window.page))
  const open = async (view?: View) => {
    const window = await openWindow(browser, office.url, view)
    windows.push(window)
    return window
  }

  before(
    async () => {
      office = await openOffice()
      browser = await openBrowser()
      folder = await mkdtemp(join(tmpdir(), 'zhucan-refused-'))
      clerk = await open()
      page = clerk.page
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  sees('sign-in', async () => {
    await page.goto('/')
    await heading(page, '登录')
    await look(page)
  })

  sees('sign-in with nothing filled in', async () => {
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await sentence(page, '还有内容没有填好')
    await look(page)
  })

  sees('sign-in with a wrong password', async () => {
    await fillSignIn(page, { ...office.accounts.clerk, password: 'not the password' })
    await sentence(page, '用户名或密码不正确')
    await look(page)
  })

  sees('a welcome link, whole and broken', async () => {
    await page.goto('/welcome')
    await sentence(page, '链接不完整')
    await look(page)
    await page.goto('/welcome?token=0123456789012345678901234567890123456789')
    await sentence(page, '这个链接已经用过或已过期')
    await look(page)
  })

  does('signs in', () => signInAt(page, '/', office.accounts.clerk))

  sees('every list before anything was imported', async () => {
    const empty = {
      工作台: '还没有名册数据',
      名册: '没有符合条件的人',
      线索: '没有符合条件的线索',
      部门名单: '还没有部门名单',
      导入: '还没有导入过',
    }
    for (const [place, text] of Object.entries(empty)) {
      await goTo(page, place)
      await sentence(page, text)
      await look(page)
    }
  })

  sees('files that are refused say why', async () => {
    const refused = {
      [await makeRenamedPage(folder)]: '内容其实是网页',
      [await makeLockedWorkbook(folder)]: '文件设有打开密码',
    }
    for (const [file, text] of Object.entries(refused)) {
      await goTo(page, '导入')
      await chooseFile(page, file)
      await sentence(page, text)
      await look(page)
    }
  })

  does('the columns of a register', async () => {
    await uploadFile(page, office.county.register)
    await look(page)
  })

  sees('an open list of choices', async () => {
    await page.getByRole('button', { name: /识别为$/ }).click()
    await page.getByRole('listbox').waitFor()
    await look(page)
    await page.keyboard.press('Escape')
  })

  does('the preview with rows that are faulty and rows that are new', async () => {
    await checkRows(page)
    await look(page)
    await page.getByRole('tab', { name: /^有问题/ }).click()
    await page.getByRole('columnheader', { name: '问题' }).waitFor()
    await page.getByRole('button', { name: /^问题分类/ }).click()
    await look(page)
  })

  sees('the question before an import is given up', async () => {
    await page.getByRole('button', { name: '放弃这次导入' }).click()
    await page.getByRole('alertdialog').waitFor()
    await look(page)
    await page.getByRole('button', { name: '取消' }).click()
  })

  does('the result of an import', async () => {
    await applyRows(page)
    await look(page)
    addresses.push(new URL(page.url()).pathname)
  })

  does('a department list, from its preview to its rows', async () => {
    await uploadFile(page, office.county.list('civil-affairs-assistance'))
    await checkRows(page)
    await look(page)
    await applyRows(page)
    await page.getByRole('link', { name: '看名单比对结果' }).click()
    await page.waitForURL(/\/lists\//)
    addresses.push(new URL(page.url()).pathname)
    for (const state of ['号码有误', '比对上']) {
      await page.getByRole('tab', { name: new RegExp(`^${state}`) }).click()
      await page.getByRole('tab', { name: new RegExp(`^${state}`), selected: true }).waitFor()
      await totalOf(page)
      await look(page)
    }
  })

  does('the dashboard with its figures', async () => {
    const api = await openApi(office.url, office.accounts.clerk)
    await api.takeIn(office.county.list('two-subsidies-payment'))
    await runRules(page)
    await look(page)
  })

  sees('the register, also with nobody in it', async () => {
    await goTo(page, '名册')
    await page.getByRole('treegrid').getByRole('row').nth(1).waitFor()
    await look(page)
    await page.setViewportSize({ width: 320, height: 256 })
    await page.getByRole('button', { name: '选择地区' }).click()
    await look(page)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('searchbox', { name: '姓名或证件号码' }).fill('没有这个人')
    await page.getByRole('button', { name: '查找', exact: true }).click()
    await sentence(page, '没有符合条件的人')
    await look(page)
    await page.getByRole('searchbox', { name: '姓名或证件号码' }).fill('99010519820408372')
    await page.getByRole('button', { name: '查找', exact: true }).click()
    await sentence(page, '这个号码有误')
    await look(page)
  })

  does('a clue with its reason', async () => {
    await page.goto('/clues?rule=nursing-subsidy-missed&state=new')
    await page.getByRole('rowheader').getByRole('link').first().click()
    await page.getByRole('region', { name: '为什么列为线索' }).getByText('依据').waitFor()
    await look(page)
    const { pathname, search } = new URL(page.url())
    addresses.push(pathname + search)
  })

  does('a person from all sides', async () => {
    await page.getByRole('link', { name: '打开个人档案' }).click()
    await page.waitForURL(/\/persons\//)
    const address = new URL(page.url()).pathname
    await page.getByRole('tab', { name: '基本信息' }).waitFor()
    await look(page)
    addresses.push(address)
    for (const tab of ['timeline', 'household']) {
      await page.goto(`${address}?tab=${tab}`)
      await page.getByRole('tab', { selected: true }).waitFor()
      await look(page)
      addresses.push(`${address}?tab=${tab}`)
    }
  })

  sees('a number before and after it is revealed', async () => {
    await page.getByRole('tab', { name: '基本信息' }).click()
    await page.getByRole('button', { name: '查看完整的身份证号' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('其他', { exact: true }).click()
    await look(page)
    await dialog.getByText('办理残疾人证').click()
    await dialog.getByRole('button', { name: '查看', exact: true }).click()
    await page.getByRole('button', { name: '隐藏身份证号' }).waitFor()
    await look(page)
  })

  sees('settings, the menu of the account, a page that is not there', async () => {
    await goTo(page, '设置')
    await heading(page, '设置')
    await look(page)
    await page.getByRole('button', { name: '数据管理员' }).click()
    await page.getByRole('menuitem', { name: '退出登录' }).waitFor()
    await look(page)
    await page.keyboard.press('Escape')
    await page.goto('/no-such-page')
    await heading(page, '没有这个页面')
    await look(page)
    await page.goto('/persons/01a20000-0000-7000-8000-000000000000')
    await heading(page, /./)
    await look(page)
  })

  sees('a session that ends while somebody works', async () => {
    await goTo(page, '名册')
    await page.getByRole('treegrid').getByRole('row').nth(1).waitFor()
    // What the page asks for by itself must be there: otherwise that is refused first, and the window stands over the search.
    await totalOf(page)
    await settled(page)
    await page.getByRole('searchbox', { name: '姓名或证件号码' }).fill('王')
    await clerk.context.clearCookies()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: '登录已过期，请重新登录' })
    await dialog.waitFor()
    await look(page)
    await fillSignIn(page, office.accounts.clerk)
    await dialog.waitFor({ state: 'detached' })
    await totalOf(page)
    assert.match(page.url(), /register.*name=/)
  })

  sees('every page dark, in high contrast, and in English with elder mode', async () => {
    const queue = ['/sign-in?back=/settings', ...addresses]
    const lane = async () => {
      const { page: other, context } = await open({ theme: 'system' })
      await context.addCookies(await clerk.context.cookies())
      await other.goto('/settings')
      await walk(other, queue)
    }
    await Promise.all([lane(), lane()])
  })

  for (const [officer, queue] of Object.entries(officersPages) as [keyof typeof officersPages, string[]][]) {
    sees(`every page of the ${officer} in the same looks`, async () => {
      const { page: other, context } = await open({ theme: 'system' })
      await signInAt(other, '/settings', office.accounts[officer])
      await walk(other, [...queue])
      await context.close()
    })
  }

  sees('no page threw, was blocked or got a failing answer', async () => {
    assert.deepEqual(
      windows.flatMap(({ troubles }) => troubles),
      [],
    )
  })
})

/** Follows an address and waits until its page has taken the place of the present one. */
async function turnTo(page: Page, address: string): Promise<void> {
  await heading(page, /./)
  // The heading of a page that is still waiting is none of the page's own.
  await settled(page)
  const isOtherPage = new URL(address, page.url()).pathname !== new URL(page.url()).pathname
  if (isOtherPage) await page.locator('h1').evaluate((old) => old.setAttribute('data-left', ''))
  await follow(page, address)
  await page.locator('h1:not([data-left])').waitFor()
}

/** Sees every page of the queue in every look; several windows may share a queue. */
async function walk(page: Page, queue: string[]): Promise<void> {
  for (let address = queue.shift(); address; address = queue.shift()) {
    await turnTo(page, address)
    await lookInEveryMode(page)
  }
}
