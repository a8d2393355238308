import { readdir, stat, statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { loadKeyring } from '@zhucan/crypto'
import { createPool, type DatabaseOptions, databaseState, openDatabase, requireKnownSchema } from '@zhucan/db'
import { isProblem, type Problem } from '@zhucan/kernel'
import { readBackupHeader } from '@zhucan/server'
import type { Fill } from '../output.ts'
import type { Settings } from '../settings.ts'
import words from './checks.text.json' with { type: 'json' }

/** How a check came out; a warning does not keep the program from running. */
export type Outcome = 'ok' | 'warning' | 'failed'

/** What one check found. */
export interface Finding {
  check: string
  outcome: Outcome
  sentence: keyof typeof words
  values: Fill
  /** The Problem that a start would end with. */
  problem?: Problem
}

const gigabyte = 1024 ** 3
const mostNodeMajor = 26

/** All checks in the order in which a start would meet them; none of them changes anything. */
export async function runChecks(settings: Settings): Promise<Finding[]> {
  return [
    checkNode(process.versions.node),
    checkMemory(totalmem()),
    await checkSpace(settings.dataDir),
    await checkPrivate(settings.dataDir),
    await checkKeys(settings),
    await checkKeyPlace(settings),
    await checkDatabase(settings),
    await checkBackups(settings),
    await checkBackupPlace(settings),
  ]
}

/** The pinned Node is the one that all tests ran on. */
export function checkNode(version: string): Finding {
  const isPinned = Number(version.split('.')[0]) === mostNodeMajor
  return finding('node', isPinned ? 'ok' : 'warning', isPinned ? 'nodeOk' : 'nodeOther', { version })
}

/** The embedded server, the API, the worker and one analysis beside each other. */
export function checkMemory(bytes: number): Finding {
  const isEnough = bytes >= 3.5 * gigabyte
  return finding('memory', isEnough ? 'ok' : 'warning', isEnough ? 'memoryOk' : 'memoryLow', {
    size: inGigabytes(bytes),
  })
}

/** Free space where the data lie; a database with a full disk stops. */
export async function checkSpace(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearestFolder(dataDir))
  const free = bavail * bsize
  const outcome = free < gigabyte / 2 ? 'failed' : free < 5 * gigabyte ? 'warning' : 'ok'
  return finding('space', outcome, outcome === 'ok' ? 'spaceOk' : 'spaceLow', {
    free: inGigabytes(free),
    folder: dataDir,
  })
}

/** The data folder is for one user only. */
export async function checkPrivate(dataDir: string): Promise<Finding> {
  const found = await stat(dataDir).catch(() => null)
  if (found === null) return finding('data', 'ok', 'dataNew', { folder: dataDir })
  const mode = (found.mode & 0o777).toString(8)
  const isOpen = process.platform !== 'win32' && (found.mode & 0o077) !== 0
  return finding('data', isOpen ? 'warning' : 'ok', isOpen ? 'dataOpen' : 'dataOk', { folder: dataDir, mode })
}

/** The keys are there, whole and closed to others. */
export async function checkKeys({ keysDir, dataDir }: Settings): Promise<Finding> {
  try {
    const { id } = await loadKeyring(keysDir, { create: false })
    return finding('keys', 'ok', 'keysOk', { folder: keysDir, id })
  } catch (error) {
    const isFirstStart = isProblem(error, 'key.not-found') && !(await exists(join(dataDir, 'postgres')))
    if (isFirstStart) return finding('keys', 'ok', 'keysNew', { folder: keysDir })
    return failure('keys', error)
  }
}

/** Whoever carries the data disk away shall not carry the keys along. */
export async function checkKeyPlace({ keysDir, dataDir }: Settings): Promise<Finding> {
  const [keys, data] = await Promise.all(
    [keysDir, dataDir].map(async (dir) => stat(await nearestFolder(dir))),
  )
  const isSame = keys!.dev === data!.dev
  return finding('key-place', isSame ? 'warning' : 'ok', isSame ? 'keyPlaceSame' : 'keyPlaceOk', {
    folder: keysDir,
  })
}

/** Opens the database as a start would, with all that is refused there; a running program is left alone. */
export async function checkDatabase(settings: Settings): Promise<Finding> {
  const { dataDir, keysDir: secretsDir, databaseUrl, databaseAppUrl } = settings
  if (databaseUrl === undefined && !(await exists(join(dataDir, 'postgres')))) {
    return finding('database', 'ok', 'databaseNew', {})
  }
  try {
    const isNew = await tryDatabase({ dataDir, secretsDir, databaseUrl, databaseAppUrl, whenRunning: 'join' })
    return finding('database', 'ok', isNew ? 'databaseEmpty' : 'databaseOk', {})
  } catch (error) {
    return failure('database', error)
  }
}

async function tryDatabase(options: DatabaseOptions): Promise<boolean> {
  const database = await openDatabase(options)
  const pool = createPool(database.appUrl, { max: 1 })
  try {
    const { isNew } = await databaseState(database.ownerUrl)
    if (!isNew) await requireKnownSchema(pool)
    return isNew
  } finally {
    await pool.end()
    await database.stop()
  }
}

const dayMs = 86_400_000
const oldestBackupMs = 2 * dayMs

/** There is a backup, it is young, and the keys that are here open it. */
export async function checkBackups({ backupsDir, dataDir, now }: Settings): Promise<Finding> {
  if (!(await exists(dataDir))) return finding('backup', 'ok', 'backupLater', {})
  const names = (await readdir(backupsDir).catch(() => [])).filter((name) => name.endsWith('.zbk'))
  const headers = await Promise.all(
    names.map((name) => readBackupHeader(join(backupsDir, name)).catch(() => null)),
  )
  const moments = headers.flatMap((header) => (header ? [Date.parse(header.createdAt)] : []))
  if (moments.length === 0) return finding('backup', 'warning', 'backupNone', { folder: backupsDir })
  const age = now() - Math.max(...moments)
  const isOld = age > oldestBackupMs
  return finding('backup', isOld ? 'warning' : 'ok', isOld ? 'backupOld' : 'backupOk', {
    folder: backupsDir,
    hours: Math.round(age / 3_600_000),
  })
}

/** A disk that dies takes along what lies on it. */
export async function checkBackupPlace({ backupsDir, dataDir }: Settings): Promise<Finding> {
  const [backups, data] = await Promise.all(
    [backupsDir, dataDir].map(async (dir) => stat(await nearestFolder(dir))),
  )
  const isSame = backups!.dev === data!.dev
  return finding('backup-place', isSame ? 'warning' : 'ok', isSame ? 'backupPlaceSame' : 'backupPlaceOk', {
    folder: backupsDir,
  })
}

function finding(check: string, outcome: Outcome, sentence: keyof typeof words, values: Fill): Finding {
  return { check, outcome, sentence, values }
}

function failure(check: string, error: unknown): Finding {
  if (!isProblem(error)) throw error
  return { ...finding(check, 'failed', 'failed', {}), problem: error }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** The folder itself or, before the first start, the nearest one above that exists. */
async function nearestFolder(path: string): Promise<string> {
  return (await exists(path)) ? path : nearestFolder(dirname(path))
}

function inGigabytes(bytes: number): string {
  return (bytes / gigabyte).toFixed(1)
}
