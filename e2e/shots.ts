import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { type Api, openApi } from './support/api.ts'
import { openBrowser, openWindow, type View } from './support/browser.ts'
import { fillSignIn, signInAt } from './support/desk.ts'
import { deskRoutes, unseenRoutes } from './support/desk-routes.ts'
import { outputFolder } from './support/journey.ts'
import { settled } from './support/look.ts'
import { type Account, type Office, openOffice } from './support/office.ts'

const widths = [1440, 768, 390, 320]
const looks: Record<string, View> = {
  light: { theme: 'light' },
  dark: { theme: 'dark' },
  contrast: { theme: 'contrast' },
  elder: { isElder: true },
  en: { locale: 'en' },
}
/** Longer pages are cut: what follows are rows like those above. */
const tallest = 2_400

/** A page or state worth a picture; `act` brings the page from its address into the state. */
interface Shot {
  readonly name: string
  readonly path: string
  /** Who looks; the county's clerk unless somebody else may see it alone. */
  readonly as?: keyof Office['accounts']
  readonly act?: (page: Page) => Promise<void>
}

/** Addresses of everything there is to see once an office has worked for a day. */
async function shotsOf(office: Office, api: Api): Promise<Shot[]> {
  const { county } = office
  for (const id of ['civil-affairs-assistance', 'two-subsidies-payment', 'medical-insurance-self-paid'])
    await api.takeIn(county.list(id))
  await api.screen()
  const result = await api.upload(county.list('dangerous-housing'))
  await api.check(result)
  await api.send(`/api/v1/imports/${result}/apply`, { mode: 'good-rows' })
  const mapping = await api.upload(county.list('school-register'))
  const preview = await api.upload(county.list('rural-revitalisation'))
  await api.check(preview)
  const imports = await api.get<{ id: string; fileType: string }[]>('/api/v1/imports')
  const register = imports.find(({ fileType }) => fileType === 'register')?.id
  const lists = await api.get<{ id: string; fileType: string }[]>('/api/v1/lists')
  const payment = lists.find(({ fileType }) => fileType === 'two-subsidies-payment')?.id
  const clues = await api.get<{ rows: { id: string; personId: string }[] }>(
    '/api/v1/clues?rule=nursing-subsidy-missed',
  )
  const { id: clue, personId } = clues.rows[0]!
  const region = county.townships[0]!.code
  return [
    { name: 'home', path: '/' },
    { name: 'home-township', path: `/?region=${region}` },
    { name: 'register', path: '/register' },
    { name: 'register-village', path: `/register?region=${region.slice(0, 9)}001` },
    { name: 'register-nobody', path: '/register?name=%E6%97%A0%E6%AD%A4%E4%BA%BA' },
    { name: 'clues', path: '/clues' },
    { name: 'clue', path: `/clues?rule=nursing-subsidy-missed&clue=${clue}` },
    { name: 'clue-work', path: `/clues/${clue}` },
    { name: 'clue-issue', path: `/clues/${clue}?act=issue` },
    { name: 'clue-feedback', path: `/clues/${clue}?act=feedback`, as: 'caseworker' },
    { name: 'person', path: `/persons/${personId}` },
    { name: 'person-sources', path: `/persons/${personId}?tab=timeline` },
    { name: 'person-household', path: `/persons/${personId}?tab=household` },
    { name: 'person-reveal', path: `/persons/${personId}`, act: askToReveal },
    { name: 'lists', path: '/lists' },
    { name: 'list-matched', path: `/lists/${payment}` },
    { name: 'list-invalid', path: `/lists/${payment}?state=invalid` },
    { name: 'imports', path: '/imports' },
    { name: 'import-mapping', path: `/imports/${mapping}` },
    { name: 'import-preview-list', path: `/imports/${preview}` },
    { name: 'import-result-list', path: `/imports/${result}` },
    { name: 'import-result-register', path: `/imports/${register}` },
    ...(await officeShots(office, api)),
    { name: 'settings', path: '/settings' },
    { name: 'register-scrolled', path: '/register?kind=holder&rows=all&sort=-age' },
    { name: 'palette', path: '/register?kind=holder', act: (page) => openPalette(page, 'li') },
    { name: 'keys', path: '/lists', act: openKeys },
    { name: 'not-found', path: '/no-such-page' },
    { name: 'person-not-found', path: '/persons/01a20000-0000-7000-8000-000000000000' },
  ]
}

/** Pages of the office itself: people, rules, directory, ways out, the audit, the machine. */
async function officeShots(office: Office, api: Api): Promise<Shot[]> {
  const system = await openApi(office.url, office.accounts.systemOfficer)
  const users = await system
    .get<{ rows?: { id: string }[] } | { id: string }[]>('/api/v1/people')
    .catch(() => [])
  const user = (Array.isArray(users) ? users : (users.rows ?? []))[0]?.id ?? noId
  const organisations = await api
    .get<{ rows?: { id: string }[] } | { id: string }[]>('/api/v1/organisations')
    .catch(() => [])
  const found = Array.isArray(organisations) ? organisations : (organisations.rows ?? [])
  return [
    { name: 'people', path: '/people', as: 'systemOfficer' },
    { name: 'person-account', path: `/people/${user}`, as: 'systemOfficer' },
    { name: 'health', path: '/health', as: 'systemOfficer' },
    { name: 'account-policy', path: '/account-policy', as: 'securityOfficer' },
    { name: 'directory', path: '/directory' },
    { name: 'organisation', path: `/organisations/${found[0]?.id ?? noId}` },
    { name: 'exports', path: '/exports' },
    { name: 'break-glass', path: '/break-glass', as: 'securityOfficer' },
    { name: 'break-glass-one', path: `/break-glass/${noId}`, as: 'securityOfficer' },
    { name: 'audit', path: '/audit', as: 'auditOfficer' },
  ]
}

/** An id of the right form that belongs to nothing. */
const noId = '01a20000-0000-7000-8000-000000000000'

async function openPalette(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.locator('.zc-palette-input').fill(typed)
  await page.waitForTimeout(500)
}

async function openKeys(page: Page): Promise<void> {
  await page.keyboard.press('?')
  await page.locator('[role=dialog]').waitFor()
}

/** What is seen before the register is there, and at the door. */
async function earlyShots(office: Office, api: Api): Promise<Shot[]> {
  const preview = await api.upload(office.county.register)
  const mapping = await api.upload(office.county.list('deaths'))
  await api.check(preview)
  return [
    { name: 'empty-home', path: '/' },
    { name: 'empty-lists', path: '/lists' },
    { name: 'import-preview-new', path: `/imports/${preview}` },
    { name: 'import-preview-faulty', path: `/imports/${preview}?kind=faulty` },
    { name: 'import-mapping-deaths', path: `/imports/${mapping}` },
    { name: 'welcome', path: '/welcome?token=none' },
    { name: 'sign-in', path: '/sign-in' },
    { name: 'sign-in-wrong', path: '/sign-in', act: (page) => signInWrongly(page, office) },
  ]
}

const askToReveal = (page: Page) => page.locator('.zc-masked button').first().click()

async function signInWrongly(page: Page, { accounts }: Office): Promise<void> {
  if (await page.locator('html[lang=en]').count()) return
  await fillSignIn(page, { ...accounts.clerk, password: 'not the password' })
  await page.getByRole('alert').waitFor()
}

/** Takes every shot at every width in one look. */
async function takeShots(page: Page, shots: readonly Shot[], look: string): Promise<void> {
  for (const { name, path, act } of shots) {
    await page.setViewportSize({ width: widths[0]!, height: 900 })
    await page.goto(path)
    await page.locator('h1').first().waitFor()
    await settled(page)
    await act?.(page)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      const height = await page.evaluate(() => document.documentElement.scrollHeight)
      const file = join(outputFolder, 'shots', `${name}-${width}-${look}.png`)
      const clip = { x: 0, y: 0, width, height: Math.min(height, tallest) }
      await page.screenshot({ path: file, fullPage: true, clip })
    }
  }
}

/** Signs somebody in once and gives the cookies for all looks. */
async function cookiesOf(browser: Browser, office: Office, account: Account) {
  const { page, context } = await openWindow(browser, office.url)
  await signInAt(page, '/settings', account)
  const cookies = await context.cookies()
  await context.close()
  return cookies
}

/** Takes shots in every look, each as who may see it. */
async function takeRound(browser: Browser, office: Office, shots: readonly Shot[]): Promise<void> {
  const people = new Set(shots.map(({ as = 'clerk' }) => as))
  for (const person of people) {
    const cookies = await cookiesOf(browser, office, office.accounts[person])
    const own = shots.filter(({ as = 'clerk' }) => as === person)
    for (const [look, view] of Object.entries(looks)) {
      const { page, context } = await openWindow(browser, office.url, view)
      await context.addCookies(cookies)
      await takeShots(page, own, look)
      await context.close()
      process.stdout.write(`${person} ${look}: ${own.length} pages\n`)
    }
  }
}

/** Every route has a picture, or this ends at once: a page nobody looks at grows ugly. */
function requireAllRoutes(shots: readonly Shot[]): void {
  const unseen = unseenRoutes(
    deskRoutes(),
    shots.map(({ path }) => path),
  )
  if (unseen.length > 0) throw new Error(`no picture of ${unseen.join(', ')}: add a shot to e2e/shots.ts`)
}

/** Pictures of the whole Desk in every look and at every width; names as arguments take only those. */
async function main(wanted: readonly string[]): Promise<void> {
  await rm(join(outputFolder, 'shots'), { recursive: true, force: true })
  await mkdir(join(outputFolder, 'shots'), { recursive: true })
  const office = await openOffice()
  const browser = await openBrowser()
  const isWanted = ({ name }: Shot) => wanted.length === 0 || wanted.includes(name)
  try {
    const api = await openApi(office.url, office.accounts.clerk)
    const early = await earlyShots(office, api)
    await takeRound(browser, office, early.filter(isWanted))
    await api.takeIn(office.county.register)
    const late = await shotsOf(office, api)
    requireAllRoutes([...early, ...late])
    await takeRound(browser, office, late.filter(isWanted))
  } finally {
    await browser.close()
    await office.close()
  }
  process.stdout.write(`${join(outputFolder, 'shots')}\n`)
}

await main(process.argv.slice(2))
