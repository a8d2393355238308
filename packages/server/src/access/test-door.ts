import type { Role } from '@zhucan/catalogue'
import { createPool } from '@zhucan/db'
import type { TestOffice, TestUser } from '@zhucan/testing/office'
import { Secret, TOTP } from 'otpauth'

/** Asks the database of a test office as its owner, who sees everything. */
export const ownerOf = (office: () => TestOffice) => async (statement: string) => {
  const owner = createPool(office().database.ownerUrl, { max: 1 })
  try {
    await owner.query("set app.reach = '{[000000000000,999999999999)}'")
    return (await owner.query(statement)).rows
  } finally {
    await owner.end()
  }
}

/** Where a test's browser stands: its address, its cookies, its site. */
export interface Browser {
  address: string
  cookies: Map<string, string>
  origin?: string
}

/** A browser at an address, with nothing in it. */
export const openTestBrowser = (address = '10.1.2.3', origin?: string): Browser => ({
  address,
  cookies: new Map(),
  ...(origin !== undefined && { origin }),
})

/** What the server answers, as far as tests look at it. */
export interface Answer {
  code?: string
  step?: string
  secret: string
  token: string
  id: string
  recoveryCodes: string[]
  methods: string[]
  params: Record<string, string | number>
  codes: string[]
  rows: { id: string; username: string; state: string }[]
  sessions: { id: string; isHere: boolean; device: string; place: string }[]
  devices: { id: string }[]
  factors: { id: string; kind: string }[]
  offices: { id: string; isHere: boolean }[]
  appointments: { id: string; role: string; untilDay: string | null }[]
  holdings: { kind: string; count: number }[]
  lockedUntil: string | null
  user: { role: string }
  secondFactorDue: string | null
  total: number
}

/** Sends JSON as a browser does and keeps the cookies that come back. */
export async function send(
  office: TestOffice,
  browser: Browser,
  path: string,
  body?: object,
  method = body === undefined ? 'GET' : 'POST',
): Promise<{ status: number; json: Answer }> {
  const headers = new Headers({ 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/130 Edg/130' })
  if (browser.cookies.size > 0)
    headers.set('cookie', [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
  if (browser.origin) {
    headers.set('origin', browser.origin)
    headers.set('host', new URL(browser.origin).host)
  }
  if (body !== undefined) headers.set('content-type', 'application/json')
  const answer = await office.app.request(
    path,
    { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) },
    { incoming: { socket: { remoteAddress: browser.address } } },
  )
  for (const line of answer.headers.getSetCookie()) keepCookie(browser, line)
  return { status: answer.status, json: (await answer.json().catch(() => ({}))) as Answer }
}

function keepCookie(browser: Browser, line: string): void {
  const [pair = ''] = line.split(';')
  const at = pair.indexOf('=')
  if (/max-age=0/i.test(line)) browser.cookies.delete(pair.slice(0, at))
  else browser.cookies.set(pair.slice(0, at), pair.slice(at + 1))
}

/** Tries to sign in. */
export const tryIn = (office: TestOffice, browser: Browser, who: { username: string; password: string }) =>
  send(office, browser, '/api/auth/sign-in', { username: who.username, password: who.password })

/** A user who is signed in, with the browser they are signed in at. */
export async function signedIn(
  office: TestOffice,
  role: Role,
  region = '990101000000',
): Promise<{ who: TestUser; browser: Browser }> {
  const who = await office.user(role, region)
  const browser = openTestBrowser()
  await tryIn(office, browser, who)
  return { who, browser }
}

/** The code an authenticator shows at a moment. */
export const codeAt = (secret: string, ms: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({
    timestamp: ms,
  })

/** Sets up an authenticator for who is signed in; gives its secret and the recovery codes. */
export async function enrolTotp(
  office: TestOffice,
  browser: Browser,
): Promise<{ secret: string; recoveryCodes: string[]; step: string }> {
  const { json } = await send(office, browser, '/api/auth/enrol/totp', {})
  const code = codeAt(json.secret, office.server.now())
  const done = await send(office, browser, '/api/auth/enrol/totp/finish', { code, name: 'phone' })
  return { secret: json.secret, recoveryCodes: done.json.recoveryCodes, step: done.json.step ?? '' }
}

/** Moves the office's clock, and its day with it, on. */
export function passTime(office: TestOffice, ms: number): void {
  const before = office.server.now
  office.server.now = () => before() + ms
}
