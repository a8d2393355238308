import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Browser, Page, Request } from 'playwright-core'
import { callWith, openApi } from './support/api.ts'
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
  /** Values in addresses that the Desk was seen to understand, whoever looks. */
  const seen = new Set<string>()

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
    const wrong = await checkAllForms(page, figures, seen, cookieOf(await context.cookies()))
    assert.deepEqual(wrong, [])
    assert.deepEqual(troubles, [])
    await context.close()
    return figures
  }
})

const cookieOf = (cookies: readonly { name: string; value: string }[]) =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

/** Places and lists by their code or id: the page does the same for each. */
const subject = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{12}/g

/** A figure that was opened, and what the Desk asked the server for then. */
interface Opened {
  readonly href: string
  readonly asked: string
}

/** What the address of a figure consists of: the names in it, and every value but places and lists. */
function traitsOf(href: string): { form: string; values: string[] } {
  const [path = '', query = ''] = href.replaceAll(subject, '…').split('?')
  const values = query.split('&')
  return { form: `${path}?${values.map((value) => value.split('=')[0]).join('&')}`, values }
}

/**
 * Opens figures until every form of address and every value in one was seen. The others are asked for as the Desk asked
 * for one of their form, with their own values: drawing the same list a hundred times more says no more and takes a minute.
 */
async function checkAllForms(
  page: Page,
  figures: readonly Figure[],
  seen: Set<string>,
  cookie: string,
): Promise<string[]> {
  const wrong: string[] = []
  const forms = new Map<string, Opened>()
  const api = callWith(new URL(page.url()).origin, cookie)
  for (const figure of figures) {
    const { form, values } = traitsOf(figure.href)
    const alike = forms.get(form)
    const isSeen = values.every((value) => seen.has(form.split('?')[0] + value))
    try {
      if (alike && isSeen) {
        const { total } = await api.get<{ total: number }>(askedLike(alike, figure.href))
        assert.equal(total, figure.value)
      } else {
        const asked = await check(page, figure)
        forms.set(form, { href: figure.href, asked })
        for (const value of values) seen.add(form.split('?')[0] + value)
      }
    } catch (error) {
      wrong.push(`${figure.name} (${figure.href}): ${(error as Error).message}`)
    }
  }
  return wrong
}

/** What the Desk would ask for to show a figure, by what it asked for to show another one. */
function askedLike({ href, asked }: Opened, other: string): string {
  const [from, to] = [new URL(href, 'http://desk'), new URL(other, 'http://desk')]
  const path = from.pathname.match(subject)?.[0] ?? '/'
  const request = new URL(asked.replace(path, to.pathname.match(subject)?.[0] ?? '/'), 'http://desk')
  for (const [name, value] of from.searchParams) {
    assert.equal(request.searchParams.get(name), value, `${asked} does not say ${name} of ${href}`)
    request.searchParams.set(name, to.searchParams.get(name) ?? '')
  }
  return request.pathname + request.search
}

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
 * Opens a figure and gives what the Desk asked the server for.
 * Over another page, because a list keeps its old rows until the new ones are there, and those could be as many; the
 * page that is not there asks the server nothing.
 */
async function check(page: Page, { name, href, value }: Figure): Promise<string> {
  await follow(page, '/no-such-page')
  await heading(page, '没有这个页面')
  let asked = ''
  const listen = (request: Request) => {
    const { pathname, search } = new URL(request.url())
    if (/^\/api\/v1\/(persons|clues|lists\/[^/]+\/rows)$/.test(pathname)) asked = pathname + search
  }
  page.on('request', listen)
  await follow(page, href)
  if (href === '/lists') {
    await heading(page, '部门名单')
    await settled(page)
    assert.equal(await page.getByRole('rowheader').count(), value, name)
  } else {
    await hasTotal(page, value, name)
  }
  page.off('request', listen)
  return asked
}
