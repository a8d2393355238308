import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Role, roles } from '@zhucan/catalogue'
import { loadKeyring } from '@zhucan/crypto'
import { stopEmbedded } from '@zhucan/db'
import { demoRegions } from '@zhucan/demo'
import { regionRange } from '@zhucan/kernel'
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
  readonly county: County
  /** The county's data clerk, and a caseworker each of two townships that must not see each other's people. */
  readonly accounts: Record<'clerk' | 'caseworker' | 'townshipA' | 'townshipB', Account>
  close(): Promise<void>
}

/** Opens an office of the invented county on a fresh database; nothing of the nation is loaded. */
export async function openOffice(): Promise<Office> {
  const folder = await mkdtemp(join(tmpdir(), 'zhucan-e2e-'))
  const deskDir = await copyDesk(join(folder, 'desk'))
  const county = await makeCounty(join(folder, 'county'))
  const database = await testDatabase()
  const settings = {
    appUrl: database.appUrl,
    keysDir: join(folder, 'keys'),
    dataDir: join(folder, 'data'),
    demo: true,
    now: Date.now,
    day,
  }
  await loadKeyring(settings.keysDir, { create: true })
  await prepareServer({
    ownerUrl: database.ownerUrl,
    demo: true,
    extraRegions: demoRegions(persons),
    withoutNation: true,
  })
  const accounts = await appoint(settings, county)
  const api = await startApi({ ...settings, host: '127.0.0.1', port: 0, deskDir })
  const worker = await startWorker(settings)
  return {
    url: `http://127.0.0.1:${api.port}`,
    county,
    accounts,
    async close() {
      await worker.stop()
      await api.stop()
      await stopDatabase()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The Desk as it is now, in a place of its own, so that a build going on meanwhile takes nothing away. */
async function copyDesk(target: string): Promise<string> {
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

/** The run of this process only: the harness leaves its server to the next run otherwise. */
async function stopDatabase(): Promise<void> {
  const run = process.env.ZHUCAN_TEST_RUN
  if (!run) return
  await stopEmbedded(run)
  await rm(run, { recursive: true, force: true })
}
