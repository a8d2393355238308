import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openApi } from './support/api.ts'
import { openBrowser, openWindow } from './support/browser.ts'
import { follow, hasTotal, heading, signInAt } from './support/desk.ts'
import { journey } from './support/journey.ts'
import { settled } from './support/look.ts'
import { type Office, openOffice } from './support/office.ts'

/** A number on the dashboard and the address behind it. */
interface Figure {
  readonly name: string
  readonly href: string
  readonly value: number
}

/** A figure that does not open the very rows it counts is a figure nobody can check. */
describe('every figure opens the rows it counts', () => {
  let office: Office
  let browser: Browser
  const opened: Page[] = []

  const { sees } = journey(() => opened)

  before(
    async () => {
      office = await openOffice()
      const { county, accounts, url } = office
      const api = await openApi(url, accounts.clerk)
      await api.takeIn(county.register)
      for (const id of Object.keys(county.meta.lists)) if (id !== 'deaths') await api.takeIn(county.list(id))
      await api.screen()
      // The second run withdraws the clues about people of whom only now is known that they died.
      await api.takeIn(county.list('deaths'))
      await api.screen()
      browser = await openBrowser()
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
  })

  sees('for the county clerk, withdrawn clues and lists too', async () => {
    const figures = await checkAll('clerk', (all) => all)
    assert.ok(figures.length > 100, `${figures.length} figures on the dashboard`)
    for (const part of ['state=withdrawn', 'state=open', 'kind=holder', '/lists/']) {
      const counted = figures.filter(({ href, value }) => href.includes(part) && value > 0)
      assert.ok(counted.length > 0, `no figure with ${part} counts anything`)
    }
  })

  sees('for the caseworker of a township', async () => {
    const figures = await checkAll('townshipA', (all) => all)
    assert.ok(figures.length > 40, `${figures.length} figures on the dashboard`)
  })

  sees('for the caseworker of the county, one of each kind', async () => {
    await checkAll('caseworker', (all) => {
      const kinds = Map.groupBy(all, ({ href }) => href.split(/[?]|(?<=lists\/)/)[0])
      return [...kinds.values()].flatMap(([first]) => first ?? [])
    })
  })

  async function checkAll(
    who: 'clerk' | 'caseworker' | 'townshipA',
    choose: (all: readonly Figure[]) => readonly Figure[],
  ): Promise<readonly Figure[]> {
    const { page, context, troubles } = await openWindow(browser, office.url)
    opened.push(page)
    await signInAt(page, '/', office.accounts[who])
    const figures = choose(await figuresOf(page))
    const wrong: string[] = []
    for (const figure of figures) {
      const { name, href } = figure
      await check(page, figure).catch(({ message }) => wrong.push(`${name} (${href}): ${message}`))
    }
    assert.deepEqual(wrong, [])
    assert.deepEqual(troubles, [])
    await context.close()
    return figures
  }
})

/** All links of the dashboard that are numbers. */
async function figuresOf(page: Page): Promise<Figure[]> {
  await heading(page, '工作台')
  await page.getByRole('region', { name: '总体情况' }).waitFor()
  await settled(page)
  const links = await page.locator('main a').evaluateAll((all) =>
    all.map((link) => ({
      name: link.getAttribute('aria-label') ?? link.textContent ?? '',
      href: link.getAttribute('href') ?? '',
      text: (link.querySelector('.zc-figure-value') ?? link).textContent ?? '',
    })),
  )
  return links
    .filter(({ text }) => /^[\d,]+\D?$/.test(text))
    .map(({ name, href, text }) => ({ name, href, value: Number(text.replaceAll(/\D/g, '')) }))
}

/**
 * Over another page, because a list keeps its old rows until the new ones are there, and those could be as many; the
 * page that is not there asks the server nothing.
 */
async function check(page: Page, { name, href, value }: Figure): Promise<void> {
  await follow(page, '/no-such-page')
  await heading(page, '没有这个页面')
  await follow(page, href)
  if (href === '/lists') {
    await heading(page, '部门名单')
    await settled(page)
    assert.equal(await page.getByRole('rowheader').count(), value, name)
  } else {
    await hasTotal(page, value, name)
  }
}
