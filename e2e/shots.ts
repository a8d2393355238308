import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { type Api, openApi } from './support/api.ts'
import { openBrowser, openWindow, type View } from './support/browser.ts'
import { fillSignIn, signInAt } from './support/desk.ts'
import { deskRoutes, unseenRoutes } from './support/desk-routes.ts'
import { flawsOf } from './support/flaws.ts'
import { outputFolder } from './support/journey.ts'
import { settled } from './support/look.ts'
import { type Account, type Office, openOffice } from './support/office.ts'

/** The last one is a screen of 1280 px at a zoom of 400 %. */
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
    ...(await figureShots(api, region)),
    ...['targets', 'tasks', 'duplicates'].flatMap((name) => [
      { name, path: `/${name}` },
      { name: `${name}-not-found`, path: `/${name}/${noId}` },
    ]),
    { name: 'supervision', path: '/supervision' },
    { name: 'notices', path: '/notices' },
    { name: 'notice-not-found', path: `/notices/${noId}` },
    { name: 'papers', path: '/papers' },
    { name: 'papers-make', path: '/papers?make=blank', as: 'caseworker' },
    { name: 'paper-not-found', path: `/papers/${noId}` },
    { name: 'link-run-not-found', path: `/link-runs/${noId}` },
    { name: 'link-review-not-found', path: `/link-runs/${noId}/review` },
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
  const township = office.accounts.townshipA.region
  const found = await api.get<{ id: string }[]>(`/api/v1/clues/offices?region=${township}`).catch(() => [])
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

/** Counted and reported figures, with one report that waits. */
async function figureShots(api: Api, township: string): Promise<Shot[]> {
  await api.count()
  const region = `${township.slice(0, 6)}000000`
  const common = { region, period: '2026-Q3', evidence: '第三季度工作台账，就业股存档', submit: true }
  const { id } = await api.send<{ id: string }>('/api/v1/reports', {
    ...common,
    indicator: 'vocational-training',
    numerator: '1320',
  })
  await api.send('/api/v1/reports', {
    ...common,
    indicator: 'device-fitting-rate',
    numerator: '1750',
    denominator: '2000',
  })
  return [
    { name: 'figures', path: '/figures' },
    { name: 'figure', path: '/figures/certificate-valid-rate' },
    { name: 'figure-township', path: `/figures/holders?region=${township}` },
    { name: 'figure-why', path: '/figures/living-subsidy-coverage/why' },
    { name: 'figure-why-reported', path: '/figures/vocational-training/why' },
    { name: 'reports', path: `/reports?report=${id}` },
    { name: 'reports-form', path: '/reports?hand=in&indicator=device-fitting-rate' },
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

/** What one asked for on the command line. */
interface Wish {
  readonly pages: readonly string[]
  readonly looks: readonly string[]
  readonly widths: readonly number[]
  /** The moment after which nothing more is begun. */
  readonly until: number
}

/** What is to be told at the end: pictures that could not be taken, and what is wrong on those that were. */
interface Report {
  taken: number
  readonly failed: string[]
  readonly flaws: string[]
}

/** Takes every shot at every width in one look; one that cannot be taken does not stop the others. */
async function takeShots(page: Page, shots: readonly Shot[], look: string, wish: Wish, report: Report) {
  for (const shot of shots) {
    if (performance.now() > wish.until) {
      report.failed.push(`${shot.name} ${look}: no time left`)
      continue
    }
    await takeOne(page, shot, look, wish, report).catch((error: unknown) => {
      report.failed.push(`${shot.name} ${look}: ${String(error).split('\n')[0]}`)
    })
  }
}

async function takeOne(page: Page, shot: Shot, look: string, wish: Wish, report: Report) {
  await page.setViewportSize({ width: wish.widths[0]!, height: 900 })
  await page.goto(shot.path)
  await page.locator('h1').first().waitFor()
  await settled(page)
  await shot.act?.(page)
  for (const width of wish.widths) {
    await page.setViewportSize({ width, height: 900 })
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    const file = join(outputFolder, 'shots', `${shot.name}-${width}-${look}.png`)
    const clip = { x: 0, y: 0, width, height: Math.min(height, tallest) }
    await page.screenshot({ path: file, fullPage: true, clip })
    report.taken += 1
    const flaws = await flawsOf(page)
    report.flaws.push(...flaws.map((flaw) => `${shot.name} ${width} ${look}: ${flaw}`))
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
async function takeRound(
  browser: Browser,
  office: Office,
  all: readonly Shot[],
  wish: Wish,
  report: Report,
): Promise<void> {
  const shots = all.filter(({ name }) => wish.pages.length === 0 || wish.pages.includes(name))
  const people = new Set(shots.map(({ as = 'clerk' }) => as))
  for (const person of people) {
    const cookies = await cookiesOf(browser, office, office.accounts[person])
    const own = shots.filter(({ as = 'clerk' }) => as === person)
    for (const look of wish.looks) {
      const { page, context } = await openWindow(browser, office.url, looks[look])
      await context.addCookies(cookies)
      await takeShots(page, own, look, wish, report)
      await context.close()
      process.stdout.write(`${person} ${look}: ${own.length} pages\n`)
    }
  }
}

/** Every route has a picture: a page nobody looks at grows ugly. */
const routesUnseen = (shots: readonly Shot[]): string[] =>
  unseenRoutes(
    deskRoutes(),
    shots.map(({ path }) => path),
  )

function readWish(): Wish {
  const list = { type: 'string', multiple: true } as const
  const { values, positionals } = parseArgs({
    options: { page: list, theme: list, width: list, minutes: { type: 'string', default: '30' } },
    allowPositionals: true,
  })
  const unknown = (values.theme ?? []).filter((look) => !(look in looks))
  if (unknown.length > 0) throw new Error(`no theme ${unknown.join(', ')}: ${Object.keys(looks).join(', ')}`)
  return {
    pages: [...positionals, ...(values.page ?? [])],
    looks: values.theme ?? Object.keys(looks),
    widths: values.width?.map(Number) ?? widths,
    until: performance.now() + Number(values.minutes) * 60_000,
  }
}

/** Pictures of the whole Desk in every look and at every width; `--page`, `--theme` and `--width` take only some. */
async function main(wish: Wish): Promise<number> {
  const folder = join(outputFolder, 'shots')
  if (wish.pages.length === 0) await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const report: Report = { taken: 0, failed: [], flaws: [] }
  const office = await openOffice()
  const browser = await openBrowser()
  try {
    const api = await openApi(office.url, office.accounts.clerk)
    const early = await earlyShots(office, api)
    await takeRound(browser, office, early, wish, report)
    await api.takeIn(office.county.register)
    const late = await shotsOf(office, api)
    await takeRound(browser, office, late, wish, report)
    report.failed.push(
      ...routesUnseen([...early, ...late]).map((route) => `${route}: no shot in e2e/shots.ts`),
    )
  } finally {
    await browser.close()
    await office.close()
  }
  await writeFile(join(folder, 'flaws.txt'), `${report.flaws.join('\n')}\n`)
  process.stdout.write(`${report.taken} pictures and ${report.flaws.length} flaws in ${folder}\n`)
  for (const line of report.failed) process.stdout.write(`missing: ${line}\n`)
  return report.failed.length === 0 ? 0 : 1
}

process.exitCode = await main(readWish())
