import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Role } from '@zhucan/catalogue'
import { loadKeyring } from '@zhucan/crypto'
import { createPool, type EmbeddedServer, migrate, startEmbedded } from '@zhucan/db'
import { plainDate, regionRange } from '@zhucan/kernel'
import {
  createLogin,
  findUser,
  insertAppointment,
  insertOrganisation,
  openServer,
  prepareServer,
  screenRegion,
  startWorker,
} from '@zhucan/server'
import { testRegions } from '@zhucan/testing/office'
import type { Pool } from 'pg'
import { fillCity } from './city-office.ts'

/** The day the bench is judged on. */
export const benchDay = plainDate('2026-11-21')
const county = '990101000000'
const template = 'city_template'
const password = 'Bench of an invented office 1'

/** Somebody who asks; `office` says which mix of questions. */
export interface BenchClerk {
  username: string
  password: string
  role: Role
  region: string
  office: 'county' | 'township' | 'village'
}

/** A database of a run, copied from the kept one. */
export interface BenchCity {
  appUrl: string
  ownerUrl: string
  keysDir: string
  dataDir: string
  postmaster: number
  clerks: readonly BenchClerk[]
  close(): Promise<void>
}

/** Who works in the bench's fifty offices: a tenth at the county, the rest in townships and villages. */
const benchClerks: readonly BenchClerk[] = Array.from({ length: 50 }, (_, n) => {
  const township = String(2 + (n % 99)).padStart(3, '0')
  if (n < 8) return clerk(n, n % 4 === 3 ? 'leader' : n % 2 ? 'caseworker' : 'data-clerk', county, 'county')
  if (n < 28) return clerk(n, 'caseworker', `990101${township}000`, 'township')
  return clerk(n, 'commissioner', `990101${township}001`, 'village')
})

function clerk(n: number, role: Role, region: string, office: BenchClerk['office']): BenchClerk {
  return { username: `bench_${n}`, password, role, region, office }
}

/** The city of 150,000 people with lists, clues in work and fifty clerks: made once, then copied for each run. */
export async function openApiCity(): Promise<BenchCity> {
  const folder = join(tmpdir(), `zhucan-bench-city-${recipe()}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const keysDir = join(folder, 'keys')
  const embedded = await startEmbedded({ dataDir: join(folder, 'database') })
  try {
    await loadKeyring(keysDir, { create: true })
    if (!(await hasTemplate(embedded))) await makeTemplate(embedded, folder)
    const name = `run_${process.pid}`
    await copyTemplate(embedded, name)
    const dataDir = join(folder, name)
    return {
      appUrl: databaseUrl(embedded.appUrl, name),
      ownerUrl: databaseUrl(embedded.ownerUrl, name),
      keysDir,
      dataDir,
      postmaster: embedded.pid,
      clerks: benchClerks,
      async close() {
        await asAdmin(embedded, `drop database ${name} with (force)`)
        await rm(dataDir, { recursive: true, force: true })
        await embedded.stop()
      },
    }
  } catch (error) {
    await embedded.stop()
    throw error
  }
}

/** What the kept database was made by: another recipe makes another one. Later migrations are applied to each copy. */
function recipe(): string {
  const hash = createHash('sha256')
  for (const file of ['api-city.ts', 'city-office.ts'])
    hash.update(readFileSync(join(import.meta.dirname, file)))
  return hash.digest('hex').slice(0, 12)
}

const databaseUrl = (url: string, name: string): string => url.replace(/\/[^/]*$/, `/${name}`)

async function asAdmin(embedded: EmbeddedServer, statement: string): Promise<Record<string, unknown>[]> {
  const pool = createPool(databaseUrl(embedded.adminUrl, 'postgres'), { max: 1 })
  return pool
    .query(statement)
    .then(({ rows }) => rows as Record<string, unknown>[])
    .finally(() => pool.end())
}

const hasTemplate = async (embedded: EmbeddedServer): Promise<boolean> =>
  (await asAdmin(embedded, `select 1 from pg_database where datname = '${template}' and datistemplate`))
    .length > 0

async function copyTemplate(embedded: EmbeddedServer, name: string): Promise<void> {
  await asAdmin(embedded, `create database ${name} template ${template} owner zhucan_owner`)
  const owner = createPool(databaseUrl(embedded.ownerUrl, name), { max: 1 })
  try {
    const { applied } = await migrate(owner)
    if (applied.length > 0) await owner.query('vacuum analyze person, clue')
  } catch (error) {
    throw new Error(`the kept city no longer fits the schema; remove it: ${embedded.ownerUrl}`, {
      cause: error,
    })
  } finally {
    await owner.end()
  }
}

async function makeTemplate(embedded: EmbeddedServer, folder: string): Promise<void> {
  await asAdmin(embedded, `drop database if exists ${template}`)
  await asAdmin(embedded, `create database ${template} owner zhucan_owner`)
  const ownerUrl = databaseUrl(embedded.ownerUrl, template)
  const keysDir = join(folder, 'keys')
  await prepareServer({ ownerUrl, demo: true, extraRegions: testRegions })
  await fillCity(ownerUrl, await loadKeyring(keysDir, { create: false }))
  await execute(ownerUrl, fillStatements)
  const owner = createPool(ownerUrl, { max: 1 })
  try {
    const settings = {
      appUrl: databaseUrl(embedded.appUrl, template),
      keysDir,
      dataDir: join(folder, 'making'),
      demo: true,
      now: Date.now,
      day: benchDay,
    }
    await staff(settings)
    await execute(ownerUrl, workStatements)
    await readNames(settings, owner)
    await owner.query('vacuum analyze')
  } finally {
    await owner.end()
  }
  await asAdmin(embedded, `alter database ${template} with is_template true allow_connections false`)
}

/** A pool gives up an idle connection and with it what was set there, so each row of statements has its own. */
async function execute(ownerUrl: string, statements: readonly string[]): Promise<void> {
  const owner = createPool(ownerUrl, { max: 1 })
  await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
  for (const statement of statements) await owner.query(statement)
  await owner.end()
}

type Settings = Parameters<typeof openServer>[0]

/** Offices and log-ins of everybody, and the first screening by the county's clerk. */
async function staff(settings: Settings): Promise<void> {
  const opened = await openServer(settings)
  try {
    for (const { username, role, region } of benchClerks) {
      const office = { name: `残联${region}`, region, reach: [regionRange(region)] }
      const organisationId = await insertOrganisation(opened.server, office)
      const userId = await createLogin(opened.accounts, { name: username, username, password })
      await insertAppointment(opened.server, { userId, organisationId, role })
      if (username !== 'bench_0') continue
      if (!(await findUser(opened.server, userId))) throw new Error('nobody to screen')
      await screenRegion(opened.server, userId)
    }
  } finally {
    await opened.close()
  }
}

/** A worker reads the names of all new people when it starts. */
async function readNames(settings: Settings, owner: Pool): Promise<void> {
  const worker = await startWorker(settings)
  const left = `select count(*)::int as n from (select distinct name collate "C" as name from person) p
    where not exists (select 1 from name_sound s where s.name = p.name)`
  while ((await owner.query<{ n: number }>(left)).rows[0]!.n > 0) await sleep(500)
  await worker.stop()
}

const shown = `jsonb_build_object('address', '第三组' || n || '号', 'education', '初中', 'maritalStatus', '已婚',
  'employment', '务农', 'hukouKind', '农业', 'ethnicity', '汉族')`

/** Every tenth person shares a household; a register row and a certificate each, and four lists that name a part of the people. */
const fillStatements = [
  `create temp table numbered as select id, hukou_region as region, row_number() over (order by hukou_region, id) as n from person`,
  'create index on numbered (id)',
  'analyze numbered',
  `insert into household (id, code, region, is_rural, created_at)
    select md5('h' || (case when n % 20 < 2 then -(n / 20) else n end))::uuid, 'B' || (case when n % 20 < 2 then -(n / 20) else n end), min(region), true, now() from numbered group by (case when n % 20 < 2 then -(n / 20) else n end)`,
  `update person set household_id = md5('h' || (case when n % 20 < 2 then -(n / 20) else n end))::uuid, shown = ${shown} from numbered where numbered.id = person.id`,
  `insert into household_member (household_id, person_id, relation, is_head, since)
    select md5('h' || (case when n % 20 < 2 then -(n / 20) else n end))::uuid, id, case n % 20 when 0 then '户主' else '配偶' end, n % 20 <> 1, '2020-01-01' from numbered`,
  `insert into certificate (id, person_id, category, level, issued_on, valid_to, status, since)
    select new_id(), id, category, level, certificate_valid_to - 3650, certificate_valid_to, 'issued', '2020-01-01' from person`,
  `insert into assertion (id, person_id, source, row_no, valid_from, recorded_at, fields)
    select new_id(), id, 'register', n, date '2026-01-01', now(), ${shown} from numbered`,
  `insert into list (id, file_type, title, region, received_on, row_count, retain_until, created_at, created_by)
    select md5(kind)::uuid, kind, kind, '${county}', '2026-11-01', 40000, '2027-11-01', now(), 'bench'
    from unnest(array['two-subsidies-payment', 'civil-affairs-assistance', 'medical-insurance-self-paid', 'deaths']) kind`,
  `insert into list_row (list_id, sheet, row_no, state, method, person_id, fields)
    select md5('two-subsidies-payment')::uuid, 0, n, 'matched', 'exact', id, '{"month": 202610, "subsidy": "both", "result": "paid"}'
    from numbered where n % 8 <> 0`,
  `insert into list_row (list_id, sheet, row_no, state, method, person_id, fields)
    select md5('civil-affairs-assistance')::uuid, 0, n, 'matched', 'exact', id, '{"assistance": "dibao", "from": 202501}'
    from numbered where n % 5 = 0`,
  `insert into list_row (list_id, sheet, row_no, state, method, person_id, fields)
    select md5('medical-insurance-self-paid')::uuid, 0, n, 'matched', 'exact', id, jsonb_build_object('year', 2026, 'selfPaid', 100000 + n % 100 * 30000)
    from numbered where n % 3 = 0`,
  `insert into list_row (list_id, sheet, row_no, state, method, person_id, fields)
    select md5('deaths')::uuid, 0, n, 'matched', 'exact', id, '{"diedOn": "2026-05-05"}' from numbered where n % 200 = 0`,
  'analyze',
]

/** A county in the middle of its work: a third with townships, a part with villages, some answered, some closed. */
const workStatements = [
  `update clue set state = 'received', holder = 4, due_county = date '2026-12-20', due_township = date '2026-11-10' + abs(hashtext(id::text)) % 30,
    version = 2, changed_at = now() where abs(hashtext(id::text)) % 10 in (0, 1)`,
  `update clue set state = 'issued', holder = 5, due_county = date '2026-12-20', due_township = date '2026-12-10',
    due_village = date '2026-11-10' + abs(hashtext(id::text)) % 30, version = 3, changed_at = now() where abs(hashtext(id::text)) % 10 = 2`,
  `update clue set state = 'answered', answered_at = 5, holder = 3, verdict = 'true', due_county = date '2026-12-20', version = 5, changed_at = now()
    where abs(hashtext(id::text)) % 10 = 3`,
  `update clue set state = 'closed', closed_on = date '2026-11-01', version = 7, changed_at = now() where abs(hashtext(id::text)) % 10 = 4`,
]
