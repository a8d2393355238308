import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'
import { findChromium } from '../../tools/find-chromium.ts'

/** The look, language and width a page is opened in. */
export interface View {
  readonly width?: number
  readonly height?: number
  readonly theme?: 'system' | 'light' | 'dark' | 'contrast'
  readonly locale?: 'zh-CN' | 'en'
  readonly isElder?: boolean
}

const isSlowed = process.env.E2E_SLOWDOWN !== undefined

/** Everything waits this long for a condition and no longer; the machine may be busy. */
export const patience = isSlowed ? 60_000 : 20_000

/** The one browser of a run whose journeys share a process; null where each starts its own. */
let shared: { started: Promise<Browser> | null } | null = null

/** From now on `openBrowser` gives all the same browser, since to start one takes seconds; gives what ends it. */
export function shareBrowser(): () => Promise<void> {
  const run: { started: Promise<Browser> | null } = { started: null }
  shared = run
  return async () => {
    shared = null
    await (await run.started)?.close()
  }
}

/** The Chromium of this machine; a shared one loses its windows when it is closed, and stays. */
export async function openBrowser(): Promise<Browser> {
  if (shared === null) return startBrowser()
  shared.started ??= startBrowser()
  const browser = await shared.started
  return new Proxy(browser, {
    get(target, name) {
      if (name === 'close')
        return async () => void (await Promise.all(target.contexts().map((one) => one.close())))
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** It calls nobody but the page under test. */
async function startBrowser(): Promise<Browser> {
  const path = findChromium()
  if (path === null) throw new Error('no Chromium: set ZHUCAN_CHROMIUM to its path or install one')
  return chromium.launch({
    executablePath: path,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/**
 * How many times slower than this machine the page runs that somebody works at (`E2E_SLOWDOWN`), and how many
 * milliseconds an answer of the server is on its way (`E2E_LATENCY`): an old computer on a village's line finds the
 * steps that act before the page is ready.
 */
const slowdown = Number(process.env.E2E_SLOWDOWN ?? 1)
const latency = Number(process.env.E2E_LATENCY ?? 0)
const sessions = new WeakMap<Page, CDPSession>()
/** A slowed page keeps a core busy even while it waits, so it is only one at a time: the one that asked last. */
let slowed: Page | undefined

async function slowDown(page: Page): Promise<void> {
  if (slowdown === 1 && latency === 0) return
  const session = await page.context().newCDPSession(page)
  sessions.set(page, session)
  const line = { offline: false, latency, downloadThroughput: -1, uploadThroughput: -1 }
  await session.send('Network.emulateNetworkConditions', line)
  if (slowdown > 1) page.on('request', () => void slowOnly(page))
}

async function slowOnly(page: Page): Promise<void> {
  const before = slowed
  slowed = page
  if (before === page) return
  if (before) await setRate(before, 1)
  await setRate(page, slowdown)
}

const setRate = async (page: Page, rate: number) =>
  void (await sessions
    .get(page)
    ?.send('Emulation.setCPUThrottlingRate', { rate })
    .catch(() => undefined))

/** Does what is no user's work, such as judging a page, as fast as the machine can. */
export async function atFullSpeed<T>(page: Page, work: () => Promise<T>): Promise<T> {
  if (slowed !== page) return work()
  await setRate(page, 1)
  const result = await work()
  await setRate(page, slowdown)
  return result
}

/** A page of its own profile, and what went wrong in it that a user would not see. */
export interface Window {
  readonly page: Page
  readonly context: BrowserContext
  /** Scripts that threw, blocked content, broken requests: empty when all is well. */
  readonly troubles: readonly string[]
}

/** Opens a window with nobody signed in. */
export async function openWindow(browser: Browser, url: string, view: View = {}): Promise<Window> {
  const { width = 1440, height = 900, theme = 'light', locale = 'zh-CN', isElder = false } = view
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    locale,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(patience)
  // As a choice made earlier in this browser; later choices stay.
  await context.addInitScript(
    ([key, value]) => localStorage.getItem(key) ?? localStorage.setItem(key, value),
    ['zhucan.preferences', JSON.stringify({ theme, locale, isElder })] as const,
  )
  const page = await context.newPage()
  await slowDown(page)
  const troubles: string[] = []
  // Asked for from the start: a window for files that opens before somebody listens would stay open for ever.
  page.on('filechooser', () => undefined)
  page.on('pageerror', (error) => troubles.push(`threw: ${error.message}`))
  page.on('console', (message) => {
    // What the server refuses on purpose is an answer and judged by what the page makes of it.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) troubles.push(message.text())
  })
  page.on('response', (answer) => {
    if (answer.status() >= 500) troubles.push(`${answer.status()} ${answer.url()}`)
  })
  return { page, context, troubles }
}
