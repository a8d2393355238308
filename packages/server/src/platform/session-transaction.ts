import { withTransaction } from '@zhucan/db'
import { uuidv7 } from '@zhucan/kernel'
import type { Ctx, Server, User } from './context.ts'
import { reachText } from './context.ts'
import { housekeeper } from './housekeeper.ts'
import { loadPolicyBook } from './policy-book.store.ts'

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
  // Before the transaction takes its connection: whoever reads the book needs one too.
  const policy = await readPolicyBook(server)
  return withTransaction(server.pool, settingsOf(user), (db, client) =>
    work({ ...server, db, client, user, requestId, policy, newId: () => newUuid(server) }),
  )
}

const settingsOf = (user: User) => ({ reach: reachText(user.reach), userId: user.id, role: user.role })

/** What holds where is the same for everybody, so it is read with the eyes of the installation. */
const readPolicyBook = (server: Server) =>
  server.policies.read(server, () =>
    withTransaction(server.pool, settingsOf(housekeeper), (db) => loadPolicyBook({ db })),
  )

/** A UUIDv7 from the server's clock. */
export const newUuid = (server: Pick<Server, 'now' | 'random'>): string => uuidv7(server.now(), server.random)

/**
 * One transaction for somebody who is nobody yet: no area, so nothing that row security guards is seen but the one-time link
 * whose hash is shown.
 */
export const withoutReach = <T>(
  server: Pick<Server, 'pool'>,
  work: (db: Server['db']) => Promise<T>,
  link?: Buffer,
): Promise<T> => withTransaction(server.pool, link ? { link: link.toString('hex') } : {}, (db) => work(db))

/** One transaction of the machine's own log-in, which makes what the first officers come in by. */
export const asOperator = <T>(
  server: Pick<Server, 'pool'>,
  work: (db: Server['db']) => Promise<T>,
): Promise<T> =>
  withTransaction(
    server.pool,
    { reach: reachText(housekeeper.reach), userId: 'operator', role: 'system-officer' },
    (db) => work(db),
  )
