import { z } from '@hono/zod-openapi'
import type { Action } from '@zhucan/catalogue'
import { hideNumbers, problem } from '@zhucan/kernel'
import type { AuditEntry } from './audit.store.ts'
import type { Ctx } from './context.ts'
import { command, type Operation, query } from './operation.ts'
import {
  listProposals,
  type Proposal,
  type ProposalKind,
  settleProposal,
  takeProposal,
} from './proposals.store.ts'
import { requireSecondPerson } from './second-person.ts'

/** One kind of act that takes two people: its rights, what is wanted, and how it is carried out. */
export interface TwoPersonAct<Wish extends z.ZodType> {
  kind: ProposalKind
  path: `/api/v1/${string}-proposals`
  /** What waits, in words for the description of the API. */
  what: string
  rights: { read: Action; ask: Action; confirm: Action }
  wish: Wish
  /** Before anything is looked at: what this kind asks of who decides beside the right. */
  ready?(ctx: Ctx): Promise<void>
  /** Before somebody who is a second person agrees. */
  mayAgree?(ctx: Ctx, wish: z.output<Wish>): void
  carryOut(ctx: Ctx, proposal: Proposal<z.output<Wish>>): Promise<void>
  /** What the audit says when it is done. */
  done(proposal: Proposal<z.output<Wish>>): AuditEntry
}

const id = z.object({ id: z.uuid() })
const note = z.string().trim().min(2).max(500).transform(hideNumbers)
const settled = z.object({ id: z.string(), state: z.string() })
/** The audit of what was decided travels beside the answer, which its schema strips. */
type Settled = z.infer<typeof settled> & { entry?: AuditEntry }

/** What all acts of two people have in common: the list of what waits, the second person's yes or no, and taking one's own back. */
export const proposalOperations = <Wish extends z.ZodType>(act: TwoPersonAct<Wish>): Operation[] => [
  query({
    path: act.path,
    summary: `${act.what} that wait for a second person`,
    right: act.rights.read,
    output: z.array(
      z.object({
        id: z.string(),
        wish: act.wish,
        reason: z.string().nullable(),
        madeBy: z.string(),
        madeAt: z.string(),
        isOwn: z.boolean(),
      }),
    ),
    audit: 'no-personal-data',
    run: async (ctx) =>
      (await listProposals(ctx, act.kind)).map((one) =>
        shownProposal(ctx, { ...one, wish: one.wish as z.input<Wish> }),
      ),
  }),
  command({
    method: 'post',
    path: `${act.path}/{id}/decide`,
    summary: `Agree to, or refuse, what somebody else wants: ${act.what}`,
    right: act.rights.confirm,
    params: id,
    body: z.discriminatedUnion('accept', [
      z.object({ accept: z.literal(true) }),
      z.object({ accept: z.literal(false), note }),
    ]),
    output: settled,
    run: (ctx, { params, body }): Promise<Settled> =>
      decide(ctx, act, params.id, body.accept ? { accept: true } : body),
    audit: (out: Settled) => out.entry ?? { action: 'proposal.confirm' },
  }),
  command({
    method: 'post',
    path: `${act.path}/{id}/withdraw`,
    summary: `Take back what I wanted: ${act.what}`,
    right: act.rights.ask,
    params: id,
    body: z.object({}),
    output: settled,
    async run(ctx, { params }) {
      const { madeBy } = await takeProposal(ctx, act.kind, params.id)
      if (madeBy !== ctx.user.id) throw problem('proposal.nothing-waiting')
      await settleProposal(ctx, params.id, { state: 'withdrawn', note: null })
      return { id: params.id, state: 'withdrawn' }
    },
    audit: (out) => told(act.kind, 'proposal.withdraw', out.id),
  }),
]

/** What waits as it is shown. */
export const shownProposal = <Wish>(ctx: Ctx, { id, wish, reason, ...made }: Proposal<Wish>) => ({
  ...{ id, wish, reason, madeBy: made.madeByName, madeAt: made.madeAt.toISOString() },
  isOwn: made.madeBy === ctx.user.id,
})

const told = (kind: ProposalKind, action: string, subjectId: string): AuditEntry => ({
  ...{ action, subjectKind: 'proposal', subjectId, details: { kind } },
})

async function decide<Wish extends z.ZodType>(
  ctx: Ctx,
  act: TwoPersonAct<Wish>,
  proposalId: string,
  decision: { accept: true } | { accept: false; note: string },
): Promise<Settled> {
  await act.ready?.(ctx)
  const taken = await takeProposal(ctx, act.kind, proposalId)
  const proposal = { ...taken, wish: act.wish.parse(taken.wish) }
  requireSecondPerson(ctx, { id: proposal.madeBy, name: proposal.madeByName })
  if (!decision.accept) {
    await settleProposal(ctx, proposalId, { state: 'refused', note: decision.note })
    const entry = { ...told(act.kind, 'proposal.refuse', proposalId), reason: decision.note }
    return { id: proposalId, state: 'refused', entry }
  }
  act.mayAgree?.(ctx, proposal.wish)
  // Agreed first: the database lets nothing be carried out that nobody agreed to.
  await settleProposal(ctx, proposalId, { state: 'confirmed', note: null })
  await act.carryOut(ctx, proposal)
  return { id: proposalId, state: 'confirmed', entry: act.done(proposal) }
}
