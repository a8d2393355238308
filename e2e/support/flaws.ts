import type { Page } from 'playwright-core'

/** What the eye would find on a picture, found by measuring: too wide, too small to hit, cut off. */
export async function flawsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const flaws: string[] = []
    const wide = document.documentElement.scrollWidth - window.innerWidth
    if (wide > 0) flaws.push(`wider than the window by ${wide} px`)
    const least = document.documentElement.dataset.elder === undefined ? 44 : 60
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()} 「${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 24)}」`
    // What only screen readers meet is clipped away, itself or with what it stands in.
    const isClipped = (element: Element): boolean =>
      getComputedStyle(element).clipPath !== 'none' ||
      (element.parentElement !== null && isClipped(element.parentElement))
    const isShown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect()
      return (
        width > 2 && height > 2 && getComputedStyle(element).visibility === 'visible' && !isClipped(element)
      )
    }
    // A link within a sentence is as high as its line; dense rows are chosen by whoever compares.
    const isFree = (element: Element) =>
      getComputedStyle(element).display === 'inline' || element.closest('[data-density=dense]') !== null
    const small = [...document.querySelectorAll('button, a[href], select, [role=radio], [role=tab]')].filter(
      (element) => {
        const { height } = element.getBoundingClientRect()
        return isShown(element) && !isFree(element) && height < least - 1
      },
    )
    const say = (kind: string, elements: readonly Element[]) => {
      if (elements.length === 0) return
      const some = [...new Set(elements.map(nameOf))].slice(0, 4).join(', ')
      flaws.push(`${kind} × ${elements.length}: ${some}`)
    }
    say(`lower than ${least} px`, small)
    const cut = [...document.querySelectorAll('main *, header *, nav *')].filter((element) => {
      const { overflowX } = getComputedStyle(element)
      const isClipping =
        (overflowX === 'hidden' || overflowX === 'clip') && !element.matches('input, textarea')
      return isClipping && element.scrollWidth > element.clientWidth + 1 && isShown(element)
    })
    say('cut off', cut)
    return flaws
  })
}
