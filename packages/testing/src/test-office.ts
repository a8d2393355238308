import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@zhucan/catalogue'
import { loadKeyring } from '@zhucan/crypto'
import { plainDate, regionRange } from '@zhucan/kernel'
import {
  buildApp,
  createLogin,
  insertAppointment,
  insertOrganisation,
  openServer,
  prepareServer,
} from '@zhucan/server'
import { type Filling, testDatabase } from './database.ts'

/** The day every test is judged on. */
export const testDay = plainDate('2026-11-21')
const noon = Date.UTC(2026, 10, 21, 4)

/** Two invented counties with a township and two villages each: enough to tell mine from theirs. */
export const testRegions = ['9901', '9902'].flatMap((city) => [
  ...(city === '9901' ? [{ code: '990000000000', name: '虚构省', level: 1 }] : []),
  { code: `${city}00000000`, name: city === '9901' ? '甲市' : '乙市', level: 2 },
  { code: `${city}01000000`, name: city === '9901' ? '清河县' : '白水县', level: 3 },
  { code: `${city}01001000`, name: '城关街道', level: 4 },
  { code: `${city}01001001`, name: '东街社区', level: 5 },
  { code: `${city}01001200`, name: '李家村', level: 5 },
])

/** A log-in of the test office. */
export interface TestUser {
  id: string
  username: string
  password: string
  role: Role
  region: string
}

/** All that every office has but its regions: to install the queue takes half a second. */
export const prepared: Filling = {
  name: 'zhucan_prepared',
  fill: (ownerUrl) => prepareServer({ ownerUrl, demo: true, extraRegions: [], withoutNation: true }),
}

/**
 * A whole server on a fresh database, without a socket: requests go straight to the app, as Hono's own tests do.
 * `nation` loads the national region table beside the invented one.
 */
export async function testOffice(
  options: { nation?: boolean; regions?: { code: string; name: string; level: number }[] } = {},
) {
  const database = await testDatabase(options.nation ? undefined : prepared)
  const folder = await mkdtemp(join(tmpdir(), 'zhucan-office-'))
  const keysDir = join(folder, 'keys')
  await loadKeyring(keysDir, { create: true })
  await prepareServer({
    ownerUrl: database.ownerUrl,
    demo: true,
    extraRegions: options.regions ?? testRegions,
    withoutNation: !options.nation,
  })
  let clock = noon
  let users = 0
  const settings = {
    appUrl: database.appUrl,
    keysDir,
    dataDir: join(folder, 'data'),
    demo: true,
    now: () => clock++,
    day: testDay,
  }
  const opened = await openServer(settings)
  const app = buildApp(opened)
  const organisations = new Map<string, string>()

  /** A user of a role in a region, made on first need. */
  async function user(role: Role, region: string): Promise<TestUser> {
    let organisationId = organisations.get(region)
    if (!organisationId) {
      organisationId = await insertOrganisation(opened.server, {
        name: `残联${region}`,
        region,
        reach: [regionRange(region)],
      })
      organisations.set(region, organisationId)
    }
    const username = `${role.replaceAll('-', '_')}_${region.slice(0, 6)}_${users++}`
    const password = `Test ${username}`
    const id = await createLogin(opened.accounts, { name: username, username, password })
    await insertAppointment(opened.server, { userId: id, organisationId, role })
    return { id, username, password, role, region }
  }

  /** Logs in over HTTP and returns a caller that carries the cookie. */
  async function signIn(who: TestUser) {
    const answer = await app.request('/api/auth/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: who.username, password: who.password }),
    })
    const cookie = answer.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ')
    const call = (path: string, init: RequestInit & { json?: unknown } = {}): Promise<Response> => {
      const headers = new Headers(init.headers)
      headers.set('cookie', cookie)
      if (init.json !== undefined) headers.set('content-type', 'application/json')
      return Promise.resolve(
        app.request(path, {
          ...init,
          headers,
          ...(init.json !== undefined && { method: init.method ?? 'POST', body: JSON.stringify(init.json) }),
        }),
      )
    }
    return { status: answer.status, cookie, call }
  }

  return {
    ...opened,
    app,
    settings,
    database,
    folder,
    user,
    signIn,
    async close() {
      await opened.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A running test office. */
export type TestOffice = Awaited<ReturnType<typeof testOffice>>
