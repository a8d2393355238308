import { type AccountPolicy, firstAccountPolicy } from '@zhucan/catalogue'
import type { Database } from '@zhucan/db'
import type { Kysely } from 'kysely'
import type { Ctx, Proposal } from '../platform/index.ts'

/** The rules for log-ins that hold now, and since when; null since the installation began. */
export interface PolicyInForce extends AccountPolicy {
  changedAt: Date | null
}

/** Reads the newest rules; before anybody set any, those an installation begins with. */
export async function readPolicy(here: { db: Kysely<Database>; demo: boolean }): Promise<PolicyInForce> {
  const row = await here.db
    .selectFrom('accountPolicy')
    .select(['value', 'changedAt'])
    .orderBy('changedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { ...policyOf(here.demo, row?.value), changedAt: row?.changedAt ?? null }
}

/** The rules as they were kept, over those an installation begins with. */
export const policyOf = (demo: boolean, kept: unknown): AccountPolicy => ({
  ...firstAccountPolicy(demo),
  ...(kept as Partial<AccountPolicy> | null | undefined),
})

/** Every version of the rules, the newest first. */
export async function listPolicies(ctx: Ctx) {
  return ctx.db
    .selectFrom('accountPolicy')
    .leftJoin('authUser', 'authUser.id', 'accountPolicy.changedBy')
    .leftJoin('proposal', 'proposal.id', 'accountPolicy.proposalId')
    .select(['accountPolicy.id', 'value', 'changedAt', 'accountPolicy.reason', 'authUser.name as changedBy'])
    .select('proposal.decidedByName as confirmedBy')
    .orderBy('changedAt', 'desc')
    .limit(50)
    .execute()
}

/** Sets the rules that one person wanted and another has just agreed to; the earlier ones stay readable. */
export async function insertPolicy(
  ctx: Ctx,
  { id: proposalId, wish, reason, madeBy }: Proposal<AccountPolicy>,
): Promise<void> {
  await ctx.db
    .insertInto('accountPolicy')
    .values({
      ...{ id: ctx.newId(), value: JSON.stringify(wish), changedAt: new Date(ctx.now()) },
      ...{ changedBy: madeBy, reason: reason ?? '', proposalId },
    })
    .execute()
}
