import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { settled } from './look.ts'

/** What has the focus, as somebody sees it who cannot use a mouse. */
interface Focus {
  /** What a screen reader calls it; empty when nothing has the focus. */
  readonly name: string
  readonly role: string
  /** What keeps it from being seen; empty when all is well. */
  readonly faults: readonly string[]
  /** Tells two elements of the same name apart. */
  readonly place: string
}

const furthest = 250

/** Presses Tab (or another key) until something of this name has the focus; every stop on the way must be seen. */
export async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  await settled(page)
  const way: string[] = []
  let before = ''
  for (let presses = 0; presses < furthest; presses++) {
    await page.keyboard.press(key)
    const focus = await focusOf(page)
    way.push(focus.name)
    if (focus.role !== 'body') {
      assert.deepEqual(focus.faults, [], `"${focus.name}" (${focus.role}) has the focus but`)
      assert.notEqual(focus.place, before, `${key} does not lead away from "${focus.name}"`)
    }
    before = focus.place
    if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) return
  }
  assert.fail(`${key} never reaches ${name}; the way: ${[...new Set(way)].join(' → ')}`)
}

/** Goes once round the whole page by Tab; gives the names of all stops. */
export async function tabRound(page: Page): Promise<string[]> {
  await settled(page)
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await tabTo(page, '跳到正文')
  const stops = ['跳到正文']
  for (let presses = 0; presses < furthest; presses++) {
    await page.keyboard.press('Tab')
    const focus = await focusOf(page)
    if (focus.role === 'body' || focus.name === '跳到正文') return stops
    assert.deepEqual(focus.faults, [], `"${focus.name}" (${focus.role}) has the focus but`)
    stops.push(focus.name)
  }
  return assert.fail(`no way out of the page by Tab; the last stops: ${stops.slice(-5).join(' → ')}`)
}

/** Waits until a page has opened and its heading has the focus, so that who cannot see hears where they are. */
export async function arrives(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).and(page.locator(':focus')).waitFor()
}

/** Fails when nothing gets the focus: who cannot see would have to start again from the top of the page. */
export async function keepsFocus(page: Page, after: string): Promise<void> {
  await settled(page)
  const hasFocus = () => document.activeElement !== null && document.activeElement !== document.body
  await page
    .waitForFunction(hasFocus, undefined, { timeout: 5_000 })
    .catch(() => assert.fail(`the focus is lost after ${after}`))
}

/** Waits until something of this name has the focus again. */
export async function getsFocusBack(page: Page, name: string): Promise<void> {
  await page
    .waitForFunction((wanted) => document.activeElement?.getAttribute('aria-label') === wanted, name, {
      timeout: 5_000,
    })
    .catch(async () => assert.equal((await focusOf(page)).name, name, 'the focus is back where it was'))
}

/** What has the focus now. */
export const focusOf = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return { name: '', role: 'body', faults: [], place: '' }
    const textOf = (ids: string | null) =>
      (ids ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ')
        .trim()
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
    const name =
      textOf(element.getAttribute('aria-labelledby')) ||
      element.getAttribute('aria-label') ||
      labels.map((label) => label.textContent).join(' ') ||
      element.textContent ||
      ''
    // An input that is drawn by its label, such as a radio button, is seen where the label is.
    const seen = element.closest('label') ?? element
    const box = seen.getBoundingClientRect()
    const hasRing = (one: Element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    }
    const around: Element[] = []
    for (let one: Element | null = element; one && around.length < 4; one = one.parentElement)
      around.push(one)
    const faults: string[] = []
    if (box.width <= 1 || box.height <= 1) faults.push('takes no room')
    const isOut =
      box.bottom <= 0 || box.right <= 0 || box.top >= window.innerHeight || box.left >= window.innerWidth
    if (isOut) faults.push('is outside the window')
    if (!around.some(hasRing) && getComputedStyle(element).boxShadow === 'none') faults.push('has no ring')
    if (!isOut) {
      const middle = (from: number, to: number, end: number) => (Math.max(0, from) + Math.min(end, to)) / 2
      const top = document.elementFromPoint(
        middle(box.left, box.right, window.innerWidth),
        middle(box.top, box.bottom, window.innerHeight),
      )
      if (top && !seen.contains(top) && !top.contains(seen)) {
        faults.push(`is covered by ${top.outerHTML.slice(0, 100)}`)
      }
    }
    const path: number[] = []
    for (let one: Element = element; one.parentElement; one = one.parentElement) {
      path.push([...one.parentElement.children].indexOf(one))
    }
    return {
      name: name.replace(/\s+/g, ' ').trim(),
      role: element.getAttribute('role') ?? element.tagName.toLowerCase(),
      faults,
      place: path.join('.'),
    }
  })
