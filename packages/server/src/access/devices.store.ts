import { createHash, randomBytes } from 'node:crypto'
import { newUuid, type Server } from '../platform/index.ts'

type Here = Pick<Server, 'db' | 'now' | 'random'>

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** The device behind a cookie, if it has signed in to the account of this name before. */
export async function findDevice(
  server: Pick<Server, 'db'>,
  username: string,
  token: string | null,
): Promise<string | null> {
  if (token === null) return null
  const row = await server.db
    .selectFrom('knownDevice')
    .innerJoin('authUser', 'authUser.id', 'knownDevice.userId')
    .select('knownDevice.id')
    .where('tokenHash', '=', hashOf(token))
    .where('authUser.username', '=', username.toLowerCase())
    .executeTakeFirst()
  return row?.id ?? null
}

/** Remembers a device once somebody is signed in on it; gives a new secret for its cookie where it had none. */
export async function knowDevice(
  server: Here,
  seen: { userId: string; token: string | null; name: string; place: string },
): Promise<string | null> {
  const { userId, name, place } = seen
  const lastSeen = new Date(server.now())
  const known = await server.db
    .updateTable('knownDevice')
    .set({ lastSeen, place, name })
    .where('userId', '=', userId)
    .where('tokenHash', '=', hashOf(seen.token ?? ''))
    .returning('id')
    .executeTakeFirst()
  if (known) return null
  const token = seen.token ?? randomBytes(32).toString('base64url')
  await server.db
    .insertInto('knownDevice')
    .values({
      id: newUuid(server),
      userId,
      tokenHash: hashOf(`${token}`),
      name,
      place,
      firstSeen: lastSeen,
      lastSeen,
    })
    .execute()
  return token
}

/** The devices that an account knows, the one used last first. */
export const listDevices = (server: Pick<Server, 'db'>, userId: string) =>
  server.db
    .selectFrom('knownDevice')
    .select(['id', 'name', 'place', 'firstSeen', 'lastSeen'])
    .where('userId', '=', userId)
    .orderBy('lastSeen', 'desc')
    .execute()

/** Forgets a device, or all of an account: the next log-in there is one of a stranger again. */
export async function forgetDevices(
  server: Pick<Server, 'db'>,
  userId: string,
  id?: string,
): Promise<number> {
  const { numDeletedRows } = await server.db
    .deleteFrom('knownDevice')
    .where('userId', '=', userId)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
