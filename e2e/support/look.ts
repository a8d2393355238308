import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { atFullSpeed } from './browser.ts'

/** A desk's screen, and 320 CSS px: what is left of 1280 at a zoom of 400 %. */
const wide = { width: 1440, height: 900 }
const narrow = { width: 320, height: 256 }
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const ofColours = ['color-contrast', 'link-in-text-block']

/**
 * Which rules are asked. A theme changes nothing but colours; another language or size changes everything but colours;
 * so a page that was judged wholly once need not be asked the rest again.
 */
export type Depth = 'whole' | 'colours' | 'all-but-colours'

const questions: Record<Depth, RunOptions> = {
  whole: { runOnly: { type: 'tag', values: tags } },
  colours: { runOnly: { type: 'rule', values: ofColours } },
  'all-but-colours': {
    runOnly: { type: 'tag', values: tags },
    rules: Object.fromEntries(ofColours.map((rule) => [rule, { enabled: false }])),
  },
}

const leftOut = [
  // The rows of a list are alike; eight of them say what fifty do, in a sixth of the time.
  'tbody tr:nth-child(n+9)',
  '[role=treegrid] [role=row]:nth-child(n+9)',
  // The component kit's own hidden live region: it speaks of a pending button by its id and keeps doing so for seven
  // seconds, also when the button has gone with its page.
  '[data-live-announcer]',
]

/** A rule broken or a page too wide, in words one can act upon. */
type Finding = string

const found: Finding[] = []

/**
 * Looks at the present page and writes down everything that keeps somebody out; the step fails at its end. At both
 * widths, but for the colours of a theme: a width changes none, and those of each part are seen in the wide page.
 * `mode` names the look the page is in, for the report.
 */
export async function look(page: Page, depth: Depth = 'whole', mode = ''): Promise<void> {
  const before = page.viewportSize()
  await settled(page)
  await bringAxe(page)
  for (const size of depth === 'colours' ? [wide] : [wide, narrow]) {
    await page.setViewportSize(size)
    await drawn(page)
    const where = `${new URL(page.url()).pathname} at ${size.width} px ${mode}`
    const findings = [...(await atFullSpeed(page, () => brokenRules(page, depth))), ...(await overflow(page))]
    found.push(...findings.map((finding) => `${where}: ${finding}`))
  }
  if (before) {
    await page.setViewportSize(before)
    // What opens next must not be placed by the small window.
    await drawn(page)
  }
}

/** What was found since this was last asked. */
export const takeFindings = (): readonly Finding[] => found.splice(0)

/** Waits until nothing on the page is on its way any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#root > *').first().waitFor()
  for (const waiting of ['.zc-loading', '[aria-busy=true]']) {
    // The gallery shows on purpose what waits for ever.
    const unshown = `${waiting}:not([data-example] *)`
    await page.waitForFunction((selector) => document.querySelector(selector) === null, unshown)
  }
}

/** Two frames: one to lay out for the new width, one to draw what scripts make of it. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
}

/** Past the page's security policy, which refuses foreign scripts, and once for all pages of the window to come. */
async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in window)) return
  await page.context().addInitScript(axe.source)
  await page.evaluate(axe.source)
}

async function brokenRules(page: Page, depth: Depth): Promise<Finding[]> {
  const violations = await page.evaluate(
    async ({ options, exclude }) => {
      // bringAxe has put it there.
      const { axe: engine } = window as unknown as { axe: typeof import('axe-core') }
      const result = await engine.run({ exclude }, { ...options, resultTypes: ['violations'] })
      return result.violations.map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes.slice(0, 4).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
        count: nodes.length,
      }))
    },
    { options: questions[depth], exclude: leftOut },
  )
  return violations.map(
    ({ id, help, nodes, count }) => `${id} × ${count}: ${help}\n    ${nodes.join('\n    ')}`,
  )
}

/** Nobody should have to scroll in two directions to read a line. */
async function overflow(page: Page): Promise<Finding[]> {
  const { wide, widest } = await page.evaluate(() => {
    const limit = window.innerWidth
    const isClipped = (element: Element): boolean =>
      element.parentElement !== null &&
      (getComputedStyle(element.parentElement).overflowX !== 'visible' || isClipped(element.parentElement))
    const outside = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > limit + 1 && !isClipped(element),
    )
    return {
      wide: document.documentElement.scrollWidth - limit,
      widest: outside.slice(0, 3).map((element) => element.outerHTML.slice(0, 160)),
    }
  })
  return wide > 0 ? [`wider than the window by ${wide} px: ${widest.join(' … ')}`] : []
}
