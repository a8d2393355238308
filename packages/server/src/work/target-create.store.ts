import type { TargetForm } from '@zhucan/catalogue'
import { regionLevel } from '@zhucan/kernel'
import { type Ctx, regionInReach } from '../platform/index.ts'
import type { WorkClause } from './work-shapes.ts'

/** A root that is about to be written. */
export interface NewRoot {
  indicator: string
  form: TargetForm
  value: string | null
  decimals: number
  unit: string
  periodFrom: string
  periodTo: string
  clause: WorkClause | null
  organisationId: string | null
  actId: string
}

/** Writes a root as a draft of the user's office, with the first line of its history. */
export async function insertRoot(ctx: Ctx, { clause, actId, ...root }: NewRoot): Promise<string> {
  const id = ctx.newId()
  const { region } = ctx.user
  await ctx.db
    .insertInto('target')
    .values({
      ...root,
      ...{ id, rootId: id, parentId: null, region, level: regionLevel(region) },
      clauseId: clause?.id ?? null,
      noticeId: clause?.noticeId ?? null,
      noticeItemId: clause?.noticeItemId ?? null,
      carriedBy: 'own',
      splitBy: null,
      state: 'draft',
      ...{ receiveBy: null, reportBy: null, reportedOn: null, remindedOn: null },
      since: ctx.day(),
      until: null,
      createdAt: new Date(ctx.now()),
    })
    .execute()
  await ctx.db
    .insertInto('targetEvent')
    .values({
      ...{ targetId: id, version: 1, actId, region },
      ...{ fromState: null, toState: 'draft', fromValue: null, toValue: root.value },
    })
    .execute()
  return id
}

/** The live root that an item of a notice was made into for an indicator, if there is one. */
export async function findRootOfItem(
  ctx: Ctx,
  noticeItemId: string,
  indicator: string,
): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('target')
    .select('id')
    .where('noticeItemId', '=', noticeItemId)
    .where('indicator', '=', indicator)
    .where('state', '<>', 'withdrawn')
    .where(regionInReach(ctx, 'target.region'))
    .executeTakeFirst()
  return row?.id
}
