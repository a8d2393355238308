import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import { createPool } from '@zhucan/db'
import type { Browser, Page } from 'playwright-core'
import { openApi } from './support/api.ts'
import { openBrowser, openWindow, patience, type Window } from './support/browser.ts'
import { content, goTo, heading, signInAt } from './support/desk.ts'
import { journey } from './support/journey.ts'
import { tabTo } from './support/keyboard.ts'
import { look } from './support/look.ts'
import { lookInEveryMode } from './support/modes.ts'
import { type Office, openOffice } from './support/office.ts'

/** What is guarded: lists that are taken along, people looked at in an emergency, the audit, the directory. */
describe('governance', () => {
  let office: Office
  let browser: Browser
  let folder: string
  let clerk: Window
  let guard: Window
  let outsider: Window
  let auditor: Window
  let foreignNumber: string
  let villages: { code: string; name: string }[]

  const windows = () => [clerk, guard, outsider, auditor].filter((one) => one !== undefined)
  const { does, sees } = journey(() => windows().map(({ page }) => page))
  const dialog = (page: Page) => page.getByRole('dialog').last()

  before(
    async () => {
      office = await openOffice()
      folder = await mkdtemp(join(tmpdir(), 'zhucan-governance-'))
      const api = await openApi(office.url, office.accounts.clerk)
      await api.takeIn(office.county.register)
      await prepare()
      browser = await openBrowser()
      clerk = await openWindow(browser, office.url, { theme: 'system' })
      guard = await openWindow(browser, office.url)
      outsider = await openWindow(browser, office.url, { theme: 'system' })
      auditor = await openWindow(browser, office.url)
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** A small budget, an auditor, and somebody who lives in township B. */
  async function prepare(): Promise<void> {
    const owner = createPool(office.ownerUrl, { max: 1 })
    await owner.query(`set app.reach = '{[000000000000,999999999999)}'`)
    await owner.query(
      `insert into export_policy values (gen_random_uuid(), 'data-clerk', 'file-rows', $1, '2026-01-01', 10, 'test', 'test', now())`,
      [office.county.code],
    )
    await owner.query(
      `update appointment set role = 'audit-officer', organisation_id = (select a.organisation_id from appointment a
         join auth_user u on u.id = a.user_id where u.username = 'clerk')
       where user_id = (select id from auth_user where username = 'township_b')`,
    )
    const townshipB = office.county.townships[1]!.code.slice(0, 9)
    const there = await owner.query<{ id: string }>(
      `select id from person where starts_with(residence_region, $1) and starts_with(hukou_region, $1) and kind = 'holder'
       order by id limit 1`,
      [townshipB],
    )
    const places = await owner.query<{ code: string; name: string }>(
      'select code, name from region where level = 5 and code like $1 order by code limit 40',
      [`${office.county.code.slice(0, 6)}%`],
    )
    villages = places.rows
    await owner.end()
    const api = await openApi(office.url, office.accounts.caseworker)
    const { value } = await api.send<{ value: string }>(`/api/v1/persons/${there.rows[0]!.id}/reveal`, {
      field: 'id',
      reason: 'asked for by the test',
    })
    foreignNumber = value
  }

  does('the clerk asks for the whole register and is told that a colleague must approve', async () => {
    const { page } = clerk
    await signInAt(page, '/register?kind=holder', office.accounts.clerk)
    await page.getByRole('button', { name: '导出', exact: true }).click()
    await dialog(page)
      .getByText(/超出今天的额度/)
      .waitFor()
    await page.getByRole('button', { name: /^提交审批/ }).click()
    await dialog(page).getByText('至少写 4 个字').waitFor()
    await look(page)
    await dialog(page).getByLabel('用途').fill('报送县审计局核对补贴')
    await page.getByRole('button', { name: /^提交审批/ }).click()
    await dialog(page).getByText('已提交').waitFor()
    await dialog(page).getByRole('link', { name: '去看导出' }).click()
    await heading(page, '导出')
    await content(page).getByText('等待审批').waitFor()
    await look(page)
  })

  does('the security officer sees who, what, why and how many, and approves', async () => {
    const { page } = guard
    await signInAt(page, '/exports?tab=approve', office.accounts.securityOfficer)
    await content(page).getByText('报送县审计局核对补贴').waitFor()
    await look(page)
    await page.getByRole('button', { name: /^审批/ }).click()
    await dialog(page).getByText('持证残疾人').waitFor()
    await look(page)
    await page.getByRole('button', { name: /^批准 [\d,]+ 行$/ }).click()
    await page.getByText('已处理').waitFor()
    await page.getByRole('tab', { name: '额度设置' }).click()
    await content(page).getByText('test', { exact: true }).waitFor()
    await content(page).getByRole('cell', { name: '临溪县' }).waitFor()
    await look(page)
  })

  does('the clerk fetches the file, and what is left of the day is told', async () => {
    const { page } = clerk
    await page.reload()
    const link = page.getByRole('link', { name: /^下载/ })
    await link.waitFor({ timeout: patience })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    assert.match(download.suggestedFilename(), /\.xlsx$/)
    await page.getByRole('tab', { name: '今天的额度' }).click()
    await content(page)
      .getByText(/另经批准 [\d,]+/)
      .first()
      .waitFor()
    await look(page)
  })

  does('a caseworker of township A opens one person of township B with a reason, by keyboard', async () => {
    const { page } = outsider
    await signInAt(page, '/break-glass', office.accounts.townshipA)
    await heading(page, '应急查阅')
    await tabTo(page, '申请查阅')
    await page.keyboard.press('Enter')
    await page.getByLabel('当事人证件号码').fill(foreignNumber)
    await page.getByLabel('理由').fill('急')
    await page.getByRole('button', { name: '申请并打开' }).click()
    await page.getByText('理由写得太简单').waitFor()
    await look(page)
    await page.getByLabel('理由').fill('当事人在本镇走失，需立即核实身份并联系监护人')
    await page.getByRole('button', { name: '申请并打开' }).click()
    await page
      .getByRole('alert')
      .getByText(/您正在查看辖区外的人/)
      .waitFor()
    assert.ok(!(await content(page).innerText()).includes(foreignNumber), 'no number stands in clear')
    await look(page)
    await lookInEveryMode(page)
  })

  does('the security officer reviews it with a finding', async () => {
    const { page } = guard
    await goTo(page, '应急查阅')
    await content(page).getByText('当事人在本镇走失').waitFor()
    await look(page)
    await page.getByRole('button', { name: /^复核/ }).click()
    await dialog(page).getByRole('button', { name: '不通过', exact: true }).click()
    await dialog(page).getByText('写明核实的情况').waitFor()
    await dialog(page).getByLabel('复核意见').fill('已向派出所核实，属实')
    await dialog(page).getByRole('button', { name: '通过', exact: true }).click()
    await content(page).getByText('复核通过').waitFor()
  })

  does('the auditor finds who looked at the person, and the number stays out of the address', async () => {
    const { page } = auditor
    await signInAt(page, '/audit', { ...office.accounts.townshipB, role: 'audit-officer' })
    await heading(page, '审计')
    await page.getByLabel('从哪天').fill('2026-01-01')
    await page.getByLabel('到哪天').fill('2099-01-01')
    await page.getByLabel(/证件号码/).fill(foreignNumber)
    await page.getByRole('button', { name: '查询', exact: true }).click()
    await page.getByRole('button', { name: '导出谁看过这个人' }).waitFor()
    await content(page).getByText('应急查阅：查看档案').first().waitFor()
    assert.ok(!page.url().includes(foreignNumber))
    await look(page)
  })

  sees('the auditor’s other pages', async () => {
    const { page } = auditor
    for (const [tab, text] of [
      ['异常使用', '应急查阅'],
      ['防篡改', '已封存'],
      ['外泄文件', '这份文件是谁导出的'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click()
      await content(page).getByText(text).first().waitFor()
      await look(page)
    }
  })

  does('the clerk imports the directory of the villages and sees the gaps close', async () => {
    const { page } = clerk
    const file = join(folder, 'directory.csv')
    const rows = villages.map(
      ({ code, name }, i) => `${code},${name},主席${figures(i)},${i === 0 ? '' : `委员${figures(i)}`}`,
    )
    await writeFile(
      file,
      `﻿行政区划代码,村,残协主席,专职委员\r\n${rows.join('\r\n')}\r\n000000000001,没有的村,某某某,\r\n`,
    )
    await goTo(page, '组织')
    await page.getByRole('tab', { name: '导入名录' }).click()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '选择文件' }).click()
    await (await chooser).setFiles(file)
    await content(page).getByText('有问题，不导入').waitFor()
    await look(page)
    await page.getByRole('button', { name: '导入', exact: true }).click()
    await page.getByText('名录已导入').waitFor()
    await page.getByRole('tab', { name: '村（社区）残协' }).click()
    await content(page).getByText('主席零', { exact: false }).first().waitFor()
    await look(page)
    await page.getByRole('tab', { name: '缺口' }).click()
    await content(page).getByRole('link').first().click()
    await content(page)
      .getByText(/有缺口的村/)
      .first()
      .waitFor()
    await look(page)
    await page.getByRole('tab', { name: '残工委成员单位' }).click()
    await page.getByRole('button', { name: '民政局' }).click()
    await content(page)
      .getByText(/审定并发放/)
      .waitFor()
    await look(page)
  })

  does('records that a chair leaves; the term stays in the history', async () => {
    const { page } = clerk
    await page.getByRole('tab', { name: '村（社区）残协' }).click()
    await content(page)
      .getByRole('link', { name: /残疾人协会/ })
      .first()
      .click()
    await content(page).getByText('在任').first().waitFor()
    await look(page)
    await lookInEveryMode(page)
    await page.getByRole('button', { name: /^结束任职 主席/ }).click()
    await dialog(page).getByLabel('最后一天').waitFor()
    await look(page)
    await dialog(page).getByRole('button', { name: '结束任职' }).click()
    await content(page).getByText('在任').waitFor({ state: 'detached' })
  })

  sees('nothing that went wrong behind the pages', async () => {
    assert.deepEqual(
      windows().flatMap(({ troubles }) => troubles),
      [],
    )
  })
})

/** A number in Chinese figures, because names have no digits. */
const figures = (n: number): string =>
  Array.from(String(n), (d) => '零一二三四五六七八九'[Number(d)]).join('')
