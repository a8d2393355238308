import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Analysis } from '@zhucan/analysis'
import type { Ctx } from '../platform/index.ts'
import { appendSide } from './linkage.store.ts'
import { personMark } from './list-side.ts'
import { streamPeople } from './people.store.ts'

const memoryDisk = '/dev/shm'

/** Where digits may be while a run lasts: in memory, or on a disk that is memory. */
export async function digitFolder(ctx: Ctx): Promise<string> {
  const isThere = await stat(memoryDisk).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const dir = join(isThere ? memoryDisk : ctx.dataDir, isThere ? 'zhucan-linking' : 'linking')
  await mkdir(dir, { recursive: true, mode: 0o700 })
  return dir
}

/** Somebody whom the engine knows by a row: who it is, and what the register says of them. */
export interface ComparedPerson {
  id: string
  mark: Buffer
}

/** Brings everybody in reach into the engine, in the order of its rows. `free`: only whom the list has not got by number. */
export async function appendPeople(
  ctx: Ctx,
  analysis: Analysis,
  table: string,
  free: { listId: string } | null = null,
): Promise<ComparedPerson[]> {
  const people: ComparedPerson[] = []
  await appendSide(analysis, table, streamPeople(ctx, free), (person) => {
    people.push({ id: person.id, mark: personMark(ctx.keyring, person) })
    return person
  })
  return people
}
