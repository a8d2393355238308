import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { problem } from '@zhucan/kernel'
import { checkPlaces, identityOf } from '../places/check-places.ts'
import { wrongUse } from '../wrong-use.ts'

/** Where a command reads from and writes to. */
export interface MatchPlaces {
  readonly register?: string | undefined
  readonly file?: string | undefined
  readonly map?: string | undefined
  readonly model?: string | undefined
  readonly out?: string | undefined
  readonly review?: string | undefined
}

/**
 * Looks, before anything is read, that the two sides are two files, and that the outputs have places of their own. Throws
 * UsageError and Problems 'match.place-…'.
 */
export async function checkMatchPlaces({
  register,
  file,
  map,
  model,
  out,
  review,
}: MatchPlaces): Promise<void> {
  if (
    register !== undefined &&
    file !== undefined &&
    (await identityOf(register)) === (await identityOf(file))
  )
    throw wrongUse('sameSides')
  // A model that is there is only read.
  const isThere = model !== undefined && (await stat(model).catch(() => null)) !== null
  await checkPlaces({
    reads: { register, file, map, ...(isThere && { model }) },
    writes: { out, review, ...(!isThere && { model }) },
  })
}

/** A file without a row below its header is refused: whoever sends one has sent the wrong one. */
export function refuseEmpty(path: string, rows: number): void {
  if (rows === 0) throw problem('sheet.empty', { file: basename(path) })
}
