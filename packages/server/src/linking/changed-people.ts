import { mayDo } from '@zhucan/catalogue'
import { type Ctx, enqueue, inSession, type Server, setProgress, type User } from '../platform/index.ts'
import { type StandingLink, searchedLists, standingLinks } from './changed-people.store.ts'
import { personMark } from './list-side.ts'
import { movePairs, unlinkRows } from './pairs.store.ts'
import { streamKnown } from './people.store.ts'
import { insertRun } from './runs.store.ts'

/** The links of a list that stay, and how many were dropped. */
export interface Dropped {
  kept: StandingLink[]
  dropped: number
}

/**
 * Drops the links whose person the register has since said something else of, also by an undo or a move; the run that
 * calls this looks for their rows anew. All other links stay as they are.
 */
export async function dropChanged(ctx: Ctx, listId: string): Promise<Dropped> {
  const links = await standingLinks(ctx, listId)
  const marks = new Map<string, Buffer>()
  const people = new Set(links.map(({ personId }) => personId))
  for await (const person of streamKnown(ctx, [...people]))
    marks.set(person.id, personMark(ctx.keyring, person))
  const hasChanged = ({ seen, personId }: StandingLink) => seen === null || !marks.get(personId)?.equals(seen)
  const changed = links.filter(hasChanged)
  await unlinkRows(ctx, changed)
  await movePairs(ctx, changed, { action: 'person-changed', to: 'superseded', note: null })
  return { kept: links.filter((link) => !hasChanged(link)), dropped: changed.length }
}

/** After the register changed: every list that was searched by likeness is searched again, one after the other. */
export async function renewLinks(server: Server, user: User): Promise<void> {
  if (!mayDo(user.role, 'link.run')) return
  await inSession(server, user, async (ctx) => {
    for (const list of await searchedLists(ctx)) await startRun(ctx, list, 'register-changed')
  })
}

/** Registers a run and queues it; runs over one list never work at the same time. */
export async function startRun(
  ctx: Ctx,
  list: { id: string; region: string },
  reason: 'asked' | 'register-changed',
): Promise<string> {
  const runId = await insertRun(ctx, list, reason)
  await setProgress(ctx, runId, { phase: 'waiting', done: 0, total: null, state: 'running' })
  await enqueue(ctx, 'linking', { runId, userId: ctx.user.id }, { queue: `linking ${list.id}` })
  return runId
}
