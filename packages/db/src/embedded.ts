import type { ChildProcess } from 'node:child_process'
import { chmod, mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { problem } from '@zhucan/kernel'
import { type Binaries, findBinaries } from './binaries.ts'
import { clusterFolder, prepareCluster } from './cluster.ts'
import { type DatabaseSecrets, readSecrets } from './database-secrets.ts'
import { lockFolder } from './folder-lock.ts'
import { findRunning, type RunningServer, stopProcess, waitUntilReady } from './pid-file.ts'
import { requireSafeServer } from './safe-server.ts'
import { createRunner, lastLines, type RunAs, type ServerRunner } from './server-runner.ts'

/** What to start and how. */
export interface EmbeddedOptions {
  /** The program's data folder; the server's files lie in `postgres/` below it. */
  dataDir: string
  /** Where the passwords of the database roles are kept; the data folder if not given. */
  secretsDir?: string
  /** A server already running there: `refuse` (a second program) or `join` (a command beside the program). */
  whenRunning?: 'refuse' | 'join'
  /** Only for tests of the launcher; normally chosen by itself. */
  runAs?: RunAs
  /** Only for tests of the launcher; normally those that npm installed. */
  binaries?: Binaries
}

/** A running server on a private socket. */
export interface EmbeddedServer {
  /** Superuser; for the launcher and the test harness only. */
  adminUrl: string
  /** Owner of the schema; for migrations. */
  ownerUrl: string
  /** Neither owner nor superuser; for the API and the worker. */
  appUrl: string
  pid: number
  /** Joined to a server that ran before; `stop` then leaves it running. */
  reused: boolean
  /** Settles when a server started here is gone, asked for or not. */
  exited: Promise<void>
  /** Fast shutdown; safe to call twice. */
  stop(): Promise<void>
}

// sun_path holds 108 bytes on Linux and 104 on macOS, with its end mark; the server also makes
// "/.s.PGSQL.5432.lock" beside the socket.
const longestSocketFolder = 103 - '/.s.PGSQL.5432.lock'.length

/**
 * Start the PostgreSQL that npm brought, on a socket in a private folder, never on TCP (Windows: on
 * 127.0.0.1, because Node has no Unix sockets there). Stops an orphan that a killed program left.
 * Problems: 'folder.in-use', 'database.not-started', 'database.unsafe-setting', 'database.other-major'.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir)
  const secretsDir = resolve(options.secretsDir ?? options.dataDir)
  if (options.whenRunning === 'join') {
    const joined = await joinRunning(dataDir, secretsDir)
    if (joined !== null) return joined
  }
  const lock = await lockFolder(dataDir)
  try {
    await stopEmbedded(dataDir)
    const runner = await createRunner(options.binaries ?? (await findBinaries()), options.runAs)
    const secrets = await prepareCluster(runner, dataDir, secretsDir)
    return await launch(runner, dataDir, secrets, lock.release)
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Stop the server of a data folder, whoever started it; nothing happens if none runs. */
export async function stopEmbedded(dataDir: string): Promise<void> {
  const folder = clusterFolder(resolve(dataDir))
  const running = await findRunning(folder)
  if (running !== null) await stopProcess(running.pid)
  // With a pid that now belongs to another program of ours, the server would refuse to start.
  await rm(join(folder, 'postmaster.pid'), { force: true })
}

async function joinRunning(dataDir: string, secretsDir: string): Promise<EmbeddedServer | null> {
  const found = await findRunning(clusterFolder(dataDir))
  const secrets = await readSecrets(secretsDir)
  if (found === null || secrets === null) return null
  const running = await waitUntilReady(clusterFolder(dataDir), found.pid)
  return {
    ...addresses(running, secrets),
    pid: running.pid,
    reused: true,
    exited: new Promise(() => undefined),
    stop: async () => undefined,
  }
}

async function launch(
  runner: ServerRunner,
  dataDir: string,
  secrets: DatabaseSecrets,
  release: () => Promise<void>,
): Promise<EmbeddedServer> {
  const socketFolder = await makeSocketFolder(runner, dataDir)
  const { child, running } = await startUntilReady(runner, dataDir, socketFolder)
  const urls = addresses(running, secrets)
  const stop = once(async () => {
    await stopProcess(running.pid)
    if (!socketFolder.startsWith(dataDir)) await rm(socketFolder, { recursive: true, force: true })
    await release()
  })
  await requireSafeServer(urls.appUrl).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  child.unref()
  return { ...urls, pid: running.pid, reused: false, exited, stop }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= work()
    return running
  }
}

async function makeSocketFolder(runner: ServerRunner, dataDir: string): Promise<string> {
  const beside = join(dataDir, 'run')
  if (runner.runAs !== 'nobody' && Buffer.byteLength(beside) <= longestSocketFolder) {
    await mkdir(beside, { recursive: true, mode: 0o700 })
    await chmod(beside, 0o700)
    return beside
  }
  const short = await mkdtemp(join(tmpdir(), 'zhucan-'))
  await runner.give(short)
  return short
}

/**
 * After a killed postmaster its last children hold the shared memory for a moment more, so a start that
 * fails for that reason is tried again.
 */
async function startUntilReady(runner: ServerRunner, dataDir: string, socketFolder: string) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await startOnce(runner, dataDir, socketFolder)
    } catch (error) {
      const said = await readFile(startLog(dataDir), 'utf8').catch(() => '')
      if (!said.includes('shared memory block') || attempt === 40) {
        throw said === '' ? error : problem('database.not-started', { said: lastLines(said) })
      }
      await sleep(250)
    }
  }
}

/** Words of the server before its own log begins. */
function startLog(dataDir: string): string {
  return join(dataDir, 'postgres-start.log')
}

async function startOnce(
  runner: ServerRunner,
  dataDir: string,
  socketFolder: string,
): Promise<{ child: ChildProcess; running: RunningServer }> {
  const folder = clusterFolder(dataDir)
  const log = await open(startLog(dataDir), 'w', 0o600)
  const args = ['-D', runner.clusterPath(folder), ...(await listenArgs(socketFolder))]
  // Its own process group: Ctrl-C must reach the program first, which then stops the server last.
  const child = runner.spawn(runner.binaries.postgres, args, {
    cwd: folder,
    stdio: ['ignore', log.fd, log.fd],
    detached: true,
  })
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  try {
    return { child, running: await Promise.race([waitUntilReady(folder, child.pid ?? -1), failed]) }
  } finally {
    await log.close()
  }
}

async function listenArgs(socketFolder: string): Promise<string[]> {
  const settings =
    process.platform === 'win32'
      ? ['listen_addresses=127.0.0.1', `port=${await freePort()}`, 'unix_socket_directories=']
      : [
          'listen_addresses=',
          'port=5432',
          `unix_socket_directories=${socketFolder}`,
          'unix_socket_permissions=0700',
        ]
  return settings.flatMap((setting) => ['-c', setting])
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((ready) => server.once('listening', ready))
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  return typeof address === 'object' && address !== null ? address.port : 0
}

function addresses(running: RunningServer, secrets: DatabaseSecrets) {
  const host = encodeURIComponent(running.host)
  const url = (role: keyof DatabaseSecrets) =>
    `postgres://${role}:${secrets[role]}@${host}:${running.port}/zhucan`
  return { adminUrl: url('postgres'), ownerUrl: url('zhucan_owner'), appUrl: url('zhucan_app') }
}
