import { withTransaction } from '@zhucan/db'
import { uuidv7 } from '@zhucan/kernel'
import type { Ctx, Server, User } from './context.ts'
import { reachText } from './context.ts'

/**
 * Runs work in one transaction that row security ties to the user's reach.
 * The settings are local to the transaction: a pooled connection never carries them on.
 */
export async function inSession<T>(
  server: Server,
  user: User,
  work: (ctx: Ctx) => Promise<T>,
  requestId = newUuid(server),
): Promise<T> {
  const settings = { reach: reachText(user.reach), userId: user.id, role: user.role }
  return withTransaction(server.pool, settings, (db, client) =>
    work({ ...server, db, client, user, requestId, newId: () => newUuid(server) }),
  )
}

/** A UUIDv7 from the server's clock. */
export const newUuid = (server: Pick<Server, 'now' | 'random'>): string => uuidv7(server.now(), server.random)

/** One transaction for somebody who is nobody yet: no area, so nothing that row security guards is seen. */
export const withoutReach = <T>(
  server: Pick<Server, 'pool'>,
  work: (db: Server['db']) => Promise<T>,
): Promise<T> => withTransaction(server.pool, {}, (db) => work(db))
