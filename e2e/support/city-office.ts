import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@zhucan/catalogue'
import { loadKeyring } from '@zhucan/crypto'
import { type PlainDate, plainDate, regionRange } from '@zhucan/kernel'
import {
  createLogin,
  insertAppointment,
  insertOrganisation,
  openServer,
  prepareServer,
  startApi,
} from '@zhucan/server'
import { testDatabase } from '@zhucan/testing'
import { prepared } from '@zhucan/testing/office'
import { type Account, copyDesk, left, stopDatabase } from './office.ts'

/** The invented city and its three districts. */
export const city = '990100000000'
export const districts = ['990101000000', '990102000000', '990103000000'] as const
const regions = [
  { code: '990000000000', name: '虚构省', level: 1 },
  { code: city, name: '江城市', level: 2 },
  { code: districts[0], name: '东湖区', level: 3 },
  { code: districts[1], name: '西山区', level: 3 },
  { code: districts[2], name: '南岸区', level: 3 },
]

/** Who works where: the city writes, reviews and issues; each district reports and has it checked. */
const people: readonly (readonly [string, Role, string])[] = [
  ['writer', 'caseworker', city],
  ['reader', 'caseworker', city],
  ['chief', 'leader', city],
  ...districts.flatMap((code, at) => [
    [`reporter_${at}`, 'data-clerk', code] as const,
    [`checker_${at}`, 'caseworker', code] as const,
    [`leader_${at}`, 'leader', code] as const,
  ]),
]

/** A running product of a city with three districts and nobody's data. */
export interface CityOffice {
  readonly url: string
  readonly accounts: Readonly<Record<string, Account>>
  /** The same product on another day, for what time alone brings about; gives its address. */
  onDay(day: string): Promise<string>
  close(): Promise<void>
}

/** Opens the city on a day. */
export async function openCity(day: PlainDate): Promise<CityOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'zhucan-city-'))
  const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  const isShared = process.env.ZHUCAN_TEST_RUN !== undefined
  if (!isShared) closing.push(stopDatabase)
  const { appUrl, ownerUrl, drop } = await testDatabase(prepared)
  if (isShared) closing.push(drop)
  closing.push(() => left(ownerUrl))
  const deskDir = await copyDesk(join(folder, 'desk'))
  const settings = {
    appUrl,
    keysDir: join(folder, 'keys'),
    dataDir: join(folder, 'data'),
    demo: true,
    now: Date.now,
  }
  await loadKeyring(settings.keysDir, { create: true })
  await prepareServer({ ownerUrl, demo: true, extraRegions: regions, withoutNation: true })
  const accounts = await appoint({ ...settings, day })
  const open = async (on: PlainDate) => {
    const api = await startApi({ ...settings, day: on, host: '127.0.0.1', port: 0, deskDir })
    closing.push(api.stop)
    return `http://127.0.0.1:${api.port}`
  }
  return {
    url: await open(day),
    accounts,
    onDay: (other) => open(plainDate(other)),
    async close() {
      for (const work of closing.splice(0).reverse()) await work()
    },
  }
}

async function appoint(settings: Parameters<typeof openServer>[0]): Promise<Record<string, Account>> {
  const opened = await openServer(settings)
  const accounts: Record<string, Account> = {}
  const organisations = new Map<string, string>()
  try {
    for (const { code, name, level } of regions.filter(({ level }) => level > 1)) {
      const office = { name: `${name}残疾人联合会`, region: code, reach: [regionRange(code)], level }
      organisations.set(code, await insertOrganisation(opened.server, office))
    }
    for (const [username, role, region] of people) {
      const password = `${username} opens the office`
      const userId = await createLogin(opened.accounts, { name: username, username, password })
      await insertAppointment(opened.server, { userId, organisationId: organisations.get(region)!, role })
      accounts[username] = { username, password, role, region }
    }
    return accounts
  } finally {
    await opened.close()
  }
}
