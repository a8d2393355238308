import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openApi } from './support/api.ts'
import { openBrowser, openWindow, type Window } from './support/browser.ts'
import { heading, sentence, signInAt } from './support/desk.ts'
import { journey, outputFolder } from './support/journey.ts'
import { deathsWithWrongNumbers, someoneAgain } from './support/linked-files.ts'
import { look } from './support/look.ts'
import { lookInEveryMode } from './support/modes.ts'
import { type Office, openOffice } from './support/office.ts'

describe('people behind rows that no number led from', { concurrency: false }, () => {
  let office: Office
  let browser: Browser
  let window: Window
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhucan-linking-'))
    office = await openOffice()
    browser = await openBrowser()
    window = await openWindow(browser, office.url, { theme: 'system' })
  })
  after(async () => {
    await browser?.close()
    await office?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const { does } = journey(() => [window.page])
  const page = (): Page => window.page
  const picture = async (name: string) => {
    await page().screenshot({ path: join(outputFolder, `linking-${name}-1440.png`), fullPage: true })
    await page().setViewportSize({ width: 390, height: 800 })
    await page().screenshot({ path: join(outputFolder, `linking-${name}-390.png`), fullPage: true })
    await page().setViewportSize({ width: 1440, height: 900 })
  }
  does('a list comes in, and its leftover rows are searched by likeness', async () => {
    const api = await openApi(office.url, office.accounts.clerk)
    await api.takeIn(office.county.register)
    await writeFile(join(folder, '死亡人员名单.csv'), await deathsWithWrongNumbers(office.county))
    await api.takeIn(join(folder, '死亡人员名单.csv'))
    const [list] = await api.get<{ id: string }[]>('/api/v1/lists')
    await signInAt(page(), `/lists/${list!.id}`, office.accounts.clerk)
    await page().getByRole('button', { name: '开始查找' }).click()
    await page().getByRole('link', { name: '查看结果' }).click()
    await heading(page(), '相似查找结果')
    await sentence(page(), /权重在 4 以上/)
    await look(page())
    await lookInEveryMode(page())
    await picture('run')
  })

  does('keys that are pressed faster than the page is drawn meet the pair they led to', async () => {
    const runPage = page().url()
    const runId = new URL(runPage).pathname.split('/')[2]
    await page().goto(`/link-runs/${runId}/review`)
    await sentence(page(), '是不是同一个人？')
    await page().evaluate(
      (keys) => {
        for (const key of keys)
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      },
      ['j', 'j', 'r'],
    )
    await sentence(page(), /第 3 对/)
    await sentence(page(), '是不是同一个人？')
    const run = await (await page().context().request.get(`/api/v1/link-runs/${runId}`)).json()
    assert.equal(run.states.rejected ?? 0, 0, 'the pair that was left is not decided')
    await page().goto(runPage)
  })

  does('pairs are decided by keyboard alone, one after the other', async () => {
    await page()
      .getByRole('link', { name: /逐对核对/ })
      .focus()
    await page().keyboard.press('Enter')
    await heading(page(), '待核对')
    await sentence(page(), '是不是同一个人？')
    await look(page())
    await lookInEveryMode(page())
    await picture('pair')
    const first = page().url()
    await page().keyboard.press('n')
    await page().keyboard.type('核对过证件')
    await page().keyboard.press('Escape')
    await page().keyboard.press('a')
    await sentence(page(), '已记录：是同一人')
    await page().waitForURL((url) => url.href !== first)
    await sentence(page(), /第 2 对/)
    await page()
      .getByRole('button', { name: /不是同一人/ })
      .waitFor()
    await page().keyboard.press('r')
    await sentence(page(), '已记录：不是同一人')
    const runId = new URL(page().url()).pathname.split('/')[2]
    const run = await (await page().context().request.get(`/api/v1/link-runs/${runId}`)).json()
    assert.equal(run.states['awaiting-second'], 1)
    assert.equal(run.states.rejected, 1)
    assert.deepEqual(window.troubles, [])
  })

  does('the same person cannot confirm, a colleague can', async () => {
    const runId = new URL(page().url()).pathname.split('/')[2]
    await page().goto(`/link-runs/${runId}/review?queue=second`)
    await sentence(page(), '须两人确认')
    assert.equal(
      await page()
        .getByRole('button', { name: /复核同意/ })
        .count(),
      0,
    )
    const other = await openWindow(browser, office.url, { theme: 'system' })
    await signInAt(other.page, `/link-runs/${runId}/review?queue=second`, office.accounts.caseworker)
    await other.page.getByRole('button', { name: /复核同意/ }).waitFor()
    await other.page.keyboard.press('a')
    await sentence(other.page, '已记录：复核同意')
    await look(other.page)
    const run = await (await page().context().request.get(`/api/v1/link-runs/${runId}`)).json()
    assert.equal(run.states.accepted, 1)
  })

  does('after a change of the register the old search leads to the one that took over', async () => {
    const runId = new URL(page().url()).pathname.split('/')[2]
    const api = await openApi(office.url, office.accounts.clerk)
    await writeFile(join(folder, '名册补录.csv'), await someoneAgain(office.county))
    await api.takeIn(join(folder, '名册补录.csv'))
    const notice = page().getByText(/又查找了一次，没有处理完的记录已转到那里/)
    // The search runs in the background; the page is opened until it is done.
    for (let left = 100; left > 0; left--) {
      await page().goto(`/link-runs/${runId}`)
      await heading(page(), '相似查找结果')
      if (await notice.isVisible()) break
    }
    await notice.waitFor()
    await look(page())
    await page().goto(`/link-runs/${runId}/review`)
    await sentence(page(), '没有处理完的记录已转到最新一次查找')
    await page().getByRole('link', { name: '查看最新结果' }).click()
    await sentence(page(), '是不是同一个人？')
    assert.notEqual(new URL(page().url()).pathname.split('/')[2], runId)
  })

  does('two files of one person are merged, and come apart again', async () => {
    await page().goto('/register?kind=holder')
    await page().getByRole('link', { name: '名册查重' }).click()
    await heading(page(), '名册查重')
    await page().getByRole('button', { name: '开始查重' }).click()
    await sentence(page(), /提出 [1-9]/)
    await look(page())
    await picture('duplicates')
    await page().getByRole('rowheader').first().getByRole('link').click()
    await heading(page(), '是不是同一个人？')
    await look(page())
    await lookInEveryMode(page())
    await picture('duplicate')
    await page().getByLabel('备注').fill('同一人两次录入')
    await page().getByRole('button', { name: '合并，保留甲' }).click()
    await page().getByText('等待另一个人确认').waitFor()
    await look(page())
    await picture('duplicate-waiting')
    const second = await openWindow(browser, office.url)
    await signInAt(second.page, new URL(page().url()).pathname, office.accounts.caseworker)
    await second.page.getByRole('button', { name: '确认', exact: true }).click()
    await second.page.getByText('已确认，现在生效').first().waitFor()
    await look(second.page)
    await page().reload()
    await page().getByRole('button', { name: '撤销合并' }).waitFor()
    await page().getByLabel('备注').fill('核实为两人')
    await page().getByRole('button', { name: '撤销合并' }).click()
    await page().getByRole('button', { name: '合并，保留乙' }).waitFor()
    assert.deepEqual(window.troubles, [])
  })
})
