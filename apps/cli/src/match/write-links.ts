import { createWriteStream } from 'node:fs'
import { open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { problem } from '@zhucan/kernel'
import { type CsvRow, writeCsv } from '@zhucan/sheets'
import { machineFault } from '../machine-faults.ts'
import { removedWhenStopped } from '../stopped-run.ts'

/** Throws Problem 'match.place-no-folder' when the folder of a place does not exist, before any work is done. */
export async function checkFolder(path: string): Promise<void> {
  const folder = dirname(path)
  const found = await stat(folder).catch(() => null)
  if (!found?.isDirectory()) throw problem('match.place-no-folder', { path, folder })
}

/**
 * Looks, by trying, whether a file may be written at a place, and removes what killed runs left beside it. Throws Problems
 * 'match.place-no-folder', 'match.place-not-writable', 'match.place-no-file', and 'analysis.disk-full'.
 */
export async function checkPlace(path: string): Promise<void> {
  await checkFolder(path)
  // A device or a pipe would be replaced by the renaming.
  const found = await stat(path).catch(() => null)
  if (found !== null && !found.isFile()) throw problem('match.place-no-file', { path })
  await removeLeft(path)
  const part = partOf(path)
  try {
    await (await open(part, 'wx', 0o600)).close()
  } catch (error) {
    const fault = machineFault(error)
    if (fault !== null && fault.code !== 'file.not-writable') throw fault
    throw problem('match.place-not-writable', { path, folder: dirname(path) })
  } finally {
    await rm(part, { force: true }).catch(() => undefined)
  }
}

/** Each run writes a part of its own, so that two never mix; who wrote it is seen by its name. */
function partOf(path: string): string {
  return `${path}.${process.pid}.part`
}

async function removeLeft(path: string): Promise<void> {
  const start = `${basename(path)}.`
  for (const name of await readdir(dirname(path)).catch(() => [])) {
    const pid = name.startsWith(start) ? /^(\d+)\.part$/.exec(name.slice(start.length))?.[1] : undefined
    if (pid !== undefined && !isAtWork(Number(pid)))
      await rm(join(dirname(path), name), { force: true }).catch(() => undefined)
  }
}

function isAtWork(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Writes a csv whole or not at all: beside its place first, then renamed. Readable by its owner only; cells that a
 * spreadsheet would run are guarded.
 */
export function writeWhole(path: string, rows: AsyncIterable<CsvRow>): Promise<void> {
  return whole(path, (part) =>
    writeCsv(createWriteStream(part, { flags: 'wx', mode: 0o600 }), rows, { bom: false }),
  )
}

/** Writes a small text whole or not at all, readable by its owner only. */
export function writeText(path: string, text: string): Promise<void> {
  return whole(path, (part) => writeFile(part, text, { flag: 'wx', mode: 0o600 }))
}

async function whole(path: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = partOf(path)
  await removeLeft(path)
  try {
    await removedWhenStopped(part, () => write(part))
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** Probabilities and weights as a person reads them. */
export function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits))
}
