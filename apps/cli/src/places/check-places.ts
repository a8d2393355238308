import { mkdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isProblem, problem } from '@zhucan/kernel'
import { machineFault } from '../machine-faults.ts'
import { checkPlace } from '../match/write-links.ts'
import { wrongUse } from '../wrong-use.ts'

/** Paths by the option that names them. */
export type Named = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Looks, before any work is done, that no two options name one file, so that nothing is written over what is read, and, by
 * trying, that each output may be written. Throws UsageError and Problems 'match.place-…'.
 */
export async function checkPlaces({
  reads = {},
  writes,
}: {
  reads?: Named | undefined
  writes: Named
}): Promise<void> {
  const taken = new Map<string, string>()
  for (const [option, path] of [...eachOf(reads), ...eachOf(writes)]) {
    const identity = await identityOf(path)
    const other = taken.get(identity)
    if (other !== undefined) throw wrongUse('oneFile', { other, option, path })
    taken.set(identity, option)
  }
  for (const [option, path] of eachOf(reads))
    if (await isFolder(path)) throw wrongUse('readsFolder', { option, path })
  for (const [option, path] of eachOf(writes)) {
    if (await isFolder(path)) throw wrongUse('isFolder', { option, path })
    await checkPlace(resolve(path))
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}

function eachOf(named: Named): [string, string][] {
  return Object.entries(named).flatMap(([option, paths]) =>
    [paths ?? []].flat().map((path): [string, string] => [option, path]),
  )
}

/** One file has one identity, whatever links lead to it. */
export async function identityOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null)
  return found === null ? resolve(path) : `${found.dev} ${found.ino}`
}

/** Makes the folder that an option names, and looks whether files may be written in it. Throws UsageError, 'match.place-not-writable'. */
export async function makeFolder(option: string, path: string): Promise<void> {
  const folder = resolve(path)
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    if (['EEXIST', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw wrongUse('isFile', { option, path })
    throw machineFault(error)?.code === 'file.not-writable'
      ? problem('match.place-not-writable', { path, folder })
      : error
  }
  await checkPlace(join(folder, '.try')).catch((error: unknown) => {
    throw isProblem(error, 'match.place-not-writable') ? problem(error.code, { path, folder }) : error
  })
}
