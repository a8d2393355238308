import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { patience } from './browser.ts'
import type { Account } from './office.ts'

/** A whole number as the Desk writes it. */
export const written = (count: number): string => count.toLocaleString('en-US')

/** The number in a text such as 「共 1,276 条」; the first one when there are several. */
export function numberIn(text: string): number {
  const found = text.match(/\d[\d,]*/)
  if (!found) throw new Error(`no number in: ${text}`)
  return Number(found[0].replaceAll(',', ''))
}

/** The page's own part, without the frame around it. */
export const content = (page: Page): Locator => page.locator('main')

/** Waits until the page has the heading that names it. */
export async function heading(page: Page, name: string | RegExp): Promise<Locator> {
  const found = page.getByRole('heading', { level: 1, name })
  await found.waitFor()
  return found
}

/** Waits until a text stands on the page, and gives it whole. */
export async function sentence(page: Page | Locator, text: string | RegExp): Promise<string> {
  const found = page.getByText(text).first()
  await found.waitFor()
  return (await found.textContent()) ?? ''
}

/** Fills the form of the sign-in page one is on. */
export async function fillSignIn(
  page: Page,
  { username, password }: Pick<Account, 'username' | 'password'>,
): Promise<void> {
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** Opens an address as somebody who is not signed in yet: log-in first, then the page itself. */
export async function signInAt(page: Page, path: string, account: Account): Promise<void> {
  await page.goto(path)
  await heading(page, '登录')
  await fillSignIn(page, account)
  await page.getByRole('navigation', { name: '主导航' }).waitFor()
}

/** Waits until a field holds a text: what it was given may be drawn a moment later. */
export async function hasValue(field: Locator, text: string): Promise<void> {
  const holds = ([input, value]: [SVGElement | HTMLElement | null, string]) =>
    input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement ? input.value === value : false
  await field
    .page()
    .waitForFunction(holds, [await field.elementHandle(), text] as never)
    .catch(async () => assert.equal(await field.inputValue(), text))
}

/** Follows an entry of the main navigation. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page
    .getByRole('navigation', { name: '主导航' })
    .getByRole('link', { name: place, exact: true })
    .click()
}

/** Opens an address without loading the Desk anew, as its own links do. */
export async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => window.history.pushState({}, '', to), address)
}

/** Opens a list of choices by its label and takes one. */
export async function choose(page: Page | Locator, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`${label}$`) }).click()
  const whole = 'page' in page ? page.page() : page
  await whole.getByRole('option', { name: option, exact: true }).click()
}

/** Chooses a file on the import page. */
export async function chooseFile(page: Page, file: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser', { timeout: patience })
  await page.getByRole('button', { name: '选择文件' }).click()
  await (await chooser).setFiles(file)
}

/** Uploads a file and waits until its columns are there to be looked at; gives what it was recognised as. */
export async function uploadFile(page: Page, file: string): Promise<string> {
  await goTo(page, '导入')
  await heading(page, '导入')
  await chooseFile(page, file)
  const recognised = page.getByRole('button', { name: /识别为$/ })
  await recognised.waitFor()
  return (await recognised.textContent()) ?? ''
}

/** From the columns to the preview. */
export async function checkRows(page: Page): Promise<void> {
  await page.getByRole('button', { name: '开始检查' }).click()
  await page.getByRole('listitem').and(page.locator('[aria-current=step]')).getByText('预览').waitFor()
}

/** A count of the preview, such as 新增 or 有问题. */
export async function checkedCount(page: Page, kind: string): Promise<number> {
  const counts = page.getByRole('region', { name: '检查结果' })
  const row = counts.locator('dl > div').filter({ has: page.getByText(kind, { exact: true }) })
  return numberIn(await row.locator('dd').innerText())
}

/** Imports the good rows and waits for the result. */
export async function applyRows(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^导入 [\d,]+ 行$/ }).click()
  await page.getByRole('heading', { name: '导入完成' }).waitFor()
}

/** How many rows the list on this page has in all, by the line under it. */
export async function totalOf(page: Page): Promise<number> {
  const line = page.getByRole('navigation', { name: '翻页' }).getByText(/共 [\d,]+ 条/)
  await line.waitFor()
  return numberIn((await line.innerText()).split('共')[1] ?? '')
}

/**
 * Waits until the list on this page is of so many rows, and drawn; an error on the page ends the waiting. A filter keeps
 * the old rows until the new ones are there.
 */
export async function hasTotal(page: Page, total: number, what: string): Promise<void> {
  const line = page.getByRole('navigation', { name: '翻页' }).filter({ hasText: `共 ${written(total)} 条` })
  const refusal = content(page).getByRole('alert')
  await line
    .or(refusal)
    .first()
    .waitFor()
    .catch(async () => assert.equal(await totalOf(page), total, what))
  assert.deepEqual(await refusal.allInnerTexts(), [], `${what}: refused`)
  await page.locator('table:not([aria-busy])').first().waitFor()
}

/** Runs all rules from the dashboard and waits until they are through. */
export async function runRules(page: Page): Promise<void> {
  await goTo(page, '工作台')
  await page.getByRole('button', { name: '重新筛查' }).click()
  await page.getByText('筛查完成').waitFor()
}

/** Looks somebody up by an official number. */
export async function findByNumber(page: Page, number: string): Promise<void> {
  await page.getByRole('searchbox', { name: '姓名或证件号码' }).fill(number)
  await content(page).getByRole('button', { name: '查找', exact: true }).click()
}

/** Looks people up by the beginning of their name. */
export const findByName = findByNumber
