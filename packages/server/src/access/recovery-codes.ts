import { createHmac } from 'node:crypto'
import type { Server } from '../platform/index.ts'
import { replaceRecoveryCodes, takeRecoveryCode } from './second-factors.store.ts'

const count = 10
const length = 10
/** Without letters and digits that are taken for one another on paper; 32 of them, so no byte is favoured. */
const characters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Makes new recovery codes and forgets all earlier ones. They are shown this once; only keyed hashes are kept. */
export async function makeRecoveryCodes(server: Server, userId: string): Promise<string[]> {
  const codes = Array.from({ length: count }, () =>
    Array.from(server.random(length), (byte) => characters[byte % characters.length]).join(''),
  )
  await replaceRecoveryCodes(
    server,
    userId,
    codes.map((code) => hashOf(server, userId, code)),
  )
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`)
}

/** Uses up a recovery code; false where it is unknown or was used. */
export const useRecoveryCode = (server: Server, userId: string, code: string): Promise<boolean> =>
  takeRecoveryCode(server, userId, hashOf(server, userId, code))

/** 50 random bits under a key that is not in the database: a slow hash would add nothing. */
const hashOf = (server: Pick<Server, 'keyring'>, userId: string, code: string): Buffer =>
  createHmac('sha256', server.keyring.secretFor('recovery codes'))
    .update(`${userId} ${code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`)
    .digest()
