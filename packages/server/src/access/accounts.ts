import { hash, verify } from '@node-rs/argon2'
import type { Database } from '@zhucan/db'
import { betterAuth } from 'better-auth'
import { username } from 'better-auth/plugins'
import type { Kysely } from 'kysely'

const sessionHours = 12
const minimumPassword = 12

/** argon2id as OWASP asks: 19 MiB, two passes. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

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
    session: { modelName: 'authSession', expiresIn: sessionHours * 3600, updateAge: 900 },
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
      minPasswordLength: minimumPassword,
      password: {
        hash: (password) => hash(password, argon),
        verify: ({ hash: stored, password }) => verify(stored, password),
      },
    },
    plugins: [username({ minUsernameLength: 2 })],
  })
}

export type Accounts = ReturnType<typeof openAccounts>

/** Makes a log-in with a password; the address is a formality of the library, nothing is ever sent to it. */
export async function createLogin(
  accounts: Accounts,
  person: { name: string; username: string; password: string },
): Promise<string> {
  const context = await accounts.$context
  const user = await context.internalAdapter.createUser(
    {
      name: person.name,
      username: person.username.toLowerCase(),
      displayUsername: person.username,
      email: `${person.username.toLowerCase()}@users.invalid`,
      emailVerified: true,
    },
    { method: 'admin' },
  )
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: await context.password.hash(person.password),
  })
  return user.id
}

/** Sets a new password for an existing log-in; used by the demo, which prints new ones at each start. */
export async function setPassword(accounts: Accounts, userId: string, password: string): Promise<void> {
  const context = await accounts.$context
  await context.internalAdapter.updatePassword(userId, await context.password.hash(password))
}

/** The same floor for every way a password can be set. */
export const isLongEnough = (password: string): boolean => [...password].length >= minimumPassword
