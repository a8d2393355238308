import { needsSecondFactor, type Role } from '@zhucan/catalogue'
import type { SessionStage } from '@zhucan/db'
import { addDays, dayInShanghai, type PlainDate, problem } from '@zhucan/kernel'
import type { Server } from '../platform/index.ts'
import { type PolicyInForce, readPolicy } from './account-policy.store.ts'
import { listAppointments } from './appointments.store.ts'
import { isPasswordExpired } from './passwords.ts'
import { listFactors } from './second-factors.store.ts'
import { findGraceStart } from './users.store.ts'

type Here = Pick<Server, 'db' | 'now' | 'day' | 'demo'>

/** What has been shown so far in this log-in. */
export interface Shown {
  factor: boolean
}

/**
 * What a log-in has to do next before it is open. Problem 'access.second-factor-overdue' where the days to set one up have run
 * out: a stolen password alone must not be able to set one up later.
 */
export async function nextStep(server: Here, userId: string, shown: Shown): Promise<SessionStage> {
  const factors = await listFactors(server, userId)
  if (factors.length > 0 && !shown.factor) return 'second-factor'
  const policy = await readPolicy(server)
  if (await isPasswordExpired(server, userId, policy)) return 'password'
  if (factors.length > 0) return 'open'
  const due = await factorDue(server, userId, policy)
  if (due === null || due > server.day()) return 'open'
  if (due < server.day()) throw problem('access.second-factor-overdue')
  return 'enrol'
}

/** The last day on which a second factor may be set up; null where none is demanded. */
export async function factorDue(
  server: Here,
  userId: string,
  policy: PolicyInForce,
): Promise<PlainDate | null> {
  const held = await listAppointments(server, userId)
  const isDemanded = held.some((one) => one.isInForce && needsSecondFactor(policy, one.role as Role))
  if (!isDemanded) return null
  const from = Math.max(await findGraceStart(server, userId), policy.changedAt?.getTime() ?? 0)
  return addDays(dayInShanghai(from), policy.graceDays)
}
