import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chown, cp, lchown, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { problem } from '@zhucan/kernel'
import { type Binaries, binariesAt } from './binaries.ts'

/**
 * How the server runs, because PostgreSQL refuses uid 0: directly when we are not root, as root inside a
 * user namespace that calls us `nobody` (works under a 0700 home), or, where namespaces are forbidden,
 * as the real user `nobody` with files given to it.
 */
export type RunAs = 'direct' | 'namespace' | 'nobody'

/** Starts programs of the server under the right user. */
export interface ServerRunner {
  runAs: RunAs
  binaries: Binaries
  /** Start a program with the cluster folder as working folder. */
  spawn(program: string, args: string[], options: SpawnOptions): ChildProcess
  /** Run to the end; throws Problem 'database.not-started' with the last line it said. */
  run(program: string, args: string[], options: { cwd: string; input?: string }): Promise<string>
  /** How the server itself must name its cluster folder. */
  clusterPath(folder: string): string
  /** Hand a file or folder to the user that the server runs as. */
  give(path: string): Promise<void>
  /** Hand over a folder with all that is in it, if it belongs to someone else: the way to run may have changed. */
  giveAll(folder: string): Promise<void>
}

interface SpawnOptions {
  cwd: string
  stdio: ('ignore' | 'pipe' | number)[]
  detached?: boolean
}

interface Identity {
  uid: number
  gid: number
}

const nobodyInNamespace = 65534
const cacheFolder = '/var/cache/zhucan'

/** Choose the way for this machine, or take the one asked for. */
export async function createRunner(found: Binaries, asked?: RunAs): Promise<ServerRunner> {
  const runAs = asked ?? chooseRunAs()
  if (runAs !== 'nobody') return runnerFor(runAs, found, null)
  const identity = nobody()
  return runnerFor(runAs, await reachableBinaries(found, identity), identity)
}

function chooseRunAs(): RunAs {
  if (process.getuid?.() !== 0) return 'direct'
  return namespaceWorks() ? 'namespace' : 'nobody'
}

function namespaceWorks(): boolean {
  if (process.platform !== 'linux') return false
  return spawnSync('unshare', [...namespaceArgs, 'true'], { stdio: 'ignore' }).status === 0
}

const namespaceArgs = ['-U', `--map-user=${nobodyInNamespace}`, `--map-group=${nobodyInNamespace}`]

function nobody(): Identity {
  const number = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: number('-u'), gid: number('-g') }
}

function runnerFor(runAs: RunAs, binaries: Binaries, identity: Identity | null): ServerRunner {
  const start = (program: string, args: string[], options: SpawnOptions) => {
    const [command, ...rest] = runAs === 'namespace' ? ['unshare', ...namespaceArgs, program] : [program]
    return spawn(command as string, [...rest, ...args], {
      ...options,
      ...identity,
      env: serverEnvironment,
      windowsHide: true,
    })
  }
  return {
    runAs,
    binaries,
    spawn: start,
    run: (program, args, options) => runToEnd(start, program, args, options),
    // Below a folder closed to `nobody` only the open working folder is reachable, so name it as such.
    clusterPath: (folder) => (runAs === 'nobody' && process.platform === 'linux' ? '/proc/self/cwd' : folder),
    give: async (path) => {
      if (identity !== null) await chown(path, identity.uid, identity.gid)
    },
    giveAll: (folder) => giveAll(folder, identity),
  }
}

/** Nothing of our own environment reaches the server: it may hold passwords. Windows adds what it needs. */
const serverEnvironment = {
  ...(process.platform !== 'win32' && {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  }),
  LC_ALL: 'C',
  TZ: 'UTC',
}

async function giveAll(folder: string, identity: Identity | null): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = identity ?? { uid: 0, gid: 0 }
  if ((await stat(folder)).uid === uid) return
  for (const name of await readdir(folder, { recursive: true })) await lchown(join(folder, name), uid, gid)
  await chown(folder, uid, gid)
}

async function runToEnd(
  start: ServerRunner['spawn'],
  program: string,
  args: string[],
  options: { cwd: string; input?: string },
): Promise<string> {
  const child = start(program, args, { cwd: options.cwd, stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(options.input ?? '')
  const [code, output, complaint] = await Promise.all([ended, text(child.stdout!), text(child.stderr!)])
  if (code !== 0) throw problem('database.not-started', { said: lastLines(complaint || output) })
  return output
}

/** The last few lines of a program's words, for a message. */
export function lastLines(said: string): string {
  return said.trim().split('\n').slice(-3).join(' / ').slice(0, 500)
}

/** The installed programs if `nobody` can reach them, else a copy in a readable place. */
async function reachableBinaries(found: Binaries, identity: Identity): Promise<Binaries> {
  if (canRun(found, identity)) return found
  const version = execFileSync(found.postgres, ['--version'], { encoding: 'utf8' })
    .trim()
    .replace(/[^\w.]+/g, '-')
  const copy = binariesAt(join(cacheFolder, version))
  if (canRun(copy, identity) && (await isOursAlone(copy.root))) return copy
  const draft = join(cacheFolder, `draft-${randomUUID()}`)
  await mkdir(draft, { recursive: true, mode: 0o755 })
  for (const part of ['bin', 'lib', 'share']) {
    await cp(join(found.root, part), join(draft, part), { recursive: true, verbatimSymlinks: true })
  }
  await rm(copy.root, { recursive: true, force: true })
  await rename(draft, copy.root)
  if (!canRun(copy, identity))
    throw problem('database.not-started', { said: `nobody cannot run ${copy.root}` })
  return copy
}

function canRun(binaries: Binaries, identity: Identity): boolean {
  return spawnSync(binaries.postgres, ['--version'], { ...identity, stdio: 'ignore', cwd: '/' }).status === 0
}

/** A copy that others may write to is not to be run. */
async function isOursAlone(folder: string): Promise<boolean> {
  const { uid, mode } = await stat(folder)
  return uid === process.getuid?.() && (mode & 0o022) === 0
}
