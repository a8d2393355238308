import { z } from '@hono/zod-openapi'
import { type ExportPolicyName, exportPolicyLabels, isRaise, isRole } from '@zhucan/catalogue'
import { isPlainDate, isRegionCode, problem } from '@zhucan/kernel'
import { type Ctx, proposalOperations, propose } from '../platform/index.ts'
import { amountsOf, insertPolicy, type NewBudget } from './requests.store.ts'

const names = Object.keys(exportPolicyLabels) as [ExportPolicyName, ...ExportPolicyName[]]

/** An amount for a role and a place from a day on. */
export const budget = z.object({
  role: z.string().refine(isRole),
  name: z.enum(names),
  region: z.string().refine(isRegionCode),
  fromDay: z.string().refine(isPlainDate),
  amount: z.number().int().min(0).max(10_000_000),
  basis: z.string().trim().min(2).max(200),
})

/** Sets an amount that lets no more out than before; a larger one is kept until a second person has agreed. */
export async function setBudget(ctx: Ctx, wanted: NewBudget): Promise<{ done: boolean; waits: boolean }> {
  if (!isRaise(wanted, await amountsOf(ctx, wanted))) {
    await insertPolicy(ctx, wanted)
    return { done: true, waits: false }
  }
  const { role, name, region, fromDay, basis: reason } = wanted
  const subject = [role, name, region, fromDay].join(' ')
  await propose(ctx, 'export-budget', { subject, region, wish: wanted, reason })
  return { done: false, waits: true }
}

/** Larger budgets that wait for their second person. */
export const budgetProposals = proposalOperations({
  kind: 'export-budget',
  path: '/api/v1/export-budget-proposals',
  what: 'larger budgets for exports',
  rights: { read: 'export.budgets', ask: 'export.policy', confirm: 'export.raise' },
  wish: budget,
  mayAgree(ctx, { role }) {
    if (role === ctx.user.role) throw problem('export.own-budget')
  },
  carryOut: (ctx, { id: proposalId, madeBy: setBy, wish }) => insertPolicy(ctx, wish, { proposalId, setBy }),
  done: ({ id: subjectId, wish, madeBy }) => ({
    ...{ action: 'export.raise', subjectKind: 'proposal', subjectId, details: { ...wish, madeBy } },
  }),
})
