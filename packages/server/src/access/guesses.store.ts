import { createHmac } from 'node:crypto'
import { guessesForgottenAfterSeconds, type LockLadder, lockLadders, waitAfter } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Server, withoutReach } from '../platform/index.ts'

type Here = Pick<Server, 'db' | 'now' | 'keyring'>

/** Where a try stands: one rung on each of these ladders. */
export interface Try {
  account: Buffer
  rungs: { key: string; ladder: LockLadder; isForgotten: boolean }[]
}

/** A name as it is counted by: keyed, because people type passwords into that field. */
export const accountKey = (server: Pick<Server, 'keyring'>, username: string): Buffer =>
  createHmac('sha256', server.keyring.secretFor('guesses')).update(username.toLowerCase()).digest()

/**
 * The ladders of a try to sign in. A device known to the account stands on its own only: whatever strangers guess,
 * from next door or from everywhere, it is not held up.
 */
export function signInTry(
  server: Pick<Server, 'keyring'>,
  { username, place, deviceId }: { username: string; place: string; deviceId: string | null },
): Try {
  const account = accountKey(server, username)
  const name = account.toString('base64url')
  if (deviceId !== null) {
    return { account, rungs: [{ key: `device ${deviceId}`, ladder: lockLadders.device, isForgotten: true }] }
  }
  return {
    account,
    rungs: [
      { key: `name ${name} at ${place}`, ladder: lockLadders.accountAndPlace, isForgotten: true },
      { key: `name ${name}`, ladder: lockLadders.account, isForgotten: true },
      // Else whoever has one account could guess at others between two log-ins of their own.
      { key: `place ${place}`, ladder: lockLadders.place, isForgotten: false },
    ],
  }
}

/** The ladder of the second step and of confirmations, which only who knows the password reaches. */
export function factorTry(server: Pick<Server, 'keyring'>, user: { id: string; username: string }): Try {
  return {
    account: accountKey(server, user.username),
    rungs: [{ key: `factor ${user.id}`, ladder: lockLadders.factor, isForgotten: true }],
  }
}

/**
 * Counts a try before it is judged, so that a hundred at once are a hundred. Problem 'access.locked' while one has to wait;
 * waiting is not prolonged by asking. Answers whether this try, if it fails, begins a wait.
 */
export async function countTry(server: Server, attempt: Try): Promise<{ locks: boolean }> {
  const now = server.now()
  const { seconds, locks } = await withoutReach(server, async (db) => {
    const keys = attempt.rungs.map((rung) => rung.key).sort()
    for (const key of keys) await makeRow(db, key, attempt.account, new Date(now))
    const known = await lockRows(db, keys)
    const until = Math.max(0, ...known.map((row) => row.lockedUntil?.getTime() ?? 0))
    if (until > now) return { seconds: Math.ceil((until - now) / 1000), locks: false }
    let begins = false
    for (const { key, ladder } of attempt.rungs) {
      const failures = countedUp(
        known.find((row) => row.key === key),
        now,
      )
      const wait = waitAfter(ladder, failures)
      begins ||= wait > 0
      await sql`update sign_in_guess set failures = ${failures}, last_at = ${new Date(now)},
        locked_until = ${wait > 0 ? new Date(now + wait * 1000) : null} where key = ${key}`.execute(db)
    }
    return { seconds: 0, locks: begins }
  })
  if (seconds > 0) throw problem('access.locked', { seconds })
  return { locks }
}

/** Problem 'access.locked' while a try has to wait; for where the try itself is counted once it has failed. */
export async function requireUnlocked(server: Here, attempt: Try): Promise<void> {
  const keys = attempt.rungs.map((rung) => rung.key)
  const { rows } = await sql<{ until: Date | null }>`select max(locked_until) as until from sign_in_guess
    where key = any(${keys})`.execute(server.db)
  const seconds = Math.ceil(((rows[0]?.until?.getTime() ?? 0) - server.now()) / 1000)
  if (seconds > 0) throw problem('access.locked', { seconds })
}

/** Days after which nobody's tries are counted any more; longer than any wait. */
const guessDays = 30

/** Forgets tries that no wait depends on any more, and log-ins whose time is over. */
export async function forgetOldTries(server: Server): Promise<void> {
  const now = server.now()
  await withoutReach(server, async (db) => {
    await sql`delete from sign_in_guess where last_at < ${new Date(now - guessDays * 86_400_000)}
      and (locked_until is null or locked_until < ${new Date(now)})`.execute(db)
    await sql`delete from auth_session where expires_at < now() - interval '1 day'`.execute(db)
  })
}

interface GuessRow {
  key: string
  failures: number
  lastAt: Date
  lockedUntil: Date | null
}

const makeRow = (db: Server['db'], key: string, account: Buffer, now: Date) =>
  sql`insert into sign_in_guess (key, account, failures, last_at)
    values (${key}, ${key.startsWith('place ') ? null : account}, 0, ${now}) on conflict (key) do nothing`.execute(
    db,
  )

/** In the order of their keys, so that two tries never wait for each other. */
async function lockRows(db: Server['db'], keys: string[]): Promise<GuessRow[]> {
  const { rows } = await sql<GuessRow>`select key, failures, last_at, locked_until from sign_in_guess
    where key = any(${keys}) order by key for update`.execute(db)
  return rows
}

const countedUp = (row: GuessRow | undefined, now: number): number =>
  row === undefined || now - row.lastAt.getTime() > guessesForgottenAfterSeconds * 1000 ? 1 : row.failures + 1

/** Takes a try back that was none in vain. */
export async function forgiveTry(server: Here, attempt: Try): Promise<void> {
  const forgotten = attempt.rungs.filter((rung) => rung.isForgotten).map((rung) => rung.key)
  const kept = attempt.rungs.filter((rung) => !rung.isForgotten).map((rung) => rung.key)
  await sql`delete from sign_in_guess where key = any(${forgotten})`.execute(server.db)
  await sql`update sign_in_guess set failures = greatest(failures - 1, 0), locked_until = null
    where key = any(${kept})`.execute(server.db)
}

/** Whether somebody has to wait before they may sign in to this account from somewhere, and until when. */
export async function findLock(
  server: Here,
  username: string,
): Promise<{ until: Date; failures: number } | null> {
  const { rows } = await sql<{ until: Date; failures: number }>`
    select max(locked_until) as until, sum(failures)::int as failures from sign_in_guess
    where account = ${accountKey(server, username)} and locked_until > ${new Date(server.now())}
    having max(locked_until) is not null`.execute(server.db)
  return rows[0] ?? null
}

/** Forgets every try at an account: the security officer's unlocking. */
export async function unlock(server: Here, username: string): Promise<void> {
  await sql`delete from sign_in_guess where account = ${accountKey(server, username)}`.execute(server.db)
}
