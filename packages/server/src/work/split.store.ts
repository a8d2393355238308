import type { TargetCarrier } from '@zhucan/catalogue'
import { sql } from 'kysely'
import { type Ctx, regionInArea, regionInReach } from '../platform/index.ts'
import type { PlannedShare } from './cascade.store.ts'

/** A share as a preview shows it. */
export interface ShownShare extends PlannedShare {
  name: string
}

/** An organisation that may carry a share beside the regions below. */
export interface Sharer {
  id: string
  name: string
  carriedBy: Exclude<TargetCarrier, 'lower'>
}

/** The user's own office, member departments and affiliated institutions of a region. */
export async function findSharers(ctx: Ctx, region: string): Promise<Sharer[]> {
  const rows = await ctx.db
    .selectFrom('organisation')
    .select(['id', 'name', 'kind'])
    .where('region', '=', region)
    .where((eb) =>
      eb.or([
        eb('id', '=', ctx.user.organisationId),
        eb('kind', 'in', ['member-department' as const, 'service' as const]),
      ]),
    )
    .where(regionInReach(ctx, 'organisation.region'))
    .where(regionInArea('organisation.region'))
    .orderBy('kind')
    .orderBy('name')
    .execute()
  return rows.map(({ id, name, kind }) => ({
    ...{ id, name },
    carriedBy: id === ctx.user.organisationId ? 'own' : kind === 'service' ? 'affiliated' : 'department',
  }))
}

/** The live shares of a piece. */
export async function listLiveParts(
  ctx: Ctx,
  parentId: string,
): Promise<{ id: string; region: string; organisationId: string | null; value: string | null }[]> {
  const { rows } = await sql<{
    id: string
    region: string
    organisationId: string | null
    value: string | null
  }>`
    select id, region, organisation_id, trim_scale(value)::text as value from target
    where parent_id = ${parentId} and state <> 'withdrawn' and ${regionInReach(ctx, 'target.region')}
    order by region, organisation_id for update`.execute(ctx.db)
  return rows
}

/** Planned shares with the names of who gets them. */
export async function describeShares(ctx: Ctx, shares: readonly PlannedShare[]): Promise<ShownShare[]> {
  const codes = [...new Set(shares.map(({ region }) => region))]
  const ids = shares.flatMap(({ organisationId }) => organisationId ?? [])
  const [regions, offices] = await Promise.all([
    codes.length === 0
      ? []
      : ctx.db.selectFrom('region').select(['code', 'name']).where('code', 'in', codes).execute(),
    ids.length === 0
      ? []
      : ctx.db.selectFrom('organisation').select(['id', 'name']).where('id', 'in', ids).execute(),
  ])
  const names = new Map([
    ...regions.map(({ code, name }) => [code, name] as const),
    ...offices.map(({ id, name }) => [id, name] as const),
  ])
  return shares.map((share) => ({
    ...share,
    name: names.get(share.organisationId ?? share.region) ?? share.region,
  }))
}
