import type { Page } from 'playwright-core'
import { type Depth, look } from './look.ts'

/** What the page's root says when a look is on. */
const inMode = {
  dark: 'html[data-theme=dark]',
  'high contrast': 'html[data-theme=contrast]',
  'English and elder': 'html[lang=en][data-elder]',
}
type Mode = keyof typeof inMode

/** Looks besides the usual one, each switched on and off on the page as its user does. */
const looks: { mode: Mode; depth: Depth; on(page: Page): Promise<void>; off(page: Page): Promise<void> }[] = [
  {
    mode: 'dark',
    depth: 'colours',
    on: (page) => page.emulateMedia({ colorScheme: 'dark' }),
    off: (page) => page.emulateMedia({ colorScheme: 'light' }),
  },
  {
    mode: 'high contrast',
    depth: 'colours',
    on: (page) => page.emulateMedia({ contrast: 'more' }),
    off: (page) => page.emulateMedia({ contrast: 'no-preference' }),
  },
  {
    // Both at once: the longest words in the largest letters leave the least room.
    mode: 'English and elder',
    depth: 'all-but-colours',
    on: async (page) => {
      await page.getByRole('button', { name: '关怀版', pressed: false }).click()
      await page.getByRole('button', { name: 'English' }).click()
    },
    off: async (page) => {
      await page.getByRole('button', { name: '中文' }).click()
      await page.getByRole('button', { name: '关怀版', pressed: true }).click()
    },
  },
]

/** Looks at the present page in every look but the usual one; the page is as it was afterwards. */
export async function lookInEveryMode(page: Page): Promise<void> {
  for (const { mode, depth, on, off } of looks) {
    await on(page)
    await page.locator(inMode[mode]).waitFor()
    await look(page, depth, mode)
    await off(page)
  }
}
