import { appendFile, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Server } from '../platform/index.ts'
import { type ErasedFiles, newestBackup } from './erasures.store.ts'

const listName = 'erased-people.txt'
const isId = (line: string): boolean => /^[0-9a-f-]{36}$/.test(line)

/**
 * Who was erased, by id alone, in files beside the data and beside the backups: a backup that is older than an erasure still holds
 * the person, so whoever restores it erases them again.
 */
export async function rememberErased(folders: readonly string[], person: string): Promise<void> {
  for (const folder of new Set(folders)) {
    const path = join(folder, listName)
    const known = await readFile(path, 'utf8').catch(() => '')
    if (!known.split('\n').includes(person))
      await appendFile(path, `${person}\n`, { mode: 0o600, flush: true })
  }
}

/** The ids that the lists in these folders name. */
export async function readErased(folders: readonly string[]): Promise<string[]> {
  const texts = await Promise.all(
    folders.map((folder) => readFile(join(folder, listName), 'utf8').catch(() => '')),
  )
  return [...new Set(texts.flatMap((text) => text.split('\n').filter(isId)))]
}

/** Removes sealed files by their names; one that is gone already is fine. */
export async function removeErasedFiles(dataDir: string, files: ErasedFiles): Promise<void> {
  for (const [folder, names] of Object.entries(files))
    for (const name of names as string[])
      if (isId(name)) await rm(join(dataDir, folder, name), { force: true })
}

/** After the erasure is committed: files go, and the lists that a restore reads are told. */
export async function finishErasure(
  server: Server,
  { person, ...files }: ErasedFiles & { person: string },
): Promise<void> {
  await removeErasedFiles(server.dataDir, files)
  const newest = await newestBackup(server.db)
  await rememberErased([server.dataDir, ...(newest ? [dirname(newest)] : [])], person)
}
