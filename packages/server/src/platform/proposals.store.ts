import type { ProposalTable } from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { Ctx } from './context.ts'
import { personInReach, regionInReach, requireInArea } from './reach.store.ts'
import { decidedNow, tellRefusal } from './second-person.ts'

/** What needs a second person before it is done. */
export type ProposalKind = ProposalTable['kind']

/** Something that waits, or waited, for its second person. */
export interface Proposal<Wish = unknown> {
  id: string
  subject: string
  region: string | null
  pairId: string | null
  wish: Wish
  reason: string | null
  madeBy: string
  madeByName: string
  madeAt: Date
}

/** What is proposed: about one thing, in a region or about a pair of files. */
export type NewProposal<Wish = unknown> = Pick<Proposal<Wish>, 'subject' | 'wish' | 'reason'> &
  ({ region: string } | { pairId: string })

const waiting = (ctx: Ctx, kind: ProposalKind) =>
  ctx.db
    .selectFrom('proposal')
    .select(['id', 'subject', 'region', 'pairId', 'reason', 'madeBy', 'madeByName', 'madeAt', 'wish'])
    .where('kind', '=', kind)
    .where('state', '=', 'waiting')
    .where(inReach(ctx))

/** The first wall: a pair of files is guarded by the people of it, everything else by its region. */
const inReach = (ctx: Ctx) =>
  sql<boolean>`case when proposal.pair_id is null then ${regionInReach(ctx, 'proposal.region')}
    else exists (select 1 from duplicate_pair d join person a on a.id = d.person_a join person b on b.id = d.person_b
      where d.id = proposal.pair_id and ${personInReach(ctx, 'a')} and ${personInReach(ctx, 'b')}) end`

/** What waits of a kind, the oldest first. */
export const listProposals = (ctx: Ctx, kind: ProposalKind): Promise<Proposal[]> =>
  waiting(ctx, kind).orderBy('madeAt').limit(200).execute()

/** The one thing that waits about a subject, or undefined. */
export const findProposal = (ctx: Ctx, kind: ProposalKind, subject: string): Promise<Proposal | undefined> =>
  waiting(ctx, kind).where('subject', '=', subject).executeTakeFirst()

/** Keeps what somebody wants until somebody else has agreed. Problems 'region.out-of-reach', 'proposal.waiting-already'. */
export async function propose(ctx: Ctx, kind: ProposalKind, wanted: NewProposal): Promise<string> {
  if ('region' in wanted) await requireInArea(ctx, wanted.region)
  const id = ctx.newId()
  await ctx.db
    .insertInto('proposal')
    .values({
      region: null,
      pairId: null,
      ...wanted,
      ...{ id, kind, wish: JSON.stringify(wanted.wish), madeAt: new Date(ctx.now()) },
      ...{ madeBy: ctx.user.id, madeByName: ctx.user.name },
    })
    .execute()
    .catch(tellRefusal('proposal_waiting', 'proposal.waiting-already'))
  return id
}

/** What waits, held until the end of the transaction: of two who decide at once the later finds nothing. Problem 'proposal.nothing-waiting'. */
export async function takeProposal(ctx: Ctx, kind: ProposalKind, id: string): Promise<Proposal> {
  const found = await waiting(ctx, kind).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!found) throw problem('proposal.nothing-waiting')
  if (found.region !== null) await requireInArea(ctx, found.region)
  return found
}

/** Writes how it was decided. */
export async function settleProposal(
  ctx: Ctx,
  id: string,
  decision: { state: 'confirmed' | 'refused' | 'withdrawn'; note: string | null },
): Promise<void> {
  await ctx.db
    .updateTable('proposal')
    .set({ ...decision, ...decidedNow(ctx) })
    .where('id', '=', id)
    .execute()
}
