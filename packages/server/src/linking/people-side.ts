import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Analysis, AnalysisOptions } from '@zhucan/analysis'
import type { Ctx } from '../platform/index.ts'
import { appendSide } from './linkage.store.ts'
import { personMark } from './list-side.ts'
import { streamPeople } from './people.store.ts'

const memoryLimit = '1GB'

/**
 * How the engine is opened where it sees digits: what does not fit goes to a disk that is memory. Where there is none, nothing
 * is spilt at all, and a register too large for that ends with 'analysis.out-of-memory': digits never rest on a disk.
 */
export async function digitEngine(
  ctx: Pick<Ctx, 'dataDir'>,
  memoryDisk = '/dev/shm',
): Promise<AnalysisOptions> {
  const isThere = await stat(memoryDisk).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const dir = isThere ? join(memoryDisk, 'zhucan-linking') : join(ctx.dataDir, 'linking')
  await mkdir(dir, { recursive: true, mode: 0o700 })
  return { dir, memoryLimit, threads: 2, maxSpill: isThere ? '2GB' : '1KB' }
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
