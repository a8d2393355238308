import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Api, openApi } from './support/api.ts'
import { openBrowser, openWindow, type View } from './support/browser.ts'
import { fillSignIn, signInAt } from './support/desk.ts'
import { outputFolder } from './support/journey.ts'
import { settled } from './support/look.ts'
import { type Office, openOffice } from './support/office.ts'

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
    { name: 'settings', path: '/settings' },
    { name: 'not-found', path: '/no-such-page' },
    { name: 'person-not-found', path: '/persons/01a20000-0000-7000-8000-000000000000' },
  ]
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

/** Pictures of the whole Desk in every look and at every width; names as arguments take only those. */
async function main(wanted: readonly string[]): Promise<void> {
  await rm(join(outputFolder, 'shots'), { recursive: true, force: true })
  await mkdir(join(outputFolder, 'shots'), { recursive: true })
  const office = await openOffice()
  const browser = await openBrowser()
  const isWanted = ({ name }: Shot) => wanted.length === 0 || wanted.includes(name)
  try {
    const api = await openApi(office.url, office.accounts.clerk)
    const first = await openWindow(browser, office.url)
    await signInAt(first.page, '/', office.accounts.clerk)
    const cookies = await first.context.cookies()
    const round = async (shots: readonly Shot[]) => {
      for (const [look, view] of Object.entries(looks)) {
        const { page, context } = await openWindow(browser, office.url, view)
        await context.addCookies(cookies)
        await takeShots(page, shots.filter(isWanted), look)
        await context.close()
        process.stdout.write(`${look}: ${shots.filter(isWanted).length} pages\n`)
      }
    }
    await round(await earlyShots(office, api))
    await api.takeIn(office.county.register)
    await round(await shotsOf(office, api))
  } finally {
    await browser.close()
    await office.close()
  }
  process.stdout.write(`${join(outputFolder, 'shots')}\n`)
}

await main(process.argv.slice(2))
