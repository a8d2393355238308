import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openWindow, type Window } from './support/browser.ts'
import { content, fillSignIn, goTo, hasValue, heading, signInAt } from './support/desk.ts'
import { journey } from './support/journey.ts'
import { focusOf, tabTo } from './support/keyboard.ts'
import { look } from './support/look.ts'
import { lookInEveryMode } from './support/modes.ts'
import { type Office, openOffice } from './support/office.ts'

/** A colleague's whole life at the Desk: invited, let in by two factors, watched over, and gone. */
describe('accounts', () => {
  let office: Office
  let browser: Browser
  let officer: Window
  let guard: Window
  let colleague: Window
  let second: Window
  let link: string
  let linkCode: string
  let secret: string
  let recoveryCode: string

  const windows = () => [officer, guard, colleague, second].filter((one) => one !== undefined)
  const { does, sees } = journey(() => windows().map(({ page }) => page))
  const li = {
    username: 'li_si',
    password: 'quiet lanterns over water',
    role: 'caseworker',
    region: '',
  } as const
  /** Browsers know passkeys by a host name, so everybody comes by that of the machine. */
  const url = () => office.url.replace('127.0.0.1', 'localhost')

  before(
    async () => {
      office = await openOffice()
      browser = await openBrowser()
      officer = await openWindow(browser, url(), { theme: 'system' })
      guard = await openWindow(browser, url())
      colleague = await openWindow(browser, url())
      second = await openWindow(browser, url())
    },
    { timeout: 120_000 },
  )
  after(async () => {
    await browser?.close()
    await office?.close()
  })

  const code = () => new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate()
  /** A code is good once: the next one is half a minute away, or the one after now, which is taken too. */
  const nextCode = () =>
    new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({
      timestamp: Date.now() + 30_000,
    })
  const dialog = (page: Page) => page.getByRole('dialog').last()
  const notice = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

  does('the security officer sees the rules and chooses 等保 passwords, with a reason', async () => {
    const { page } = guard
    await signInAt(page, '/account-policy', office.accounts.securityOfficer)
    await heading(page, '账号规则')
    await page.getByText('等保口令').first().click()
    await page.getByRole('button', { name: '提出修改' }).click()
    await page.getByRole('alert').getByText('请写明理由').waitFor()
    await page.getByRole('textbox', { name: /^理由/ }).fill('等保测评要求')
    await look(page)
    await page.getByRole('button', { name: '提出修改' }).click()
    await notice(page, '已提出，等另一个人确认后生效')
    await content(page).getByText('待确认的账号规则').waitFor()
    await look(page)
  })

  does('the system officer, as the second person, confirms them', async () => {
    const { page } = officer
    await signInAt(page, '/account-policy', office.accounts.systemOfficer)
    await content(page).getByText('待确认的账号规则').waitFor()
    await look(page)
    await page.getByRole('button', { name: '确认', exact: true }).click()
    await notice(page, '已确认，现在生效')
    await content(page)
      .getByText(/确认：等保测评要求/)
      .waitFor()
  })

  does('the system officer invites a colleague and gets a link that is shown once', async () => {
    const { page } = officer
    await page.goto('/people')
    await heading(page, '人员')
    await look(page)
    await page.getByRole('button', { name: '邀请新同事' }).click()
    await page.getByRole('button', { name: '生成链接' }).click()
    await dialog(page).getByRole('alert').getByText('请填写姓名').waitFor()
    await look(page)
    await dialog(page).getByRole('textbox', { name: '姓名' }).fill('李四')
    const place = dialog(page).getByRole('combobox', { name: '单位' })
    await place.fill('本县')
    await page.getByRole('option', { name: '本县残疾人联合会' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await hasValue(place, '本县残疾人联合会')
    await page.getByRole('button', { name: '生成链接' }).click()
    link = await dialog(page).getByRole('textbox', { name: '链接' }).inputValue()
    assert.match(link, /\/welcome\?token=[\w-]{43}$/)
    await page.keyboard.press('Escape')
    await content(page).getByText('邀请人').waitFor()
    await content(page).getByText('待安全管理员确认').waitFor()
  })

  does('the link is of no use before the security officer has confirmed it', async () => {
    await colleague.page.goto(link)
    await colleague.page.getByRole('alert').getByText('还没有经过安全管理员确认').waitFor()
    const { page } = guard
    await page.goto('/people')
    await content(page).getByText('待确认的账号和任职').waitFor()
    await look(page)
    await page.getByRole('button', { name: '确认 李四', exact: true }).click()
    linkCode = await dialog(page).locator('code').innerText()
    assert.match(linkCode, /^[A-Z2-9]{4}-[A-Z2-9]{4}$/)
    await look(page)
    await page.keyboard.press('Escape')
    await content(page).getByText('没有待确认的事项').waitFor()
    await page.goto('/account-policy')
  })

  does('the colleague chooses a log-in, the rules being ticked off while typing', async () => {
    const { page } = colleague
    await page.goto(link)
    await heading(page, '设置您的账号')
    await hasValue(page.getByLabel('姓名', { exact: true }), '李四')
    await page.getByLabel('确认码').fill(linkCode.toLowerCase())
    await page.getByLabel('用户名').fill(li.username)
    const rules = page.getByRole('list', { name: '密码要求' })
    await page.getByLabel('新密码', { exact: true }).fill('qinghe26')
    await rules.getByText('大写、小写、数字、符号中至少三类 未满足').waitFor()
    await look(page)
    await page.getByLabel('新密码', { exact: true }).fill('Qinghe-26')
    await rules.getByText('大写、小写、数字、符号中至少三类 已满足').waitFor()
    await page.getByRole('button', { name: '启用账号' }).click()
    await page.getByRole('navigation', { name: '主导航' }).waitFor()
  })

  does('under the other policy the password is a long one', async () => {
    const { page } = guard
    await page.getByText('长口令').first().click()
    await page.getByRole('textbox', { name: /^理由/ }).fill('改用长口令')
    await page.getByRole('button', { name: '提出修改' }).click()
    await content(page)
      .getByText(/改用长口令/)
      .waitFor()
    await officer.page.goto('/account-policy')
    await officer.page.getByRole('button', { name: '确认', exact: true }).click()
    await notice(officer.page, '已确认，现在生效')
    await officer.page.goto('/people')
    const own = colleague.page
    await own.goto('/settings')
    await own.getByLabel('现在的密码').fill('Qinghe-26')
    await own.getByLabel('新密码', { exact: true }).fill('Qinghe-26')
    await own.getByRole('list', { name: '密码要求' }).getByText('至少 12 个字符 未满足').waitFor()
    await own.getByLabel('新密码', { exact: true }).fill(li.password)
    await own.getByRole('button', { name: '修改密码' }).click()
    await notice(own, '密码已修改')
  })

  does('the colleague sets up an authenticator and keeps the recovery codes', async () => {
    const { page } = colleague
    await page.getByRole('button', { name: '去设置' }).click()
    await page.getByRole('button', { name: '设置验证器' }).click()
    await page.getByRole('img', { name: /二维码/ }).waitFor()
    secret = (await page.locator('.sign-in-secret').innerText()).replaceAll(' ', '')
    await look(page)
    await page.getByLabel('验证器上的 6 位数字').fill('000000')
    await page.getByRole('button', { name: '启用验证器' }).click()
    await dialog(page).getByRole('alert').waitFor()
    await page.getByLabel('验证器上的 6 位数字').fill(code())
    await page.getByRole('button', { name: '启用验证器' }).click()
    const codes = page.getByRole('list', { name: '恢复码清单' })
    await codes.waitFor()
    recoveryCode = await codes.getByRole('listitem').first().innerText()
    await look(page)
    await page.getByRole('button', { name: '我已保存' }).click()
    await content(page).getByText('恢复码还剩 10 个').waitFor()
  })

  does('elsewhere the password alone is not enough, and the keyboard gets through', async () => {
    const { page } = second
    await page.goto('/settings')
    await heading(page, '登录')
    await fillSignIn(page, li)
    await page.getByRole('heading', { name: '第二重验证' }).waitFor()
    await look(page)
    await tabTo(page, '验证器上的 6 位数字')
    await page.keyboard.type(nextCode())
    await page.keyboard.press('Enter')
    await page.getByRole('navigation', { name: '主导航' }).waitFor()
    await heading(page, '设置')
  })

  does('a passkey does it too', async () => {
    const { page, context } = second
    const cdp = await context.newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.getByRole('button', { name: '再添加一种' }).click()
    await page.getByRole('button', { name: '添加通行密钥' }).click()
    await content(page).getByText('这台设备').waitFor()
    await page.getByRole('button', { name: /李四/ }).click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await heading(page, '登录')
    await fillSignIn(page, li)
    await page.getByText('通行密钥').first().click()
    await look(page)
    await page.getByRole('button', { name: '使用通行密钥' }).click()
    await page.getByRole('navigation', { name: '主导航' }).waitFor()
  })

  does('a recovery code works once', async () => {
    const third = await openWindow(browser, url())
    await third.page.goto('/settings')
    await fillSignIn(third.page, li)
    await third.page.getByText('恢复码').first().click()
    await third.page.getByLabel('恢复码', { exact: true }).last().fill(recoveryCode)
    await third.page.getByRole('button', { name: '继续' }).click()
    await heading(third.page, '设置')
    await content(third.page).getByText('恢复码还剩 9 个').waitFor()
    await third.context.close()
  })

  does('the colleague sees every session and ends another', async () => {
    const { page } = colleague
    await page.reload()
    await heading(page, '设置')
    await look(page)
    await page.getByRole('button', { name: '退出其他所有设备' }).click()
    await notice(page, /已退出其他 \d 处登录/)
    await second.page.goto('/settings')
    await heading(second.page, '登录')
  })

  sees('the officer’s page of the colleague in every look', async () => {
    const { page } = officer
    await page.goto('/people')
    await page.getByRole('link', { name: '李四' }).click()
    await heading(page, '李四')
    await look(page)
    await lookInEveryMode(page)
    await page.getByRole('button', { name: '调整任期：业务经办人' }).click()
    await look(page)
    assert.notEqual((await focusOf(page)).role, 'body')
    await page.keyboard.press('Escape')
  })

  does('the colleague leaves; at once no door is open any more', async () => {
    const { page } = officer
    await page.getByRole('button', { name: '办理离任' }).click()
    await dialog(page).getByText('没有未办完的工作').waitFor()
    await look(page)
    await dialog(page)
      .getByRole('button', { name: /接手人$/ })
      .click()
    await page.getByRole('option', { name: /数据管理员/ }).click()
    await dialog(page).getByRole('textbox', { name: /^理由/ }).fill('调离本单位')
    await page.getByRole('button', { name: '办理离任并交接' }).click()
    await notice(page, /已办理离任/)
    await content(page)
      .getByText(/调离本单位/)
      .first()
      .waitFor()
    await colleague.page.goto('/settings')
    await heading(colleague.page, '登录')
    await fillSignIn(colleague.page, li)
    await colleague.page.getByRole('alert').getByText('用户名或密码不正确').waitFor()
  })

  sees('nothing went wrong unseen', async () => {
    assert.deepEqual(
      windows().flatMap(({ troubles }) => troubles),
      [],
    )
    await goTo(officer.page, '人员')
  })
})
