import type { Database } from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import { betterAuth } from 'better-auth'
import { username } from 'better-auth/plugins'
import type { Kysely } from 'kysely'
import { hashPassword, isPassword, longestPassword } from './passwords.ts'

/** The library's own limit; the installation's policy is stricter and judged by us. */
const sessionHours = 24
/** What a log-in may be called. */
export const usernamePattern = /^[A-Za-z0-9_.]{2,30}$/

/** The log-in library on our own tables; it makes no network call. */
export function openAccounts(db: Kysely<Database>, secret: string) {
  return betterAuth({
    database: { db, type: 'postgres' },
    secret,
    basePath: '/api/auth',
    telemetry: { enabled: false },
    logger: { level: 'error' },
    // Origins are checked by our own front door, which knows the port the server really got.
    trustedOrigins: (request) => (request ? [request.headers.get('origin') ?? ''] : []),
    advanced: { cookiePrefix: 'zhucan', database: { generateId: () => crypto.randomUUID() } },
    user: { modelName: 'authUser' },
    // As long as its cookie and no longer: a stolen one must not live for ever by being used.
    session: { modelName: 'authSession', expiresIn: sessionHours * 3600, disableSessionRefresh: true },
    account: { modelName: 'authAccount' },
    verification: { modelName: 'authVerification' },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'authRateLimit',
      // A whole office may stand behind one address.
      customRules: { '/sign-in/username': { window: 60, max: 60 } },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      maxPasswordLength: longestPassword,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => isPassword(hash, password),
      },
    },
    plugins: [username({ minUsernameLength: 2 })],
  })
}

export type Accounts = ReturnType<typeof openAccounts>

/**
 * Makes a log-in with a password; the address is a formality of the library, nothing is ever sent to it.
 * Problem 'access.username-taken'.
 */
export async function createLogin(
  accounts: Accounts,
  person: { name: string; username: string; password: string },
): Promise<string> {
  const context = await accounts.$context
  const password = await hashPassword(person.password)
  const username = person.username.toLowerCase()
  const user = await context.internalAdapter
    .createUser(
      {
        name: person.name,
        username,
        displayUsername: person.username,
        email: `${username}@users.invalid`,
        emailVerified: true,
      },
      { method: 'admin' },
    )
    .catch((error: unknown) => {
      throw isTaken(error) ? problem('access.username-taken') : error
    })
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password,
  })
  return user.id
}

/** The library looks first; of two at once the database's unique index stops one. */
const isTaken = (error: unknown): boolean => {
  const { code, body } = error as { code?: string; body?: { code?: string } }
  return code === '23505' || body?.code === 'USERNAME_IS_ALREADY_TAKEN'
}

/** Sets a new password for an existing log-in and ends its sessions: whoever had the old one is out. */
export async function setPassword(accounts: Accounts, userId: string, password: string): Promise<void> {
  const context = await accounts.$context
  await context.internalAdapter.updatePassword(userId, await hashPassword(password))
  await context.internalAdapter.deleteUserSessions(userId)
}
