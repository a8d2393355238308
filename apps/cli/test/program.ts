import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopEmbedded } from '@zhucan/db'

const launcher = join(import.meta.dirname, '..', 'bin', 'zhucan.mjs')
const children: ChildProcess[] = []
const homes: string[] = []

/** A folder for data and keys, and a port far from the usual one. */
export interface Home {
  path: string
  env: NodeJS.ProcessEnv
}

/** A fresh home; `cleanUp` stops what runs there. */
export function makeHome(settings: NodeJS.ProcessEnv = {}): Home {
  const path = mkdtempSync(join(tmpdir(), 'zhucan-cli-'))
  homes.push(path)
  const { DATABASE_URL: _none, ...env } = process.env
  const own = { ZHUCAN_DATA: join(path, 'data'), ZHUCAN_KEYS: join(path, 'keys'), HOST: '', PORT: '18420' }
  return { path, env: { ...env, ...own, ...settings } }
}

/** Run a command to its end. */
export function zhucan(home: Home, ...args: string[]) {
  return spawnSync(process.execPath, [launcher, ...args], { encoding: 'utf8', env: home.env, cwd: home.path })
}

/** A running `zhucan up`. */
export interface Running {
  /** Of the launcher. */
  child: ChildProcess
  url: string
  said(): string
  /** Exit code, once it has ended. */
  ended: Promise<number | null>
}

/** Start `zhucan up` and wait until it is ready; fails with what it said if it ends before. */
export async function startUp(home: Home, ...args: string[]): Promise<Running> {
  const child = spawn(process.execPath, [launcher, 'up', '--json', ...args], {
    env: home.env,
    cwd: home.path,
  })
  children.push(child)
  let said = ''
  child.stderr.on('data', (data) => (said += data))
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const answer = await new Promise<string>((resolve, reject) => {
    let heard = ''
    child.stdout.on('data', (data) => {
      heard += data
      if (heard.includes('\n')) resolve(heard)
    })
    child.once('close', () => reject(new Error(`ended before it was ready: ${heard}${said}`)))
  })
  const { url, problem } = JSON.parse(answer) as { url: string; problem?: unknown }
  if (problem) throw new Error(answer)
  return { child, url, said: () => said, ended }
}

/** Pids of the processes below one, by the command line each was started with. */
export function processesBelow(pid: number): { pid: number; command: string }[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
  const all = stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, own, parent, command]) => ({ pid: Number(own), parent: Number(parent), command: command ?? '' }))
  const below = (parent: number): typeof all => {
    const direct = all.filter((one) => one.parent === parent)
    return [...direct, ...direct.flatMap((one) => below(one.pid))]
  }
  return below(pid)
}

/** Processes anywhere whose command line or environment of files names the home. */
export function processesOf(home: Home): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'args='], { encoding: 'utf8' })
  return stdout.split('\n').filter((line) => line.includes(home.path))
}

/** What the log of a part says. */
export function logOf(home: Home, part: string): string {
  return readFileSync(join(home.path, 'data', 'logs', `${part}.log`), 'utf8')
}

/** End whatever a failed test left running, and remove the homes. */
export async function cleanUp(): Promise<void> {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const path of homes.splice(0)) {
    await stopEmbedded(join(path, 'data'))
    rmSync(path, { recursive: true, force: true })
  }
}
