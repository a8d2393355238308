import type { Database } from '@zhucan/db'
import type { Kysely } from 'kysely'
import type { Server } from '../platform/index.ts'

type Here = Pick<Server, 'db'>

/** The hash of a log-in's password and when it was set. */
export async function findPassword(
  server: Here,
  userId: string,
): Promise<{ hash: string; setAt: Date } | null> {
  const row = await accountHash(server.db, userId)
  const user = await server.db
    .selectFrom('authUser')
    .select('passwordSetAt')
    .where('id', '=', userId)
    .executeTakeFirst()
  return row && user ? { hash: row, setAt: user.passwordSetAt } : null
}

async function accountHash(db: Kysely<Database>, userId: string): Promise<string | null> {
  const row = await db
    .selectFrom('authAccount')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  return row?.password ?? null
}

/** The newest passwords of a log-in as hashes, the present one first. */
export async function recentHashes(server: Here, userId: string, count: number): Promise<string[]> {
  if (count === 0) return []
  const rows = await server.db
    .selectFrom('passwordHistory')
    .select('hash')
    .where('userId', '=', userId)
    .orderBy('setAt', 'desc')
    .limit(count)
    .execute()
  const present = await accountHash(server.db, userId)
  return [...new Set([...(present ? [present] : []), ...rows.map((row) => row.hash)])].slice(0, count)
}

/** Sets a password's hash and remembers it, so that it does not come back too soon. */
export async function keepPassword(
  server: Pick<Server, 'db' | 'now'>,
  userId: string,
  hash: string,
): Promise<void> {
  const now = new Date(server.now())
  await server.db
    .updateTable('authAccount')
    .set({ password: hash })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .execute()
  await server.db.updateTable('authUser').set({ passwordSetAt: now }).where('id', '=', userId).execute()
  await server.db.insertInto('passwordHistory').values({ userId, hash, setAt: now }).execute()
}
