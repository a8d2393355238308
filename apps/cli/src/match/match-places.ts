import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { problem } from '@zhucan/kernel'
import { UsageError } from '../command.ts'
import { checkPlace } from './write-links.ts'

/** Where a command reads from and writes to. */
export interface MatchPlaces {
  readonly register?: string | undefined
  readonly file?: string | undefined
  readonly map?: string | undefined
  readonly model?: string | undefined
  readonly out?: string | undefined
  readonly review?: string | undefined
}

const written = ['out', 'review', 'model'] as const

/**
 * Looks, before anything is read, that no output lies where an input or another output lies, that none is a folder, and
 * that the two sides are two files, and that each output may be written. Throws UsageError and Problems 'match.place-…'.
 */
export async function checkPlaces(places: MatchPlaces): Promise<void> {
  const taken = new Map<string, string>()
  for (const name of ['register', 'file', 'map', 'out', 'review', 'model'] as const) {
    const path = places[name]
    if (path === undefined) continue
    const other = taken.get(await identityOf(path))
    if (other !== undefined) throw new UsageError(sameWords(name, other))
    taken.set(await identityOf(path), `--${name}`)
  }
  for (const name of written) {
    const path = places[name]
    if (path === undefined) continue
    if ((await stat(path).catch(() => null))?.isDirectory() && name !== 'model')
      throw new UsageError(`--${name} is a file to write, and ${path} is a folder`)
    // A model that is there is only read.
    if (name !== 'model' || (await stat(path).catch(() => null)) === null) await checkPlace(resolve(path))
  }
}

/** One file has one identity, whatever links lead to it. */
async function identityOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null)
  return found === null ? resolve(path) : `${found.dev} ${found.ino}`
}

function sameWords(name: string, other: string): string {
  return name === 'file'
    ? '--register and --file are one file; --dedupe finds persons who stand twice in a register'
    : `${other} and --${name} are one file; nothing is written over what is read`
}

/** A file without a row below its header is refused: whoever sends one has sent the wrong one. */
export function refuseEmpty(path: string, rows: number): void {
  if (rows === 0) throw problem('sheet.empty', { file: basename(path) })
}
