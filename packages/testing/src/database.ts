import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  asAdmin,
  inDatabase,
  openRun,
  runFolderVariable,
  runServer,
  runTemplate,
  schemaTemplate,
} from './test-server.ts'

/** A database of one test file. */
export interface TestDatabase {
  /** Owner of the schema. */
  ownerUrl: string
  /** The application's role, bound by row security. */
  appUrl: string
  /** End your pools first, then drop. */
  drop(): Promise<void>
}

/** What a database starts with beside the schema; the first test that asks for a name fills it for the whole run. */
export interface Filling {
  readonly name: string
  fill(ownerUrl: string): Promise<void>
}

/**
 * A fresh database with the whole schema, copied from the run's template; call once in `beforeAll`.
 * @example const database = await testDatabase(); … ; await database.drop()
 */
export async function testDatabase(filling?: Filling): Promise<TestDatabase> {
  const folder = await runFolder()
  const server = await runServer(folder)
  const template = filling ? await runTemplate(folder, filling.name, filling.fill) : schemaTemplate
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(server, `create database ${name} template ${template} owner zhucan_owner`)
  return {
    ownerUrl: inDatabase(server.ownerUrl, name),
    appUrl: inDatabase(server.appUrl, name),
    drop: () => dropQuietly(server, name),
  }
}

const patience = 250

/**
 * A connection that its owner is just ending must not be cut off by the drop, which would throw in the owner's process;
 * so the drop waits up to five seconds for a database without visitors, then forces its way.
 */
async function dropQuietly(server: Awaited<ReturnType<typeof runServer>>, name: string): Promise<void> {
  for (let n = 0; n < patience; n++) {
    try {
      return await asAdmin(server, `drop database if exists ${name}`)
    } catch {
      await sleep(20)
    }
  }
  await asAdmin(server, `drop database if exists ${name} with (force)`)
}

/** Outside vitest (a bench, a script) there is no run yet, so make one that the next run clears away. */
async function runFolder(): Promise<string> {
  process.env[runFolderVariable] ??= await openRun()
  return process.env[runFolderVariable]
}
