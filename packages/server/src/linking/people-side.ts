import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Analysis } from '@zhucan/analysis'
import type { Ctx } from '../platform/index.ts'
import { appendSide } from './linkage.store.ts'
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

/** Brings everybody in reach into the engine; gives their ids by row. `free`: only whom the list has not got by number. */
export async function appendPeople(
  ctx: Ctx,
  analysis: Analysis,
  table: string,
  free: { listId: string } | null = null,
): Promise<string[]> {
  const people: string[] = []
  await appendSide(analysis, table, streamPeople(ctx, free), (person) => {
    people.push(person.id)
    return person
  })
  return people
}
