import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import { createWorkbookWriter, openWorkbook } from '@zhucan/sheets'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openWindow, type Window } from './support/browser.ts'
import { applyRows, checkRows, heading, sentence, signInAt, uploadFile } from './support/desk.ts'
import { journey, outputFolder } from './support/journey.ts'
import { look } from './support/look.ts'
import { lookInEveryMode } from './support/modes.ts'
import { type Office, openOffice } from './support/office.ts'

/** The form as somebody else's program would write it, with the address of the first people changed. */
async function fillIn(form: string, target: string, address: string): Promise<void> {
  const workbook = await openWorkbook(form, { fileName: 'form.xlsx' })
  const writer = createWorkbookWriter(createWriteStream(target))
  for (const { name, index, hidden } of workbook.sheets) {
    const sheet = writer.addSheet({ name, hidden, header: false, columns: [] })
    let place = -1
    let filled = 0
    for await (const { row, cells } of workbook.rows(index)) {
      const texts = cells.map((cell) => cell?.text ?? null)
      if (place >= 0 && filled++ < 3) texts[place] = address
      if (place < 0) place = texts.indexOf('地址')
      await sheet.row(texts, row)
    }
    await sheet.end()
  }
  await writer.finish()
  await workbook.close()
}

describe('taking an import back, and a form that comes back', { concurrency: false }, () => {
  let office: Office
  let browser: Browser
  let window: Window
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhucan-undo-'))
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
  const picture = (name: string) =>
    page().screenshot({ path: join(outputFolder, `undo-${name}.png`), fullPage: true })
  const take = async (file: string) => {
    await uploadFile(page(), file)
    await checkRows(page())
  }

  does('the register comes in and its undo shows what it would do', async () => {
    await signInAt(page(), '/imports', office.accounts.clerk)
    await take(office.county.register)
    await applyRows(page())
    await page().getByRole('button', { name: '先看会撤销什么' }).click()
    await sentence(page(), /人将移出名册/)
    await look(page())
    await lookInEveryMode(page())
    await picture('plan-1440')
    await page().setViewportSize({ width: 390, height: 800 })
    await picture('plan-390')
    await page().setViewportSize({ width: 1440, height: 900 })
  })

  does('one person is taken back by keyboard alone', async () => {
    const tick = page().getByRole('row').nth(1).getByRole('checkbox')
    await tick.focus()
    await page().keyboard.press('Space')
    const some = page().getByRole('button', { name: '只撤销选中的 1 人' })
    await some.focus()
    await page().keyboard.press('Enter')
    await page().getByRole('alertdialog').getByRole('button', { name: '撤销', exact: true }).focus()
    await page().keyboard.press('Enter')
    await sentence(page(), /撤销了一部分/)
    await look(page())
    await picture('part')
  })

  does('the form goes out, comes back, and what changed on both sides is decided', async () => {
    const answer = await page().context().request.get('/api/v1/register/workbook?level=1')
    assert.equal(answer.status(), 200)
    await writeFile(join(folder, 'form.xlsx'), await answer.body())
    await fillIn(join(folder, 'form.xlsx'), join(folder, 'first.xlsx'), '第一次改')
    await fillIn(join(folder, 'form.xlsx'), join(folder, 'second.xlsx'), '第二次改')
    await take(join(folder, 'first.xlsx'))
    await page().getByRole('button', { name: '导入 3 行' }).click()
    await page().getByRole('heading', { name: '导入完成' }).waitFor()
    await take(join(folder, 'second.xlsx'))
    await sentence(page(), '第一次改')
    await look(page())
    await lookInEveryMode(page())
    await picture('cells-1440')
    await page().setViewportSize({ width: 390, height: 800 })
    await picture('cells-390')
    await page().setViewportSize({ width: 1440, height: 900 })
    await page().getByRole('radio', { name: '表中的' }).first().focus()
    await page().keyboard.press('Space')
    await page().getByRole('button', { name: '全部采用表中的' }).click()
    await page()
      .getByRole('button', { name: /仍然记下这次导入|导入/ })
      .last()
      .click()
    await page().getByRole('heading', { name: '导入完成' }).waitFor()
  })

  does('the last import is undone wholly, and says so in its history', async () => {
    await page().getByRole('button', { name: '先看会撤销什么' }).click()
    await page().getByRole('button', { name: '整批撤销' }).click()
    await page().getByRole('alertdialog').getByRole('button', { name: '撤销', exact: true }).click()
    await sentence(page(), /整批撤销/)
    await page().getByRole('button', { name: '重新导入这份文件' }).waitFor()
    await look(page())
    await picture('undone')
    await page().getByRole('button', { name: '关怀版' }).click()
    await picture('undone-elder')
    assert.deepEqual(window.troubles, [])
  })

  does('the register offers itself as a form', async () => {
    await page().goto('/register')
    await heading(page(), /名册|人员|县/)
    await page().getByRole('link', { name: '下载名册表（遮住号码）' }).waitFor()
    await picture('register')
  })
})
