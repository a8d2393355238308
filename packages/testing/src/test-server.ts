import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createPool, type EmbeddedServer, isAlive, migrate, startEmbedded, stopEmbedded } from '@zhucan/db'

/** Name of the migrated database that every test database is copied from. */
export const schemaTemplate = 'zhucan_template'

/** Tells the test processes of a run where their common server lies. */
export const runFolderVariable = 'ZHUCAN_TEST_RUN'

const prefix = 'zhucan-test-'
const enoughMemory = 2 * 1024 ** 3

/**
 * Make the folder of a test run and remove what killed runs left behind. Nothing is started yet: a run
 * without database tests shall not pay for a server.
 */
export async function openRun(): Promise<string> {
  const base = await fastestFolder()
  await removeDeadRuns(base)
  const folder = await mkdtemp(join(base, prefix))
  await writeFile(join(folder, 'pid'), String(process.pid))
  return folder
}

/** Stop the server of a run, if any test started it, and remove the folder. */
export async function closeRun(folder: string): Promise<void> {
  await stopEmbedded(folder)
  await rm(folder, { recursive: true, force: true })
}

/** Join the server of this run, or start it with its migrated template if no test has done so yet. */
export async function runServer(folder: string): Promise<EmbeddedServer> {
  return inTurn(folder, async () => {
    const server = await startEmbedded({ dataDir: folder, whenRunning: 'join' })
    if (!server.reused) await makeTemplate(server)
    return server
  })
}

/**
 * A template of the run beside the bare schema, made by the first test that asks for it: what takes half a second to
 * fill and is the same for many databases.
 */
export async function runTemplate(
  folder: string,
  name: string,
  fill: (ownerUrl: string) => Promise<void>,
): Promise<string> {
  const server = await runServer(folder)
  const made = join(folder, `made-${name}`)
  await inTurn(folder, async () => {
    if (existsSync(made)) return
    await asAdmin(server, `drop database if exists ${name}`)
    await asAdmin(server, `create database ${name} template ${schemaTemplate} owner zhucan_owner`)
    await fill(inDatabase(server.ownerUrl, name))
    await asAdmin(server, closed(name))
    await writeFile(made, '')
  })
  return name
}

/** Only one process of the run at a time does this. */
async function inTurn<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const turn = join(folder, 'turn')
  while (!(await takeTurn(turn))) await sleep(20)
  try {
    return await work()
  } finally {
    await rm(turn, { recursive: true, force: true })
  }
}

/** A folder in memory where there is room: there the safe settings of the server cost nothing. */
async function fastestFolder(): Promise<string> {
  const memory = '/dev/shm'
  const free = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  return free > enoughMemory ? memory : tmpdir()
}

async function removeDeadRuns(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    if (!name.startsWith(prefix)) continue
    const folder = join(base, name)
    const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => '0'))
    if (pid > 0 && !isAlive(pid)) await closeRun(folder).catch(() => undefined)
  }
}

async function takeTurn(turn: string): Promise<boolean> {
  try {
    await mkdir(turn)
    await writeFile(join(turn, 'pid'), String(process.pid))
    return true
  } catch {
    const holder = Number(await readFile(join(turn, 'pid'), 'utf8').catch(() => '0'))
    if (holder > 0 && !isAlive(holder)) await rm(turn, { recursive: true, force: true })
    return false
  }
}

async function makeTemplate(server: EmbeddedServer): Promise<void> {
  await asAdmin(server, `create database ${schemaTemplate} owner zhucan_owner`)
  const owner = createPool(inDatabase(server.ownerUrl, schemaTemplate), { max: 1 })
  await migrate(owner).finally(() => owner.end())
  await asAdmin(server, closed(schemaTemplate))
}

const closed = (name: string) => `alter database ${name} with is_template true allow_connections false`

/** Run one statement as the superuser of the test server. */
export async function asAdmin(server: EmbeddedServer, statement: string): Promise<void> {
  const pool = createPool(server.adminUrl, { max: 1 })
  await pool.query(statement).finally(() => pool.end())
}

/** The same server and log-in, another database. */
export function inDatabase(url: string, database: string): string {
  return url.replace(/\/[^/]*$/, `/${database}`)
}
