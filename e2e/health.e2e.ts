import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import { createPool } from '@zhucan/db'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openWindow } from './support/browser.ts'
import { hasValue, heading, sentence, signInAt } from './support/desk.ts'
import { journey, outputFolder } from './support/journey.ts'
import { look as lookAt, settled } from './support/look.ts'
import { type Office, openOffice } from './support/office.ts'

/** What a system officer opens in the morning. */
describe('the health of the installation', () => {
  let office: Office
  let browser: Browser
  let page: Page
  const opened: Page[] = []
  const { does, sees } = journey(() => opened)

  before(
    async () => {
      office = await openOffice()
      browser = await openBrowser()
      page = (await openWindow(browser, office.url)).page
      opened.push(page)
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
  })

  does('says what is so and what to do', async () => {
    await signInAt(page, '/health', office.accounts.systemOfficer)
    await heading(page, '系统状况')
    await sentence(page, /还没有做过备份/)
    await sentence(page, /数据磁盘共 .* GB，剩余 .* GB/)
    await lookAt(page)
  })

  does('tells why a page alone cannot back up, and how to do it', async () => {
    await page.getByRole('button', { name: '立即备份' }).click()
    await sentence(page, /不能在网页上备份/)
    await sentence(page, /npx zhucan backup/)
  })

  does('gives the very commands of a restore, under an address of its own', async () => {
    const owner = createPool(office.ownerUrl, { max: 1 })
    await owner.query(
      `insert into backup_run (id, cause, state, asked_at, finished_at, path, rows, size, key_id)
       values (new_id(), 'schedule', 'done', now(), now(), '/srv/backups/zhucan-real-1.zbk', 697675, 10838004, 'b59e0695')`,
    )
    await owner.end()
    await page.reload()
    await page.getByRole('button', { name: /^恢复 .* 的备份/ }).click()
    await sentence(page, 'npx zhucan restore /srv/backups/zhucan-real-1.zbk --replace')
    await lookAt(page)
    const address = page.url()
    await page.keyboard.press('Escape')
    await page.waitForURL((url) => url.href !== address)
    await page.goto(address)
    await sentence(page, 'npx zhucan restore /srv/backups/zhucan-real-1.zbk --check')
    await page.keyboard.press('Escape')
  })

  does('keeps the plan that was set', async () => {
    await page.getByRole('button', { name: '备份计划' }).click()
    await page.getByLabel('保留最近几天的').fill('14')
    await lookAt(page)
    await page.getByRole('button', { name: '保存备份计划' }).click()
    await sentence(page, '备份计划已保存')
    await page.reload()
    await page.getByRole('button', { name: '备份计划' }).click()
    await hasValue(page.getByLabel('保留最近几天的'), '14')
  })

  sees('in every look', async () => {
    const views = [
      { name: '1440', width: 1440 },
      { name: '390', width: 390 },
      { name: 'elder', width: 1440, isElder: true },
      { name: 'dark', width: 1440, theme: 'dark' },
      { name: 'english', width: 1440, locale: 'en' },
    ]
    await mkdir(outputFolder, { recursive: true })
    for (const { name, width, ...look } of views) {
      await page.setViewportSize({ width, height: 900 })
      await page.evaluate(
        (preferences) => localStorage.setItem('zhucan.preferences', preferences),
        JSON.stringify({ theme: 'light', locale: 'zh-CN', isElder: false, ...look }),
      )
      await page.goto('/health')
      await page.locator('main h1').waitFor()
      await settled(page)
      await page.screenshot({ path: join(outputFolder, `health-${name}.png`), fullPage: true })
      await lookAt(page, name === 'dark' ? 'colours' : 'all-but-colours', name)
    }
  })

  sees('is no place for a data clerk', async () => {
    const other = (await openWindow(browser, office.url)).page
    opened.push(other)
    await signInAt(other, '/', office.accounts.clerk)
    await other.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '名册' }).waitFor()
    assert.equal(await other.getByRole('link', { name: '系统状况' }).count(), 0)
  })
})
