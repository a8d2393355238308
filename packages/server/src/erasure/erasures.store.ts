import type { ErasureTable } from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import { type Selectable, sql } from 'kysely'
import { type Ctx, decidedNow, personInReach, regionInReach, tellRefusal } from '../platform/index.ts'

export type Erasure = Selectable<ErasureTable> & { personName: string | null }

/** What stands against erasing somebody. */
export type ErasureHold = 'open-clue' | 'recovery' | 'certificate' | 'unreviewed-access'

/** Files that hold something of an erased person, by the folder they lie in. */
export interface ErasedFiles {
  evidence: string[]
  uploads: string[]
  exports: string[]
}

const erasures = (ctx: Ctx) =>
  ctx.db
    .selectFrom('erasure as e')
    .leftJoin('person as p', 'p.id', 'e.personId')
    .selectAll('e')
    .select('p.name as personName')
    .where(regionInReach(ctx, 'e.region'))

/** Requests within the area, those that wait first, then the newest. */
export const listErasures = (ctx: Ctx): Promise<Erasure[]> =>
  erasures(ctx)
    .orderBy((eb) => eb('e.state', '<>', 'waiting'))
    .orderBy('e.enteredAt', 'desc')
    .limit(500)
    .execute()

/** The person to be erased, where the area is that of their registration. Problem 'request.not-found'. */
export async function findToErase(
  ctx: Ctx,
  id: string,
): Promise<{ id: string; name: string; region: string }> {
  const found = await ctx.db
    .selectFrom('person')
    .select(['id', 'name', 'hukouRegion as region'])
    .where('id', '=', id)
    .where(personInReach(ctx))
    .where(regionInReach(ctx, 'person.hukouRegion'))
    .executeTakeFirst()
  if (!found) throw problem('request.not-found')
  return found
}

/** Problem 'erasure.hold-…' with the first thing that stands against it. */
export async function requireNoHold(ctx: Ctx, personId: string): Promise<void> {
  const { rows } = await sql<{
    holds: ErasureHold[]
  }>`select erasure_holds(${personId}, ${ctx.day()}) as holds`.execute(ctx.db)
  const [hold] = rows[0]?.holds ?? []
  if (hold) throw problem(`erasure.hold-${hold}`)
}

/** A request as it is entered. */
export type NewErasure = Pick<ErasureTable, 'personId' | 'region' | 'basis' | 'askedOn' | 'reason'>

/** Keeps a request until somebody else has decided it. Problem 'erasure.waiting-already'. */
export async function insertErasure(ctx: Ctx, wish: NewErasure): Promise<string> {
  const id = ctx.newId()
  await ctx.db
    .insertInto('erasure')
    .values({
      ...{ id, ...wish, enteredBy: ctx.user.id, enteredByName: ctx.user.name },
      enteredAt: new Date(ctx.now()),
    })
    .execute()
    .catch(tellRefusal('erasure_waiting', 'erasure.waiting-already'))
  return id
}

/** A request that waits within the area, held until the end of the transaction. Problem 'erasure.nothing-waiting'. */
export async function takeErasure(ctx: Ctx, id: string): Promise<Selectable<ErasureTable>> {
  const found = await ctx.db
    .selectFrom('erasure')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where(regionInReach(ctx, 'region'))
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw problem('erasure.nothing-waiting')
  return found
}

/** Takes the person out of every table; the database holds to both people and to the holds itself. Gives the files that are left. */
export async function carryOut(ctx: Ctx, id: string): Promise<ErasedFiles> {
  const { rows } = await sql<{ files: ErasedFiles }>`
    select carry_out_erasure(${id}, ${new Date(ctx.now())}, ${ctx.day()}) as files`
    .execute(ctx.db)
    .catch(tellRefusal('erasure_guard', 'erasure.nothing-waiting'))
  return rows[0]!.files
}

/** Writes that a request was refused or taken back. */
export async function settleErasure(
  ctx: Ctx,
  id: string,
  decision: { state: 'refused' | 'withdrawn'; note: string | null },
): Promise<void> {
  await ctx.db
    .updateTable('erasure')
    .set({
      ...decision,
      ...decidedNow(ctx),
    })
    .where('id', '=', id)
    .execute()
}

/** Where the newest backup lies; null before the first. */
export async function newestBackup(db: Ctx['db']): Promise<string | null> {
  const found = await db
    .selectFrom('backupRun')
    .select('path')
    .where('state', '=', 'done')
    .where('path', 'is not', null)
    .orderBy('finishedAt', 'desc')
    .executeTakeFirst()
  return found?.path ?? null
}
