import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EmbeddedServer, startEmbedded } from '../src/embedded.ts'
import { openDatabase } from '../src/open-database.ts'
import { ask, cleanUp, makeFolder } from './launcher-fixture.ts'

// A second embedded server plays the server of an operator.
let server: EmbeddedServer

beforeAll(async () => {
  server = await startEmbedded({ dataDir: makeFolder() })
})
afterAll(cleanUp)

const folders = () => {
  const home = makeFolder()
  return { dataDir: join(home, 'data'), secretsDir: join(home, 'keys') }
}

async function dropAppRole(): Promise<void> {
  await ask(server.adminUrl, 'drop role if exists zhucan_app')
}

describe('with DATABASE_URL', () => {
  test('makes the application role, keeps its password and finds it again', async () => {
    await dropAppRole()
    const where = folders()
    const first = await openDatabase({ ...where, databaseUrl: server.adminUrl })
    expect(first.isEmbedded).toBe(false)
    expect(await ask(first.appUrl, 'select current_user')).toBe('zhucan_app')
    expect(statSync(join(where.secretsDir, 'database-app.json')).mode & 0o777).toBe(0o600)
    expect(existsSync(join(where.dataDir, 'postgres'))).toBe(false)
    await first.stop()
    const second = await openDatabase({ ...where, databaseUrl: server.adminUrl })
    expect(second.appUrl).toBe(first.appUrl)
    await second.stop()
  })

  test('sets the password anew when it was lost', async () => {
    const opened = await openDatabase({ ...folders(), databaseUrl: server.adminUrl })
    expect(await ask(opened.appUrl, 'select 1')).toBe(1)
    await opened.stop()
  })

  test('asks for the role when the owner may not make it', async () => {
    await dropAppRole()
    const opening = openDatabase({ ...folders(), databaseUrl: server.ownerUrl })
    await expect(opening).rejects.toMatchObject({
      code: 'database.role-missing',
      params: { role: 'zhucan_app' },
    })
  })

  test('takes the log-in it is given', async () => {
    await dropAppRole()
    await ask(server.adminUrl, `create role zhucan_app login password 'given'`)
    const databaseAppUrl = server.appUrl.replace(/:[^:@]+@/, ':given@')
    const opened = await openDatabase({ ...folders(), databaseUrl: server.ownerUrl, databaseAppUrl })
    expect(await ask(opened.appUrl, 'select current_user')).toBe('zhucan_app')
    await opened.stop()
  })

  test('refuses a log-in that row security would not bind', async () => {
    for (const databaseAppUrl of [server.adminUrl, server.ownerUrl]) {
      const opening = openDatabase({ ...folders(), databaseUrl: server.ownerUrl, databaseAppUrl })
      await expect(opening).rejects.toMatchObject({ code: 'database.role-too-strong' })
    }
  })

  test('refuses a server that may lose what was committed', async () => {
    await ask(server.adminUrl, 'alter database zhucan set synchronous_commit = off')
    const where = folders()
    const opening = openDatabase({ ...where, databaseUrl: server.adminUrl })
    await expect(opening).rejects.toMatchObject({ code: 'database.unsafe-setting' })
    await ask(server.adminUrl, 'alter database zhucan reset synchronous_commit')
    expect(existsSync(join(where.dataDir, 'zhucan.lock'))).toBe(false)
  })

  test.each(['postgres://nobody:wrong@127.0.0.1:1/none', 'postgres://nobody:wrong@host.invalid/none'])(
    'says that %s cannot be reached',
    async (databaseUrl) => {
      await expect(openDatabase({ ...folders(), databaseUrl })).rejects.toMatchObject({
        code: 'database.unreachable',
      })
    },
  )

  test('holds the data folder as the embedded server would', async () => {
    const where = folders()
    const opened = await openDatabase({ ...where, databaseUrl: server.adminUrl })
    const again = openDatabase({ ...where, databaseUrl: server.adminUrl })
    await expect(again).rejects.toMatchObject({ code: 'folder.in-use' })
    const beside = await openDatabase({ ...where, databaseUrl: server.adminUrl, whenRunning: 'join' })
    await beside.stop()
    await expect(openDatabase({ ...where, databaseUrl: server.adminUrl })).rejects.toMatchObject({
      code: 'folder.in-use',
    })
    await opened.stop()
  })
})

test('without DATABASE_URL starts the embedded server, and tells when it is gone', async () => {
  const opened = await openDatabase(folders())
  expect(opened.isEmbedded).toBe(true)
  const pid = await ask<string>(
    opened.appUrl,
    `select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)`,
  ).catch(() => null)
  expect(pid, 'the application role reads no file of the server').toBe(null)
  expect(await ask(opened.appUrl, 'select current_user')).toBe('zhucan_app')
  await opened.stop()
  await opened.exited
})
