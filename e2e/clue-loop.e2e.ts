import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import { createPool } from '@zhucan/db'
import { plainDate, regionRange } from '@zhucan/kernel'
import type { Browser, Locator, Page } from 'playwright-core'
import { callWith, openApi } from './support/api.ts'
import { openBrowser, openWindow, type Window } from './support/browser.ts'
import { content, hasValue, heading, signInAt } from './support/desk.ts'
import { journey } from './support/journey.ts'
import { tabTo } from './support/keyboard.ts'
import { look } from './support/look.ts'
import { type Account, type Office, openOffice } from './support/office.ts'
import { holdsTranscript, type Transcript, transcribe } from './support/transcript.ts'

/** One black dot: enough to be a photo. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** A clue from the county to a village and back, as the people who walk it, each in a window of their own. */
describe('the loop of a clue', () => {
  let office: Office
  let browser: Browser
  let folder: string
  let clerk: Window
  let town: Window
  let village: Window
  let auditor: Window
  let clue: { id: string; place: string; personName: string; rule: string; ruleTitle: { zh: string } }
  let commissioner: Account
  const heard: [string, Transcript][] = []

  const windows = () => [clerk, town, village, auditor].filter((one) => one !== undefined)
  const { does, sees } = journey(() => windows().map(({ page }) => page))
  const dialog = (page: Page) => page.getByRole('dialog').last()
  const step = (page: Page, name: string) =>
    page.getByRole('list', { name: '下一步' }).getByText(name, { exact: true })
  const says = (page: Page, text: string | RegExp) =>
    page.getByRole('status').getByText(text).first().waitFor()
  const listens = async (title: string, page: Page, within?: string) =>
    void heard.push([title, await transcribe(page, within)])

  before(
    async () => {
      office = await openOffice()
      folder = await mkdtemp(join(tmpdir(), 'zhucan-loop-'))
      await writeFile(join(folder, '入户照片.png'), Buffer.from(dot, 'base64'))
      await writeFile(join(folder, '太大.png'), Buffer.alloc(10 * 1024 * 1024 + 1))
      const api = await openApi(office.url, office.accounts.clerk)
      await api.takeIn(office.county.register)
      await api.takeIn(office.county.list('two-subsidies-payment'))
      await api.screen()
      clue = await findClue(api)
      commissioner = await settle(clue.place)
      browser = await openBrowser()
      for (const open of ['clerk', 'town', 'village', 'auditor'] as const) await openFor(open)
    },
    { timeout: 180_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function openFor(who: 'clerk' | 'town' | 'village' | 'auditor'): Promise<void> {
    const opened = await openWindow(browser, office.url)
    if (who === 'clerk') clerk = opened
    else if (who === 'town') town = opened
    else if (who === 'village') village = opened
    else auditor = opened
  }

  /** A clue about somebody whose village is known. */
  async function findClue(api: Awaited<ReturnType<typeof openApi>>) {
    const region = office.county.townships[0]!.code
    const { rows } = await api.get<{ rows: (typeof clue)[] }>(`/api/v1/clues?region=${region}&pageSize=100`)
    const found = rows.find(({ place }) => place.startsWith(region.slice(0, 9)) && !place.endsWith('000'))
    assert.ok(found, 'township A has a clue in a village')
    return found
  }

  /** Township B's caseworker becomes the commissioner of a village. */
  async function settle(place: string): Promise<Account> {
    const owner = createPool(office.ownerUrl, { max: 1 })
    const { lo, hi } = regionRange(place as Parameters<typeof regionRange>[0])
    const own = `(select a.organisation_id from appointment a join auth_user u on u.id = a.user_id where u.username = 'township_b')`
    await owner.query(`set app.reach = '{[000000000000,999999999999)}'`)
    await owner.query(
      `update organisation set name = '村残疾人协会', kind = 'village-association', region = $1, reach = $2::text::codemultirange where id = ${own}`,
      [place, `{[${lo},${hi})}`],
    )
    await owner.query(
      `update appointment set role = 'commissioner' where user_id = (select id from auth_user where username = 'township_b')`,
    )
    await owner.end()
    return { ...office.accounts.townshipB, role: 'commissioner', region: place }
  }

  does('the county issues clues of a village to the township, takes it back, and issues again', async () => {
    const { page } = clerk
    await signInAt(page, `/clues?state=new&rule=${clue.rule}&region=${clue.place}`, office.accounts.clerk)
    await content(page)
      .getByRole('link', { name: /^新发现/ })
      .waitFor()
    await look(page)
    await listens('县：线索列表', page)
    for (const round of ['taken back', 'kept']) {
      await content(page).getByRole('checkbox', { name: '选择本页全部' }).check({ force: true })
      await page.getByRole('button', { name: /^下发 \d+ 条$/ }).click()
      await dialog(page).getByLabel('期限').waitFor()
      if (round === 'taken back') {
        await look(page)
        await listens('县：下发', page)
      }
      await dialog(page).getByLabel('期限').fill('2026-11-30')
      await dialog(page)
        .getByRole('button', { name: /^下发 \d+ 条$/ })
        .click()
      await says(page, /^已办理 \d+ 条。$/)
      if (round === 'kept') break
      await page.getByRole('button', { name: '撤销', exact: true }).click()
      await says(page, /^已撤销 \d+ 条。$/)
      await content(page).getByRole('checkbox', { name: '选择本页全部' }).waitFor({ state: 'attached' })
      await content(page).getByRole('rowheader').first().waitFor()
    }
    await content(page).getByText('没有符合条件的线索').waitFor()
  })

  does('a link followed right after a filter was chosen leaves the filter as it is', async () => {
    const { page } = clerk
    // Both in one go, as for somebody faster than a slow computer draws.
    const chooseAndFollow = async (filter: RegExp, link: Locator) =>
      link.evaluate(
        (place: HTMLElement, chosen) => {
          chosen?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
          place.click()
        },
        await content(page).getByRole('button', { name: filter }).elementHandle(),
      )
    await chooseAndFollow(/轻重$/, content(page).getByRole('link', { name: /^全部/ }))
    await page.waitForURL(
      ({ searchParams }) => searchParams.has('severity') && searchParams.get('state') === 'all',
    )
    await page.goto(`/clues?state=all&clue=${clue.id}`)
    await chooseAndFollow(/轻重$/, content(page).getByRole('link', { name: '关闭说明', exact: true }))
    await page.waitForURL(({ searchParams }) => searchParams.has('severity') && !searchParams.has('clue'))
  })

  does('the township receives it from its list and sends it on to the village', async () => {
    const { page } = town
    await signInAt(page, '/clues', office.accounts.townshipA)
    await page.waitForURL(/mine=true/)
    await content(page).getByRole('checkbox', { name: '选择本页全部' }).check({ force: true })
    await page.getByRole('button', { name: /^签收 \d+ 条$/ }).click()
    await says(page, /^已办理 \d+ 条。$/)
    await look(page)
    await page.goto(`/clues/${clue.id}`)
    await heading(page, clue.ruleTitle.zh)
    await look(page)
    await listens('乡镇：线索页', page)
    await tabTo(page, '下发')
    await page.keyboard.press('Enter')
    await page.getByRole('form', { name: '下发' }).waitFor()
    await look(page)
    await page.getByLabel('期限').fill('2026-11-25')
    await page.getByRole('form').getByRole('button', { name: '下发' }).click()
    await says(page, '已完成：下发。')
    await content(page)
      .getByText(/现在由.*办理/)
      .waitFor()
  })

  does('the commissioner finds it on the phone, receives it, and answers with a photo', async () => {
    const { page } = village
    await signInAt(page, '/', commissioner)
    await page.setViewportSize({ width: 390, height: 844 })
    await heading(page, '今天要走访的')
    await look(page)
    await listens('村：首页', page)
    await content(page)
      .getByRole('link', { name: /^签收：/ })
      .click()
    await heading(page, clue.ruleTitle.zh)
    await step(page, '签收').click()
    await page.getByRole('form').getByRole('button', { name: '签收' }).click()
    await says(page, '已完成：签收。')
    await step(page, '反馈').click()
    await page.getByRole('button', { name: '提交反馈' }).click()
    await page.getByText('有几处还没有填好').waitFor()
    await look(page)
    await page.getByRole('radio', { name: /^属实/ }).check({ force: true })
    await page.getByLabel('核实情况').fill('入户见到本人，重度残疾，生活不能自理，没有领过护理补贴。')
    await chooseEvidence(page, '太大.png')
    await page.getByRole('alert').getByText('材料过大，每份最多 10 MB。').waitFor()
    await look(page)
    for (const file of ['入户照片.png', '入户照片.png']) {
      await chooseEvidence(page, file)
      await page
        .getByRole('button', { name: `移除${file}` })
        .last()
        .waitFor()
    }
    await page.getByRole('button', { name: '移除入户照片.png' }).last().click()
    await page.getByRole('button', { name: '使用入户照片.png' }).waitFor()
    await listens('村：反馈', page, '办理情况')
    await look(page)
    await page.getByRole('button', { name: '提交反馈' }).click()
    await says(page, '已完成：反馈。')
  })

  does('the township passes it up; somebody else was faster, and nothing typed is lost', async () => {
    const { page } = town
    await page.goto(`/clues/${clue.id}?act=pass-up`)
    await page.getByLabel('说明').fill('已看过照片')
    const other = await openApi(office.url, office.accounts.townshipA)
    const { version } = await other.get<{ version: number }>(`/api/v1/clues/${clue.id}`)
    await other.send(`/api/v1/clues/${clue.id}/return`, { version, note: '请补充说明' })
    const back = await openApi(office.url, commissioner)
    await back.send(`/api/v1/clues/${clue.id}/feedback`, {
      ...{ version: version + 1, verdict: 'true', visit: 'home', visitedOn: '2026-11-21' },
      text: '再次入户，情况与上次一样，照片已附。',
      files: await looseFiles(back),
    })
    await page.getByRole('form').getByRole('button', { name: '上报' }).click()
    await page.getByRole('alert').getByText('这条线索刚刚被别人办理过').waitFor()
    await page
      .getByRole('alert')
      .getByText(/请补充说明|退回/)
      .first()
      .waitFor()
    await look(page)
    await listens('乡镇：被别人抢先', page, '办理情况')
    await page.getByRole('button', { name: '载入最新情况' }).click()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await hasValue(page.getByLabel('说明'), '已看过照片')
    await page.getByRole('form').getByRole('button', { name: '上报' }).click()
    await says(page, '已完成：上报。')
  })

  const chooseEvidence = async (page: Page, file: string) => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '选择照片或文件' }).click()
    await (await chooser).setFiles(join(folder, file))
  }

  const looseFiles = async (api: Awaited<ReturnType<typeof openApi>>) => {
    const { work } = await api.get<{ work: { looseFiles: { id: string }[] } }>(`/api/v1/clues/${clue.id}`)
    return work.looseFiles.map(({ id }) => id)
  }

  does('the county draws it for a second look, decides and closes', async () => {
    const { page } = clerk
    await page.goto('/clues?state=answered')
    await page.getByRole('button', { name: '抽查', exact: true }).click()
    await dialog(page).getByLabel('抽查比例（%）').fill('100')
    await look(page)
    await dialog(page).getByRole('button', { name: '开始抽取' }).click()
    await says(page, '从 1 条中抽出 1 条。')
    await page.goto(`/clues/${clue.id}`)
    await step(page, '登记抽查结果').click()
    await page.getByRole('radio', { name: '与反馈一致', exact: true }).check({ force: true })
    await page.getByRole('radio', { name: '电话', exact: true }).check({ force: true })
    await page.getByLabel('核实情况').fill('电话回访家属，与反馈一致，没有领取。')
    await page.getByRole('button', { name: '提交抽查结果' }).click()
    await says(page, '已完成：登记抽查结果。')
    await step(page, '处理').click()
    await page.getByRole('radio', { name: /^追缴/ }).check({ force: true })
    await page.getByRole('button', { name: '登记处理决定' }).click()
    await page.getByRole('alert').getByText('请写大于 0 的金额').waitFor()
    await look(page)
    await page.getByRole('radio', { name: /^补办待遇/ }).check({ force: true })
    await page.getByLabel(/^金额/).fill('1280.50')
    await page.getByLabel('处理决定').fill('从下月起补办护理补贴')
    await page.getByLabel('依据').fill('两项补贴管理办法')
    await listens('县：处理', page, '办理情况')
    await page.getByRole('button', { name: '登记处理决定' }).click()
    await says(page, '已完成：处理。')
    await content(page)
      .getByText(/1,280\.50/)
      .waitFor()
    await step(page, '销号').click()
    await page.getByRole('form').getByRole('button', { name: '销号' }).click()
    await says(page, '已完成：销号。')
    await content(page).getByText('已销号').first().waitFor()
    await look(page)
    await listens('县：办结', page)
  })

  sees('every level in the history, and the photo comes down', async () => {
    const { page } = clerk
    const history = page.getByRole('region', { name: '办理过程' })
    for (const said of ['销号', '处理', '登记抽查结果', '上报', '反馈', '退回', '签收', '下发', '撤销'])
      await history.getByText(said).first().waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载入户照片.png' }).first().click(),
    ])
    assert.equal(download.suggestedFilename(), '入户照片.png')
  })

  sees('deadlines turn blue, orange and red as days go by, with a word each', async () => {
    const { page } = town
    const api = await openApi(office.url, office.accounts.clerk)
    const { rows } = await api.get<{ rows: { id: string; version: number }[] }>(
      `/api/v1/clues?region=${office.county.townships[0]!.code}`,
    )
    await api.send('/api/v1/clues/issue', {
      ...{ to: 4, due: '2026-11-30' },
      clues: rows.slice(0, 3).map(({ id, version }) => ({ id, version })),
    })
    for (const [day, word] of [
      ['2026-11-28', '即将到期'],
      ['2026-12-03', '已超期'],
      ['2026-12-20', '严重超期'],
    ] as const) {
      const url = await office.onDay(plainDate(day))
      await page.goto(`${url}/clues?state=issued`)
      const first = content(page).getByRole('row').filter({ hasText: word }).first()
      await first.waitFor()
      await look(page, 'colours', day)
    }
  })

  sees('the audit officer gets figures and no clue', async () => {
    const { page, context } = auditor
    await signInAt(page, '/', office.accounts.auditOfficer)
    assert.equal(await page.getByRole('link', { name: '线索', exact: true }).count(), 0)
    await page.goto(`/clues/${clue.id}`)
    await page.getByRole('alert').waitFor()
    assert.ok(!(await content(page).innerText()).includes(clue.personName))
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const { rows } = await callWith(office.url, cookie).get<{ rows: { action: string; count: number }[] }>(
      '/api/v1/clues/history-figures',
    )
    assert.ok(rows.some(({ action, count }) => action === 'close' && count === 1))
  })

  sees('the loop as it is heard', () => holdsTranscript('clue-loop', heard))

  sees('nothing that went wrong behind the pages', async () => {
    assert.deepEqual(
      windows().flatMap(({ troubles }) => troubles),
      [],
    )
  })
})
