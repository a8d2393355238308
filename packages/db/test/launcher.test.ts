import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { binariesAt, findBinaries, hydrateLibraries } from '../src/binaries.ts'
import { startEmbedded } from '../src/embedded.ts'
import { isAlive } from '../src/process-identity.ts'
import { createRunner } from '../src/server-runner.ts'
import {
  ask,
  cleanUp,
  copyWithoutLinks,
  forgetReadyFolder,
  makeFolder,
  makeReadyFolder,
  prepareReadyFolder,
  startElsewhere,
  untilGone,
} from './launcher-fixture.ts'

beforeAll(prepareReadyFolder)
afterEach(cleanUp)
afterAll(forgetReadyFolder)

const isRoot = process.getuid?.() === 0
const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
const nobodyReachesUs =
  isRoot &&
  spawnSync(asNobody[0]!, [
    ...asNobody.slice(1),
    process.execPath,
    '-e',
    `require('fs').accessSync('${import.meta.filename}')`,
  ]).status === 0
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

describe('a started server', () => {
  test('listens on a private socket only and has the promised shape', async () => {
    const folder = makeFolder()
    const server = await startEmbedded({ dataDir: folder })
    const shown = async (name: string) => ask<string>(server.appUrl, `show ${name}`)
    expect(await shown('listen_addresses')).toBe('')
    expect(await shown('data_checksums')).toBe('on')
    expect(await shown('fsync')).toBe('on')
    expect(await shown('server_encoding')).toBe('UTF8')
    expect(
      await ask(
        server.appUrl,
        `select datlocprovider::text || datlocale from pg_database where datname = 'zhucan'`,
      ),
    ).toBe('bC.UTF-8')
    expect(mode(join(folder, 'run'))).toBe('700')
    expect(mode(join(folder, 'postgres'))).toBe('700')
    expect(mode(join(folder, 'database.json'))).toBe('600')
    await server.stop()
    expect(isAlive(server.pid)).toBe(false)
    expect(readdirSync(folder)).not.toContain('zhucan.lock')
  })

  test('gives the application a role that owns nothing and bypasses nothing', async () => {
    const server = await startEmbedded({ dataDir: makeReadyFolder() })
    const strong = `select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole from pg_roles where rolname = current_user`
    expect(await ask(server.appUrl, strong)).toBe(false)
    expect(await ask(server.ownerUrl, strong)).toBe(false)
    await expect(ask(server.appUrl, 'create table public.mine (id int)')).rejects.toThrow('permission denied')
    const wrong = server.appUrl.replace(/:[^:@]+@/, ':wrong@')
    await expect(ask(wrong, 'select 1')).rejects.toThrow('password')
  })

  test('keeps its data over a restart', async () => {
    const folder = makeReadyFolder()
    const first = await startEmbedded({ dataDir: folder })
    await ask(first.ownerUrl, 'create table kept as select 7 as n')
    await first.stop()
    const second = await startEmbedded({ dataDir: folder })
    expect(await ask(second.ownerUrl, 'select n from kept')).toBe(7)
  })

  test('writes no values into its log', async () => {
    const folder = makeReadyFolder()
    const server = await startEmbedded({ dataDir: folder })
    await ask(server.ownerUrl, `create table secret as select 'canary-990101'::text as id`)
    await ask(server.ownerUrl, 'create unique index on secret (id)')
    await expect(ask(server.ownerUrl, `insert into secret values ('canary-990101')`)).rejects.toThrow(
      'duplicate key',
    )
    await expect(ask(server.ownerUrl, `select 'canary-990101'::int`)).rejects.toThrow('invalid input')
    await server.stop()
    const logs = readdirSync(join(folder, 'postgres', 'log'))
    const said = logs.map((name) => readFileSync(join(folder, 'postgres', 'log', name), 'utf8')).join('')
    expect(said).toContain('ready to accept connections')
    expect(said).not.toContain('canary')
  })

  test('comes up below a path too long for a socket', async () => {
    const folder = join(makeFolder(), 'x'.repeat(100))
    const server = await startEmbedded({ dataDir: folder })
    expect(await ask(server.appUrl, 'select 1')).toBe(1)
    const socket = await ask<string>(server.adminUrl, 'show unix_socket_directories')
    expect(mode(socket)).toBe('700')
    await server.stop()
    expect(existsSync(socket)).toBe(false)
  })
})

describe('whoever runs it', () => {
  test.runIf(isRoot).each(['namespace', 'nobody'] as const)(
    'root as %s, also with everything below a closed folder',
    async (runAs) => {
      const home = makeFolder()
      const native = join(home, 'native')
      copyWithoutLinks((await findBinaries()).root, native)
      await hydrateLibraries(native)
      const server = await startEmbedded({ dataDir: join(home, 'data'), runAs, binaries: binariesAt(native) })
      expect(await ask(server.appUrl, 'select 1')).toBe(1)
      await server.stop()
      const again = await startEmbedded({ dataDir: join(home, 'data'), runAs, binaries: binariesAt(native) })
      expect(await ask(again.appUrl, 'select 1')).toBe(1)
      await again.stop()
    },
  )

  test.runIf(isRoot)('may change between the two ways that root has', async () => {
    const folder = makeReadyFolder()
    for (const runAs of ['nobody', 'namespace', 'nobody'] as const) {
      const server = await startEmbedded({ dataDir: folder, runAs })
      await ask(server.ownerUrl, `create table "${server.pid}" as select 1`)
      expect(statSync(join(folder, 'postgres', 'base')).uid).toBe(runAs === 'nobody' ? 65534 : 0)
      await server.stop()
    }
  })

  test.runIf(isRoot)('the copy for nobody is made once and not writable by others', async () => {
    const home = makeFolder()
    copyWithoutLinks((await findBinaries()).root, join(home, 'native'))
    await hydrateLibraries(join(home, 'native'))
    const first = await createRunner(binariesAt(join(home, 'native')), 'nobody')
    expect(first.binaries.root).not.toContain(home)
    expect(statSync(first.binaries.root).mode & 0o022).toBe(0)
    const made = statSync(first.binaries.postgres).ctimeMs
    const second = await createRunner(binariesAt(join(home, 'native')), 'nobody')
    expect(statSync(second.binaries.postgres).ctimeMs).toBe(made)
  })

  test.runIf(nobodyReachesUs)('a user without rights, started directly', async () => {
    const home = makeFolder()
    execFileSync('chown', ['65534:65534', home])
    const { child, said } = await startElsewhere(join(home, 'data'), { as: asNobody })
    expect(statSync(join(home, 'data', 'postgres')).uid).toBe(65534)
    expect(realpathSync(`/proc/${said.pid}/cwd`)).toBe(realpathSync(join(home, 'data', 'postgres')))
    child.kill('SIGTERM')
    await untilGone(said.pid)
  })
})

test('works where install scripts are blocked and the library links are missing', async () => {
  const native = join(makeFolder(), 'native')
  copyWithoutLinks((await findBinaries()).root, native)
  const { initdb } = binariesAt(native)
  const library = join(native, 'lib', 'libicuuc.so.60')
  if (process.platform === 'linux') {
    expect(existsSync(library)).toBe(false)
    expect(spawnSync(initdb, ['--version']).status).not.toBe(0)
  }
  await hydrateLibraries(native)
  await hydrateLibraries(native)
  expect(spawnSync(initdb, ['--version']).status).toBe(0)
})

describe('after a crash', () => {
  test('an orphan of a killed program is stopped, and nothing committed is lost', async () => {
    const folder = makeReadyFolder()
    const { child, said } = await startElsewhere(folder)
    await ask(said.appUrl.replace(/\/\/.*@/, `//${owner(folder)}@`), 'create table kept as select 7 as n')
    child.kill('SIGKILL')
    await untilGone(child.pid as number)
    expect(isAlive(said.pid)).toBe(true)
    const server = await startEmbedded({ dataDir: folder })
    expect(isAlive(said.pid)).toBe(false)
    expect(server.reused).toBe(false)
    expect(await ask(server.ownerUrl, 'select n from kept')).toBe(7)
  })

  test('a killed server comes back with what was committed', async () => {
    const folder = makeReadyFolder()
    const first = await startEmbedded({ dataDir: folder })
    await ask(first.ownerUrl, 'create table kept as select 7 as n')
    process.kill(first.pid, 'SIGKILL')
    await first.exited
    await first.stop()
    const second = await startEmbedded({ dataDir: folder })
    expect(await ask(second.ownerUrl, 'select n from kept')).toBe(7)
  })

  test('a pid file that now names another program does no harm', async () => {
    const folder = makeReadyFolder()
    writeFileSync(
      join(folder, 'postgres', 'postmaster.pid'),
      [
        process.pid,
        join(folder, 'postgres'),
        1_790_000_000,
        5432,
        join(folder, 'run'),
        '',
        '',
        'ready',
        '',
      ].join('\n'),
    )
    const server = await startEmbedded({ dataDir: folder })
    expect(await ask(server.appUrl, 'select 1')).toBe(1)
  })

  test('a lock of a dead program, or one whose pid another program got, is taken over', async () => {
    const folder = makeReadyFolder()
    for (const holder of [
      { pid: 4_000_000, identity: 'x' },
      { pid: process.pid, identity: 'x' },
      'half wri',
    ]) {
      writeFileSync(join(folder, 'zhucan.lock'), typeof holder === 'string' ? holder : JSON.stringify(holder))
      await (await startEmbedded({ dataDir: folder })).stop()
    }
  })

  test('files half made by an interrupted first start are made again', async () => {
    const folder = makeFolder()
    mkdirSync(join(folder, 'postgres.new', 'base'), { recursive: true })
    writeFileSync(join(folder, 'postgres.new', 'PG_VERSION'), '18')
    const server = await startEmbedded({ dataDir: folder })
    expect(await ask(server.appUrl, 'select 1')).toBe(1)
  })

  test('lost passwords are set anew', async () => {
    const folder = makeReadyFolder()
    rmSync(join(folder, 'database.json'))
    const server = await startEmbedded({ dataDir: folder })
    expect(await ask(server.appUrl, 'select 1')).toBe(1)
  })
})

describe('a second start on one folder', () => {
  test('says so and leaves the first alone', async () => {
    const folder = makeReadyFolder()
    const { child, said } = await startElsewhere(folder)
    const refusal = { code: 'folder.in-use', params: { folder, pid: child.pid } }
    await expect(startEmbedded({ dataDir: folder })).rejects.toMatchObject(refusal)
    expect((await startElsewhere(folder)).said).toEqual(refusal)
    expect(await ask(said.appUrl, 'select 1')).toBe(1)
  })

  test('is refused within one process too, until the first stops', async () => {
    const folder = makeReadyFolder()
    const first = await startEmbedded({ dataDir: folder })
    await expect(startEmbedded({ dataDir: folder })).rejects.toMatchObject({ code: 'folder.in-use' })
    await first.stop()
    await (await startEmbedded({ dataDir: folder })).stop()
  })

  test('of ten at once just one gets the folder', async () => {
    const folder = makeFolder()
    const starts = await Promise.allSettled(
      Array.from({ length: 10 }, () => startEmbedded({ dataDir: folder })),
    )
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('may join, and then leaves the server running at its end', async () => {
    const folder = makeReadyFolder()
    const { said } = await startElsewhere(folder)
    const joined = await startEmbedded({ dataDir: folder, whenRunning: 'join' })
    expect(joined).toMatchObject({ pid: said.pid, reused: true })
    await joined.stop()
    expect(await ask(said.appUrl, 'select 1')).toBe(1)
  })
})

describe('refuses to run', () => {
  test.each(['fsync', 'full_page_writes', 'synchronous_commit'])('with %s off', async (setting) => {
    const folder = makeReadyFolder()
    appendFileSync(join(folder, 'postgres', 'postgresql.conf'), `${setting} = off\n`)
    await expect(startEmbedded({ dataDir: folder })).rejects.toMatchObject({
      code: 'database.unsafe-setting',
      params: { setting },
    })
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false)
    expect(existsSync(join(folder, 'zhucan.lock'))).toBe(false)
  })

  test('with a role setting that switches safety off', async () => {
    const folder = makeReadyFolder()
    const server = await startEmbedded({ dataDir: folder })
    await ask(server.adminUrl, 'alter role zhucan_app set synchronous_commit = off')
    await server.stop()
    await expect(startEmbedded({ dataDir: folder })).rejects.toMatchObject({
      code: 'database.unsafe-setting',
    })
  })

  test('files of another major version', async () => {
    const folder = makeReadyFolder()
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '17\n')
    const refusal = { code: 'database.other-major', params: { found: '17', needed: '18' } }
    await expect(startEmbedded({ dataDir: folder })).rejects.toMatchObject(refusal)
  })

  test('with a broken setting, and says which', async () => {
    const folder = makeReadyFolder()
    appendFileSync(join(folder, 'postgres', 'postgresql.conf'), 'no_such_setting = 1\n')
    const said = expect.stringContaining('no_such_setting')
    await expect(startEmbedded({ dataDir: folder })).rejects.toMatchObject({
      code: 'database.not-started',
      params: { said },
    })
  })
})

/** Log-in of the owner as it stands in an address. */
function owner(folder: string): string {
  const secrets = JSON.parse(readFileSync(join(folder, 'database.json'), 'utf8')) as Record<string, string>
  return `zhucan_owner:${secrets.zhucan_owner}`
}
