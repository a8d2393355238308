import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Browser } from 'playwright-core'
import { type Api, callWith } from './support/api.ts'
import { openBrowser, openWindow, type Window } from './support/browser.ts'
import type { County, TruthLine } from './support/county.ts'
import {
  applyRows,
  checkedCount,
  checkRows,
  choose,
  content,
  findByName,
  findByNumber,
  goTo,
  hasTotal,
  heading,
  runRules,
  sentence,
  signInAt,
  totalOf,
  uploadFile,
  written,
} from './support/desk.ts'
import { journey } from './support/journey.ts'
import { type Office, openOffice } from './support/office.ts'

const nursingMissed = '疑似应享未享：重度残疾人护理补贴'
/** The last says who has died: the truth expects nobody of them among the missed. */
const lists = ['civil-affairs-assistance', 'two-subsidies-payment', 'deaths']
/** Rules that need nothing but the register and the lists uploaded here. */
const rules = {
  'nursing-subsidy-missed': nursingMissed,
  'living-subsidy-missed': '疑似应享未享：困难残疾人生活补贴',
  'margin-severe-without-subsidy': '低保边缘重度残疾人未享受补贴',
  'tekun-with-nursing': '特困供养人员领取护理补贴',
}

/** What a county office does on its first day, up to the boundary between two townships. */
describe('the main job', () => {
  let office: Office
  let county: County
  let browser: Browser
  let clerk: Window
  const windows: Window[] = []
  let found: { address: string; idNumber: string; name: string }

  const { does, sees } = journey(() => windows.map(({ page }) => page))
  const open = async () => {
    const window = await openWindow(browser, office.url)
    windows.push(window)
    return window
  }

  before(
    async () => {
      office = await openOffice()
      county = office.county
      browser = await openBrowser()
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
  })

  does('the clerk signs in and finds an empty register', async () => {
    clerk = await open()
    await signInAt(clerk.page, '/', office.accounts.clerk)
    await sentence(clerk.page, '还没有名册数据')
  })

  does('takes the register in, seeing beforehand what will happen', async () => {
    const { page } = clerk
    assert.match(await uploadFile(page, county.register), /名册/)
    await seeMapping(clerk, { 身份证号: '身份证号', 残疾人证号: '残疾人证号', 姓名: '姓名' })
    await checkRows(page)
    const expected = await expectedRegister(county)
    assert.equal(await checkedCount(page, '新增'), expected.good, 'rows that are new')
    assert.equal(await checkedCount(page, '有问题'), expected.rows - expected.good, 'rows that are faulty')
    await sentence(page, `导入 ${written(expected.good)} 行`)
    await applyRows(page)
    await page.getByRole('link', { name: '看名册' }).click()
    await heading(page, /名册$/)
    assert.ok((await totalOf(page)) > 900, 'the register has its people')
  })

  for (const id of lists) {
    does(`takes the list ${id} in and sees how much of it was matched`, async () => {
      const { page } = clerk
      const expected = Object.entries(await expectedList(county, id))
      await uploadFile(page, county.list(id))
      await checkRows(page)
      for (const [word, count] of expected) {
        assert.equal(await checkedCount(page, word), count, `${word} in the preview`)
      }
      await applyRows(page)
      await page.getByRole('link', { name: '看名单比对结果' }).click()
      for (const [word, count] of expected) {
        await page.getByRole('tab', { name: new RegExp(`^${word}\\s*${written(count)}$`) }).click()
        await hasTotal(page, count, `rows behind ${word}`)
      }
    })
  }

  does('runs the rules and finds exactly the clues that are there', async () => {
    const { page } = clerk
    await runRules(page)
    const api = await apiOf(clerk, office.url)
    const clues = await county.truth('clues')
    for (const [rule, title] of Object.entries(rules)) {
      await goTo(page, '线索')
      await choose(page, '规则', title)
      await choose(page, '状态', '新发现')
      const { ids, persons } = await cluesByApi(api, rule)
      const shown = await cluesThroughPages(clerk, ids.size)
      assert.deepEqual(shown, ids, `${rule}: what the pages show is what the API says`)
      const expected = clues.filter((clue) => clue.rule === rule).map(({ key }) => key ?? '')
      assert.ok(expected.length > 0, `${rule} has clues in this county`)
      assert.deepEqual(persons, await idsOf(api, county, expected), `${rule}: the people the truth names`)
    }
  })

  does('opens a clue of township A and reads why', async () => {
    const { page } = clerk
    const [townshipA] = county.townships
    await goTo(page, '工作台')
    await page.getByRole('link', { name: new RegExp(`^${townshipA?.name} 未办结线索 \\d+$`) }).click()
    await choose(page, '规则', nursingMissed)
    await page.waitForURL(/rule=nursing-subsidy-missed/)
    await page.getByRole('row').filter({ hasNotText: nursingMissed }).nth(1).waitFor({ state: 'detached' })
    await page.getByRole('table').getByRole('rowheader').getByRole('link').first().click()
    const why = page.getByRole('region', { name: '为什么列为线索' })
    await why.getByRole('listitem').filter({ hasText: '符合' }).first().waitFor()
    const clauses = await why.getByRole('listitem').filter({ hasText: '符合' }).allInnerTexts()
    assert.ok(clauses.length >= 3, `clauses of the rule: ${clauses.join(' | ')}`)
    assert.deepEqual(
      clauses.filter((clause) => /不符合|说不准/.test(clause)),
      [],
      'every clause is met',
    )
    await sentence(why, '这是提醒，不是结论。')
    await why.getByRole('link', { name: '打开个人档案' }).click()
    await heading(page, /./)
  })

  does('sees masked numbers, reveals one with a reason, and who said what', async () => {
    const { page } = clerk
    const number = page
      .getByRole('status')
      .filter({ hasText: /^99\d{2}\*+/ })
      .first()
    await number.waitFor()
    assert.doesNotMatch(await content(page).innerText(), /99\d{15}[\dX]/, 'no number stands in clear')
    await page.getByRole('button', { name: '查看完整的身份证号' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('核对补贴或救助资格').click()
    await dialog.getByRole('button', { name: '查看', exact: true }).click()
    const clear = page.getByRole('status').filter({ hasText: /^99\d{15}[\dX]$/ })
    await clear.waitFor()
    const idNumber = await clear.innerText()
    const person = (await county.truth('people')).find(({ id18 }) => id18 === idNumber)
    assert.ok(person, 'the number belongs to somebody of the county')
    const clues = await county.truth('clues')
    assert.ok(
      clues.some(({ rule, key }) => rule === 'nursing-subsidy-missed' && key === person.person_no),
      'whom the clue is rightly about',
    )
    found = { address: new URL(page.url()).pathname, idNumber, name: person.name ?? '' }
    await page.getByRole('tab', { name: /^信息来源/ }).click()
    const timeline = page.getByRole('tabpanel', { name: /^信息来源/ })
    await sentence(timeline, /名册导入/)
    await sentence(timeline, /2026年11月21日/)
  })

  sees('the caseworker of township A sees the person', async () => {
    const { page } = await open()
    await signInAt(page, found.address, office.accounts.townshipA)
    await heading(page, found.name)
    await goTo(page, '名册')
    await findByNumber(page, found.idNumber)
    await page.waitForURL(new RegExp(found.address))
    await goTo(page, '名册')
    await findByName(page, found.name)
    await page.waitForURL(/name=/)
    await page
      .getByRole('link', { name: masked(found.name) })
      .first()
      .waitFor()
  })

  sees('the caseworker of township B finds nobody: by address, by number, by name', async () => {
    const { page } = await open()
    await signInAt(page, found.address, office.accounts.townshipB)
    await sentence(page, /没有找到|没有这个/)
    const hidden = await content(page).innerText()
    await page.goto('/persons/01a20000-0000-7000-8000-000000000000')
    await sentence(page, /没有找到|没有这个/)
    assert.equal(hidden, await content(page).innerText(), 'what is hidden looks like what does not exist')
    await goTo(page, '名册')
    assert.ok((await totalOf(page)) > 0, 'B has people of their own')
    await findByNumber(page, found.idNumber)
    await sentence(page, '名册中没有这个号码')
    await findByName(page, found.name)
    await sentence(page, '没有符合条件的人')
  })

  sees('no page threw, was blocked or got a failing answer', async () => {
    assert.deepEqual(
      windows.flatMap(({ troubles }) => troubles),
      [],
    )
  })
})

/** Each named column of the first sheet is proposed as what it is. */
async function seeMapping({ page }: Window, columns: Record<string, string>): Promise<void> {
  for (const [header, meaning] of Object.entries(columns)) {
    const choice = page.getByRole('button', { name: new RegExp(`(^|\\s)${header}导入为$`) }).first()
    assert.equal((await choice.innerText()).split(' ')[0], meaning)
  }
}

/**
 * Rows of both sheets, and those that can be taken in: everybody the truth calls imported, and relatives whose number
 * is missing, who come in without one.
 */
async function expectedRegister(county: County): Promise<{ rows: number; good: number }> {
  const { register } = county.meta
  const imported = (await county.truth('people')).filter((person) => person.imported === '1').length
  const faults = (await county.truth('faults')).filter(({ file }) => file === 'register-family')
  const codesOf = Map.groupBy(faults, ({ row }) => row)
  const numberless = [...codesOf.values()].filter((row) => row.every(({ code }) => code === 'id.missing'))
  return { rows: register.rows + register.familyRows, good: imported + numberless.length }
}

/** What becomes of a list's rows by the truth: only a usable number of somebody in the register matches. */
async function expectedList(county: County, id: string): Promise<Record<string, number>> {
  const rows = county.meta.lists[id]?.rows ?? 0
  const of = (line: TruthLine) => line.file === id
  const imported = new Set(
    (await county.truth('people')).filter((p) => p.imported === '1').map((p) => p.person_no),
  )
  const matched = (await county.truth('links')).filter(
    (link) => of(link) && link.usable_id === '1' && imported.has(link.person_no),
  ).length
  const invalid = (await county.truth('faults')).filter(
    (fault) => of(fault) && fault.code?.startsWith('id.'),
  ).length
  return { 比对上: matched, 号码有误: invalid, 不在名册: rows - matched - invalid }
}

/** The API with the cookie of somebody's browser. */
async function apiOf({ context }: Window, url: string): Promise<Api> {
  const cookies = await context.cookies()
  return callWith(url, cookies.map(({ name, value }) => `${name}=${value}`).join('; '))
}

/** Ids of all clues of the filter, page after page as a user turns them. */
async function cluesThroughPages({ page }: Window, total: number): Promise<Set<string>> {
  const ids = new Set<string>()
  await hasTotal(page, total, 'clues of the filter')
  for (;;) {
    await page.locator('table:not([aria-busy])').waitFor()
    for (const link of await page.getByRole('rowheader').getByRole('link').all()) {
      const href = (await link.getAttribute('href')) ?? ''
      ids.add(new URL(href, page.url()).searchParams.get('clue') ?? '')
    }
    const next = page.getByRole('link', { name: '下一页' })
    if ((await next.count()) === 0) break
    const seen = await page.getByText(/^第 [\d,]+–/).innerText()
    await next.click()
    await page
      .getByText(/^第 [\d,]+–/)
      .filter({ hasNotText: seen })
      .waitFor()
  }
  return ids
}

async function cluesByApi(api: Api, rule: string): Promise<{ ids: Set<string>; persons: Set<string> }> {
  const query = `rule=${rule}&state=new&pageSize=200`
  const { rows } = await api.get<{ rows: { id: string; personId: string }[] }>(`/api/v1/clues?${query}`)
  return { ids: new Set(rows.map(({ id }) => id)), persons: new Set(rows.map(({ personId }) => personId)) }
}

/** Ids in the register of people by their numbers in the truth. */
async function idsOf(api: Api, county: County, personNumbers: readonly string[]): Promise<Set<string>> {
  const people = new Map((await county.truth('people')).map((person) => [person.person_no, person.id18]))
  const ids = personNumbers.map(async (no) => {
    const answer = await api.send<{ ids: string[] }>('/api/v1/persons/find-by-number', {
      number: people.get(no),
    })
    return answer.ids[0] ?? `${no} is not in the register`
  })
  return new Set(await Promise.all(ids))
}

/** A name as lists show it, also as a screen reader is told it. */
const masked = (name: string) => new RegExp(`^${name[0]}`)
