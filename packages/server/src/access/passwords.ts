import { hash, verify } from '@node-rs/argon2'
import {
  brokenPasswordRules,
  type PasswordOwner,
  type PasswordRule,
  passwordPolicies,
} from '@zhucan/catalogue'
import { dayInShanghai, daysBetween, problem } from '@zhucan/kernel'
import type { Server } from '../platform/index.ts'
import { type PolicyInForce, readPolicy } from './account-policy.store.ts'
import { findPassword, keepPassword, recentHashes } from './passwords.store.ts'

/** Longest password that can be chosen, and so the longest that signs in. */
export const longestPassword = 200

/** argon2id as OWASP asks: 19 MiB, two passes. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash a password is kept as. */
export const hashPassword = (password: string): Promise<string> => hash(password, argon)

/** Whether a password is the one behind a hash. */
export const isPassword = (stored: string, password: string): Promise<boolean> => verify(stored, password)

/** Problem 'access.password-too-weak' naming the rules that a password breaks under the policy in force. */
export async function requireGoodPassword(
  server: Pick<Server, 'db' | 'demo'>,
  password: string,
  owner: PasswordOwner & { id?: string },
): Promise<void> {
  const policy = passwordPolicies[(await readPolicy(server)).password]
  const broken: PasswordRule[] = brokenPasswordRules(policy, password, owner)
  if (broken.length === 0 && owner.id !== undefined) {
    const recent = await recentHashes(server, owner.id, Math.max(policy.history, 1))
    for (const stored of recent) if (await isPassword(stored, password)) broken.push('recent')
  }
  if (broken.length > 0)
    throw problem('access.password-too-weak', {
      rules: [...new Set(broken)].join(','),
      minimum: policy.minimum,
    })
}

/** Sets a new password once it is good enough; the right to do so was judged before. Problem 'access.password-too-weak'. */
export async function changePassword(
  server: Pick<Server, 'db' | 'demo' | 'now'>,
  owner: { id: string; username: string; name: string },
  password: string,
): Promise<void> {
  await requireGoodPassword(server, password, owner)
  await keepPassword(server, owner.id, await hashPassword(password))
}

/** Whether the password is the user's own. */
export async function holdsPassword(
  server: Pick<Server, 'db'>,
  userId: string,
  password: string,
): Promise<boolean> {
  const known = await findPassword(server, userId)
  return known !== null && (await isPassword(known.hash, password))
}

/** The day a password has to be changed, or null where the policy knows none. */
export async function isPasswordExpired(
  server: Pick<Server, 'db' | 'day'>,
  userId: string,
  policy: PolicyInForce,
): Promise<boolean> {
  const { expiryDays } = passwordPolicies[policy.password]
  if (expiryDays === null) return false
  const known = await findPassword(server, userId)
  return known !== null && daysBetween(dayInShanghai(known.setAt.getTime()), server.day()) > expiryDays
}
