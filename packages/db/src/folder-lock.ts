import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problem } from '@zhucan/kernel'
import { processIdentity } from './process-identity.ts'

const lockName = 'zhucan.lock'

interface Holder {
  pid: number
  identity: string
}

/** A folder held by this process until `release`. */
export interface FolderLock {
  release(): Promise<void>
}

/**
 * Hold a data folder so that a second start on it says so instead of writing into it.
 * Throws Problem 'folder.in-use' {folder, pid} while the holder lives; a dead holder's lock is taken over.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, lockName)
  const own: Holder = { pid: process.pid, identity: processIdentity(process.pid) ?? '' }
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await claim(path, own)) {
      await removeDrafts(folder)
      return { release: () => rm(path, { force: true }) }
    }
    const holder = await folderHolder(folder)
    if (holder !== null) throw problem('folder.in-use', { folder, pid: holder.pid })
    await removeStale(path)
  }
  throw problem('folder.in-use', { folder, pid: 0 })
}

/** The living process that holds a folder, or null. */
export async function folderHolder(folder: string): Promise<Holder | null> {
  const holder = await readHolder(join(folder, lockName))
  return holder !== null && isHolderAlive(holder) ? holder : null
}

async function claim(path: string, own: Holder): Promise<boolean> {
  const draft = `${path}.${own.pid}.${randomUUID()}`
  await writeFile(draft, JSON.stringify(own), { mode: 0o600, flush: true })
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  } finally {
    await rm(draft, { force: true })
  }
}

/** Whoever was killed while asking for the lock left a draft behind. */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /^zhucan\.lock\.(\d+)\.[0-9a-f-]{36}$/.exec(name)?.[1]
    if (pid !== undefined && processIdentity(Number(pid)) === null)
      await rm(join(folder, name), { force: true })
  }
}

/** Two starters may both see a stale lock; the rename lets only one of them remove it. */
async function removeStale(path: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch {
    return
  }
  const taken = await readHolder(aside)
  if (taken !== null && isHolderAlive(taken)) await link(aside, path).catch(() => undefined)
  await rm(aside, { force: true })
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder
  } catch {
    return null
  }
}

function isHolderAlive(holder: Holder): boolean {
  return processIdentity(holder.pid) === holder.identity
}
