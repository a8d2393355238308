import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { plainDate } from '@zhucan/kernel'
import type { Browser, Page } from 'playwright-core'
import { openApi } from './support/api.ts'
import { openBrowser, openWindow, type View } from './support/browser.ts'
import { signInAt } from './support/desk.ts'
import { deskRoutes, unseenRoutes } from './support/desk-routes.ts'
import { flawsOf } from './support/flaws.ts'
import { outputFolder } from './support/journey.ts'
import { settled } from './support/look.ts'
import { type Account, type Office, openOffice } from './support/office.ts'
import { earlyShots, type Shot, shotsOf } from './support/shot-pages.ts'

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

/** What one asked for on the command line. */
interface Wish {
  readonly pages: readonly string[]
  readonly looks: readonly string[]
  readonly widths: readonly number[]
  /** The moment after which nothing more is begun. */
  readonly until: number
  /** The office a week later. */
  readonly laterUrl: string
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
  await page.goto(shot.isLater ? wish.laterUrl + shot.path : shot.path)
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

function readWish(): Omit<Wish, 'laterUrl'> {
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
async function main(asked: Omit<Wish, 'laterUrl'>): Promise<number> {
  const folder = join(outputFolder, 'shots')
  if (asked.pages.length === 0) await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const report: Report = { taken: 0, failed: [], flaws: [] }
  const office = await openOffice()
  const browser = await openBrowser()
  try {
    const wish = { ...asked, laterUrl: await office.onDay(plainDate('2026-11-28')) }
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
