import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Role, roles } from '@zhucan/catalogue'
import { loadKeyring } from '@zhucan/crypto'
import { createPool, stopEmbedded } from '@zhucan/db'
import { demoRegions } from '@zhucan/demo'
import { type PlainDate, regionRange } from '@zhucan/kernel'
import {
  createLogin,
  insertAppointment,
  insertOrganisation,
  openServer,
  prepareServer,
  type ServerSettings,
  startApi,
  startWorker,
} from '@zhucan/server'
import { testDatabase } from '@zhucan/testing'
import { type County, day, makeCounty, persons } from './county.ts'

const root = join(import.meta.dirname, '..', '..')

/** A log-in of the office. */
export interface Account {
  readonly username: string
  readonly password: string
  readonly role: Role
  readonly region: string
}

/** A running product with an empty register: API, worker, built Desk, embedded PostgreSQL. */
export interface Office {
  readonly url: string
  /** The database as its owner sees it, for what no screen can bring about. */
  readonly ownerUrl: string
  readonly county: County
  /** The same product on another day, for what time alone brings about; gives its address. */
  onDay(day: PlainDate): Promise<string>
  /** The county's data clerk and its officers, and a caseworker each of two townships that must not see each other's people. */
  readonly accounts: Record<
    'clerk' | 'caseworker' | 'townshipA' | 'townshipB' | 'systemOfficer' | 'securityOfficer' | 'auditOfficer',
    Account
  >
  close(): Promise<void>
}

/** Opens an office of the invented county on a fresh database; nothing of the nation is loaded. */
export async function openOffice(): Promise<Office> {
  const folder = await mkdtemp(join(tmpdir(), 'zhucan-e2e-'))
  const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  const close = async () => {
    for (const work of closing.splice(0).reverse()) await work()
  }
  try {
    return { ...(await openIn(folder, closing)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openIn(folder: string, closing: (() => Promise<unknown>)[]): Promise<Omit<Office, 'close'>> {
  common ??= makeCommon()
  const { deskDir, county } = await common
  const isShared = process.env.ZHUCAN_TEST_RUN !== undefined
  if (!isShared) closing.push(stopDatabase)
  const { appUrl, ownerUrl, drop } = await testDatabase(prepared)
  if (isShared) closing.push(drop)
  closing.push(() => left(ownerUrl))
  const settings = {
    appUrl,
    keysDir: join(folder, 'keys'),
    dataDir: join(folder, 'data'),
    demo: true,
    now: Date.now,
    day,
  }
  await loadKeyring(settings.keysDir, { create: true })
  await prepareServer({
    ownerUrl,
    demo: true,
    extraRegions: demoRegions(persons),
    withoutNation: true,
  })
  const accounts = await appoint(settings, county)
  const api = await startApi({ ...settings, host: '127.0.0.1', port: 0, deskDir })
  closing.push(api.stop)
  const worker = await startWorker(settings)
  closing.push(worker.stop)
  const onDay = async (other: PlainDate) => {
    const later = await startApi({ ...settings, day: other, host: '127.0.0.1', port: 0, deskDir })
    closing.push(later.stop)
    return `http://127.0.0.1:${later.port}`
  }
  return { url: `http://127.0.0.1:${api.port}`, ownerUrl, county, accounts, onDay }
}

/** The queue takes half a second to install, and is the same for all offices of a run. */
const prepared = {
  name: 'zhucan_prepared_e2e',
  fill: (ownerUrl: string) => prepareServer({ ownerUrl, demo: true, extraRegions: [], withoutNation: true }),
}

/** What all offices of a process share and none changes: the built Desk and the county's workbooks. */
let common: Promise<{ deskDir: string; county: County }> | undefined

async function makeCommon() {
  const folder = await mkdtemp(join(tmpdir(), 'zhucan-e2e-common-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const deskDir = await copyDesk(join(folder, 'desk'))
  return { deskDir, county: await makeCounty(join(folder, 'county')) }
}

/** The Desk as it is now, or as `ZHUCAN_DESK_DIR` has it, in a place of its own, so that a build takes nothing away. */
export async function copyDesk(target: string): Promise<string> {
  const ready = process.env.ZHUCAN_DESK_DIR
  if (ready) {
    await cp(ready, target, { recursive: true })
    return target
  }
  const build = join(root, 'tools', 'build.ts')
  const { status } = spawnSync(process.execPath, [build, '--if-stale'], { stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('the Desk could not be built')
  await cp(join(root, 'apps', 'desk', 'dist'), target, { recursive: true })
  return target
}

async function appoint(settings: ServerSettings, { code, townships }: County): Promise<Office['accounts']> {
  const opened = await openServer(settings)
  const [townshipA, townshipB] = townships
  const make = async (username: string, role: Role, region: string, organisationId: string) => {
    const password = `${username} opens the register`
    const name = roles[role].label.zh
    const userId = await createLogin(opened.accounts, { name, username, password })
    await insertAppointment(opened.server, { userId, organisationId, role })
    return { username, password, role, region }
  }
  const office = (name: string, region: string) =>
    insertOrganisation(opened.server, { name: `${name}残疾人联合会`, region, reach: [regionRange(region)] })
  try {
    const countyOffice = await office('本县', code)
    return {
      clerk: await make('clerk', 'data-clerk', code, countyOffice),
      caseworker: await make('caseworker', 'caseworker', code, countyOffice),
      systemOfficer: await make('system_officer', 'system-officer', code, countyOffice),
      securityOfficer: await make('security_officer', 'security-officer', code, countyOffice),
      auditOfficer: await make('audit_officer', 'audit-officer', code, countyOffice),
      townshipA: await make(
        'township_a',
        'caseworker',
        townshipA!.code,
        await office(townshipA!.name, townshipA!.code),
      ),
      townshipB: await make(
        'township_b',
        'caseworker',
        townshipB!.code,
        await office(townshipB!.name, townshipB!.code),
      ),
    }
  } finally {
    await opened.close()
  }
}

/** The queue gives its last connection back a moment after it has stopped; a server that ends before is an error to it. */
export async function left(ownerUrl: string): Promise<void> {
  const owner = createPool(ownerUrl, { max: 1 })
  const others = `select count(*)::int as count from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`
  for (let tries = 0; tries < 100; tries++) {
    const { rows } = await owner.query<{ count: number }>(others)
    if (rows[0]?.count === 0) break
    await sleep(20)
  }
  await owner.end()
}

/** A run of this process only, where no whole run (`one-server.ts`) stops it at its end. */
export async function stopDatabase(): Promise<void> {
  const run = process.env.ZHUCAN_TEST_RUN
  if (!run) return
  await stopEmbedded(run)
  await rm(run, { recursive: true, force: true })
}
