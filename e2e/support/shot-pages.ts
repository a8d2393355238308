import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { policyLineKinds } from '@zhucan/catalogue'
import type { Page } from 'playwright-core'
import { type Api, openApi } from './api.ts'
import { fillSignIn } from './desk.ts'
import { deathsWithWrongNumbers, someoneAgain } from './linked-files.ts'
import type { Office } from './office.ts'
import { workShots } from './shot-work.ts'

/** A page or state worth a picture; `act` brings the page from its address into the state. */
export interface Shot {
  readonly name: string
  readonly path: string
  /** Who looks; the county's clerk unless somebody else may see it alone. */
  readonly as?: keyof Office['accounts']
  readonly act?: (page: Page) => Promise<void>
  /** Seen a week later, when what was due is overdue. */
  readonly isLater?: boolean
}

/** Addresses of everything there is to see once an office has worked for a day. */
export async function shotsOf(office: Office, api: Api): Promise<Shot[]> {
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
    { name: 'clues-dense', path: '/clues', act: closeRows },
    { name: 'register-dense', path: '/register?kind=holder', act: closeRows },
    { name: 'targets-dense', path: '/targets', act: closeRows },
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
    ...(await workShots(office, api)),
    ...(await linkShots(office, api)),
    ...['targets', 'tasks', 'duplicates', 'notices', 'papers', 'link-runs'].map((name) => ({
      name: `${name}-not-found`,
      path: `/${name}/${noId}`,
    })),
    { name: 'settings', path: '/settings' },
    { name: 'register-scrolled', path: '/register?kind=holder&rows=all&sort=-age', act: untilRows },
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
    { name: 'policy-lines', path: '/policy-lines' },
    { name: 'policy-line', path: `/policy-lines/${policyLineKinds[0]?.code ?? noId}` },
    { name: 'erasures', path: '/erasures' },
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

/** People behind rows that no number led from, and two files of one person. */
async function linkShots({ county }: Office, api: Api): Promise<Shot[]> {
  const deaths = join(county.folder, '死亡人员名单.csv')
  await writeFile(deaths, await deathsWithWrongNumbers(county))
  await api.takeIn(deaths)
  const lists = await api.get<{ id: string; fileType: string }[]>('/api/v1/lists')
  const listId = lists.find(({ fileType }) => fileType === 'deaths')?.id
  const again = join(county.folder, '名册补录.csv')
  const superseded = await api.runToEnd('/api/v1/link-runs', { listId })
  await writeFile(again, await someoneAgain(county))
  // A change of the register searches the list anew, and open questions go there.
  await api.takeIn(again)
  const run = await newestRun(api, listId)
  await judgeSome(api, run)
  await api.runToEnd('/api/v1/duplicate-runs', {})
  const { rows } = await api.get<{ rows: { id: string }[] }>('/api/v1/duplicate-pairs?page=1&pageSize=1')
  return [
    { name: 'list-links', path: `/lists/${listId}`, act: openSearches },
    { name: 'link-run', path: `/link-runs/${run}` },
    { name: 'link-review', path: `/link-runs/${run}/review` },
    { name: 'link-run-old', path: `/link-runs/${superseded}` },
    { name: 'link-review-old', path: `/link-runs/${superseded}/review` },
    { name: 'duplicates', path: '/duplicates' },
    { name: 'duplicate', path: `/duplicates/${rows[0]?.id ?? noId}` },
  ]
}

const openSearches = (page: Page) => page.getByRole('button', { name: /历次查找|Searches of/ }).click()

/** Some pairs are drawn, and one of them is judged. */
async function judgeSome(api: Api, run: string): Promise<void> {
  const path = `/api/v1/link-runs/${run}`
  await api.send(`${path}/sample`, { size: 4 })
  const { rows } = await api.get<{ rows: { id: string }[] }>(`${path}/pairs?state=linked,review&sampled=true`)
  await api.send(`/api/v1/link-pairs/${rows[0]!.id}/decide`, { action: 'accept', version: 1 })
}

/** The newest search of a list, once it is done; a change of the register asks for it in the background. */
async function newestRun(api: Api, listId: string | undefined, asked = 0): Promise<string> {
  const [newest] = await api.get<{ id: string; state: string; reason: string }[]>(
    `/api/v1/link-runs?list=${listId}`,
  )
  if (newest?.state === 'done' && newest.reason === 'register-changed') return newest.id
  if (asked === 300) throw new Error('the list was never searched anew')
  await new Promise((resolve) => setTimeout(resolve, 200))
  return newestRun(api, listId, asked + 1)
}

/** An id of the right form that belongs to nothing. */
const noId = '01a20000-0000-7000-8000-000000000000'

/** A long list is drawn by a part that is fetched after the page. */
const untilRows = (page: Page) => page.locator('tbody tr a').first().waitFor()

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
export async function earlyShots(office: Office, api: Api): Promise<Shot[]> {
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
    { name: 'sign-in-held', path: '/sign-in', act: guessTooOften },
  ]
}

const askToReveal = (page: Page) => page.locator('.zc-masked button').first().click()

async function signInWrongly(page: Page, { accounts }: Office): Promise<void> {
  if (await page.locator('html[lang=en]').count()) return
  await fillSignIn(page, { ...accounts.clerk, password: 'not the password' })
  await page.getByRole('alert').waitFor()
}

/** Guesses at a name that nobody has, until the door makes them wait. */
async function guessTooOften(page: Page): Promise<void> {
  if (await page.locator('html[lang=en]').count()) return
  for (let tried = 0; tried < 6; tried++) {
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
    await fillSignIn(page, { username: 'guessed', password: 'not the password' })
    await answered
  }
  await page.getByRole('alert').waitFor()
}

/** Rows close together, and back again for the next picture. */
async function closeRows(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /显示|Display/ })
    .first()
    .click()
  await page
    .getByText(/紧凑|Dense|Compact/)
    .first()
    .click()
  await page.keyboard.press('Escape')
  await page.locator('[data-density=dense]').first().waitFor()
}
