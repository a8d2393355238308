import { problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import { newUuid, type Server } from '../platform/index.ts'

const mostGuesses = 20
const windowMs = 15 * 60_000

type Here = Pick<Server, 'db' | 'now' | 'random'>

/** Problem 'request.too-many' where a name was tried in vain too often of late, whether or not it exists. */
export async function refuseGuessing(server: Here, username: string): Promise<void> {
  const { rows } = await sql`select 1 from auth_rate_limit where key = ${keyOf(username)}
    and count >= ${mostGuesses} and last_request > ${server.now() - windowMs}`.execute(server.db)
  if (rows.length > 0) throw problem('request.too-many')
}

/** Counts one try in vain; the count starts anew once a quarter of an hour has passed without one. */
export async function countGuess(server: Here, username: string): Promise<void> {
  const now = server.now()
  await sql`insert into auth_rate_limit as known (id, key, count, last_request)
    values (${newUuid(server)}, ${keyOf(username)}, 1, ${now})
    on conflict (key) do update set last_request = excluded.last_request,
      count = case when known.last_request > ${now - windowMs} then known.count + 1 else 1 end`.execute(
    server.db,
  )
}

/** Starts the count anew after a sign-in. */
export async function forgetGuesses(server: Here, username: string): Promise<void> {
  await sql`delete from auth_rate_limit where key = ${keyOf(username)}`.execute(server.db)
}

const keyOf = (username: string): string => `name:${username.toLowerCase()}`
