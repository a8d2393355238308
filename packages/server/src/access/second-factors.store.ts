import { sql } from 'kysely'
import type { Server } from '../platform/index.ts'

type Here = Pick<Server, 'db' | 'now'>

/** One thing besides the password that a log-in is shown by. */
export interface SecondFactor {
  id: string
  kind: 'totp' | 'passkey'
  name: string
  rpId: string | null
  createdAt: Date
  lastUsedAt: Date | null
}

/** A user's second factors, the oldest first. */
export const listFactors = (server: Pick<Server, 'db'>, userId: string): Promise<SecondFactor[]> =>
  server.db
    .selectFrom('secondFactor')
    .select(['id', 'kind', 'name', 'rpId', 'createdAt', 'lastUsedAt'])
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .execute()

/** The authenticator of a user, its secret sealed. */
export const findTotp = (server: Pick<Server, 'db'>, userId: string) =>
  server.db
    .selectFrom('secondFactor')
    .select(['id', 'sealed'])
    .where('userId', '=', userId)
    .where('kind', '=', 'totp')
    .executeTakeFirst()

/** Puts an authenticator in the place of the earlier one. The code that proved it is used up. */
export async function replaceTotp(
  server: Here,
  factor: { id: string; userId: string; name: string; sealed: Buffer; lastStep: number },
): Promise<void> {
  await server.db
    .deleteFrom('secondFactor')
    .where('userId', '=', factor.userId)
    .where('kind', '=', 'totp')
    .execute()
  await server.db
    .insertInto('secondFactor')
    .values({
      ...factor,
      lastStep: BigInt(factor.lastStep),
      kind: 'totp',
      transports: [],
      createdAt: new Date(server.now()),
    })
    .execute()
}

/** Uses up a time step; false where it, or a later one, was used before: nobody uses a code twice. */
export async function takeTotpStep(server: Here, id: string, step: number): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update second_factor set last_step = ${step}, last_used_at = ${new Date(server.now())}
    where id = ${id} and (last_step is null or last_step < ${step})`.execute(server.db)
  return numAffectedRows === 1n
}

/** A passkey as it was made. */
export interface NewPasskey {
  id: string
  userId: string
  name: string
  credentialId: string
  rpId: string
  publicKey: Buffer
  counter: number
  transports: string[]
}

/** Keeps a passkey. */
export const insertPasskey = async (server: Here, passkey: NewPasskey): Promise<void> => {
  await server.db
    .insertInto('secondFactor')
    .values({
      ...passkey,
      counter: BigInt(passkey.counter),
      kind: 'passkey',
      createdAt: new Date(server.now()),
    })
    .execute()
}

/** The passkeys of a user that a browser offers at a host name. */
export const listPasskeys = (server: Pick<Server, 'db'>, userId: string, rpId: string) =>
  server.db
    .selectFrom('secondFactor')
    .select(['id', 'credentialId', 'publicKey', 'counter', 'transports'])
    .where('userId', '=', userId)
    .where('kind', '=', 'passkey')
    .where('rpId', '=', rpId)
    .execute()

/** Remembers that a passkey was used, and how often by its own count. */
export async function keepPasskeyUse(server: Here, id: string, counter: number): Promise<void> {
  await server.db
    .updateTable('secondFactor')
    .set({ counter: BigInt(counter), lastUsedAt: new Date(server.now()) })
    .where('id', '=', id)
    .execute()
}

/** Takes a second factor away; false where it is not the user's. */
export async function deleteFactor(server: Pick<Server, 'db'>, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await server.db
    .deleteFrom('secondFactor')
    .where('id', '=', id)
    .where('userId', '=', userId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Takes every second factor and recovery code away; the days to set one up begin anew. */
export async function resetFactors(server: Here, userId: string): Promise<void> {
  await server.db.deleteFrom('secondFactor').where('userId', '=', userId).execute()
  await server.db.deleteFrom('recoveryCode').where('userId', '=', userId).execute()
  await server.db
    .updateTable('authUser')
    .set({ factorGraceFrom: new Date(server.now()) })
    .where('id', '=', userId)
    .execute()
}

/** Puts new recovery codes in the place of all earlier ones; only their hashes are kept. */
export async function replaceRecoveryCodes(
  server: Pick<Server, 'db'>,
  userId: string,
  hashes: Buffer[],
): Promise<void> {
  await server.db.deleteFrom('recoveryCode').where('userId', '=', userId).execute()
  await server.db
    .insertInto('recoveryCode')
    .values(hashes.map((codeHash) => ({ userId, codeHash, usedAt: null })))
    .execute()
}

/** Uses up a recovery code; false where it is unknown or was used. */
export async function takeRecoveryCode(server: Here, userId: string, codeHash: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await server.db
    .updateTable('recoveryCode')
    .set({ usedAt: new Date(server.now()) })
    .where('userId', '=', userId)
    .where('codeHash', '=', codeHash)
    .where('usedAt', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** How many recovery codes are left. */
export async function countRecoveryCodes(server: Pick<Server, 'db'>, userId: string): Promise<number> {
  const { count } = await server.db
    .selectFrom('recoveryCode')
    .select((eb) => eb.fn.countAll<bigint>().as('count'))
    .where('userId', '=', userId)
    .where('usedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** What a session is being asked for. */
export type ChallengePurpose = 'enrol-totp' | 'enrol-passkey' | 'use-passkey'

const challengeMinutes = 10

/** Keeps what a session was asked, in the place of an earlier question. */
export async function keepChallenge(
  server: Here,
  challenge: { sessionId: string; purpose: ChallengePurpose; sealed: Buffer },
): Promise<void> {
  const expiresAt = new Date(server.now() + challengeMinutes * 60_000)
  await server.db
    .insertInto('authChallenge')
    .values({ ...challenge, expiresAt })
    .onConflict((c) =>
      c.columns(['sessionId', 'purpose']).doUpdateSet({ sealed: challenge.sealed, expiresAt }),
    )
    .execute()
}

/** What a session was asked, while it may still be answered. */
export const findChallenge = (server: Here, sessionId: string, purpose: ChallengePurpose) =>
  server.db
    .selectFrom('authChallenge')
    .select('sealed')
    .where('sessionId', '=', sessionId)
    .where('purpose', '=', purpose)
    .where('expiresAt', '>', new Date(server.now()))
    .executeTakeFirst()

/** Forgets a question; each is answered once. */
export const dropChallenge = async (
  server: Pick<Server, 'db'>,
  sessionId: string,
  purpose: ChallengePurpose,
): Promise<void> => {
  await server.db
    .deleteFrom('authChallenge')
    .where('sessionId', '=', sessionId)
    .where('purpose', '=', purpose)
    .execute()
}
