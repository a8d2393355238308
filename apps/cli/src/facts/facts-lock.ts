import { rmdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type FolderLock, lockFolder } from '@zhucan/db'
import { isProblem, problem } from '@zhucan/kernel'

/**
 * Does a piece of work that changes kept facts while nobody else changes them. The lock lies beside the folder, which may be
 * replaced whole; a killed run's lock holds nobody up. Throws Problem 'facts.in-use'.
 */
export async function whileLocked<Result>(kept: string, work: () => Promise<Result>): Promise<Result> {
  const folder = resolve(kept)
  const place = `${folder}.lock`
  const lock = await take(place, folder)
  try {
    return await work()
  } finally {
    await lock.release()
    // Whoever waits for it has put something in, and removes it later.
    await rmdir(place).catch(() => undefined)
  }
}

async function take(place: string, folder: string): Promise<FolderLock> {
  for (let left = 5; ; left -= 1)
    try {
      return await lockFolder(place)
    } catch (error) {
      if (isProblem(error, 'folder.in-use'))
        throw problem('facts.in-use', { folder, pid: String(error.params.pid) })
      // The one before took the folder away at this very moment.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || left === 0) throw error
    }
}
