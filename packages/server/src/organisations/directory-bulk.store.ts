import { problem, regionRange } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInArea, regionInReach, requireInReach, tellRefusal } from '../platform/index.ts'
import { placesUpwards } from './duties.store.ts'
import { type NewTerm, sealPhone } from './organisations.store.ts'

/** Rows of one statement: a few thousand values, far from what the database takes at most. */
const atOnce = 500

/** The associations of villages in reach, by their village. */
export async function loadAssociations(ctx: Ctx): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('organisation')
    .innerJoin('organisationProfile as p', 'p.organisationId', 'organisation.id')
    .select(['organisation.id', 'organisation.region'])
    .where('organisation.kind', '=', 'village-association')
    .where(regionInReach(ctx, 'organisation.region'))
    .where(regionInArea('organisation.region'))
    .execute()
  return new Map(rows.map(({ id, region }) => [region, id]))
}

/** Makes the associations of villages that have none, with their profiles; gives their ids by village. */
export async function insertAssociations(
  ctx: Ctx,
  villages: readonly { readonly region: string; readonly name: string }[],
): Promise<Map<string, string>> {
  await requireAllInArea(
    ctx,
    villages.map(({ region }) => region),
  )
  const parentOf = await loadParents(
    ctx,
    villages.map(({ region }) => region),
  )
  const made = villages.map((village) => ({ id: ctx.newId(), ...village }))
  for (const part of partsOf(made)) {
    await ctx.db
      .insertInto('organisation')
      .values(part.map((one) => organisationOf(one, parentOf(one.region))))
      .execute()
      .catch(tellRefusal('organisation_once', 'organisation.exists'))
    await ctx.db
      .insertInto('organisationProfile')
      .values(part.map((one) => profileOf(ctx, one)))
      .execute()
  }
  return new Map(made.map(({ id, region }) => [region, id]))
}

/** The first terms of associations that were just made. Problem 'organisation.term-overlap' for somebody named twice. */
export async function insertFirstTerms(
  ctx: Ctx,
  terms: readonly (NewTerm & { readonly organisationId: string; readonly region: string })[],
): Promise<void> {
  const posts = terms.map(
    ({ organisationId, post, name }) => `${organisationId} ${post} ${post === 'chair' ? '' : name}`,
  )
  if (new Set(posts).size < posts.length) throw problem('organisation.term-overlap')
  for (const part of partsOf(terms)) {
    await ctx.db
      .insertInto('officeHolder')
      .values(part.map((term) => holderOf(ctx, term)))
      .execute()
  }
}

function* partsOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += atOnce) yield rows.slice(at, at + atOnce)
}

/** The first wall for writing to many places. Problem 'region.out-of-reach'. */
async function requireAllInArea(ctx: Ctx, regions: readonly string[]): Promise<void> {
  for (const region of regions) requireInReach(ctx, region)
  const { rows } = await sql`
    select 1 from unnest(${[...regions]}::text[]) as place where not place <@ app_reach() limit 1`.execute(
    ctx.db,
  )
  if (rows.length > 0) throw problem('region.out-of-reach')
}

/** The federation each place stands under: the nearest one upwards. */
async function loadParents(ctx: Ctx, regions: readonly string[]): Promise<(region: string) => string | null> {
  const places = [...new Set(regions.flatMap(placesUpwards))]
  const found = await ctx.db
    .selectFrom('organisation')
    .select(['id', 'region'])
    .where('kind', '=', 'federation')
    .where(sql<boolean>`region = any(${places}::text[])`)
    .execute()
  const federations = new Map(found.map(({ id, region }) => [region, id]))
  return (region) =>
    placesUpwards(region)
      .map((place) => federations.get(place))
      .find((id) => id !== undefined) ?? null
}

interface Association {
  readonly id: string
  readonly region: string
  readonly name: string
}

function organisationOf({ id, name, region }: Association, parentId: string | null) {
  const { lo, hi } = regionRange(region)
  const reach = sql<string>`codemultirange(coderange(${lo}, ${hi}))`
  return { id, name, kind: 'village-association' as const, parentId, region, reach }
}

const profileOf = (ctx: Ctx, { id, region }: Association) => ({
  ...{ organisationId: id, region, department: null, address: null, sealed: null },
  ...{ fromDay: ctx.day(), untilDay: null, updatedAt: new Date(ctx.now()), updatedBy: ctx.user.id },
})

function holderOf(ctx: Ctx, term: NewTerm & { readonly organisationId: string; readonly region: string }) {
  const id = ctx.newId()
  const { organisationId, region, post, name, fromDay } = term
  return {
    ...{ id, organisationId, region, post, name, fromDay },
    sex: term.sex ?? null,
    sealed: term.phone ? sealPhone(ctx, id, term.phone) : null,
    paySource: term.paySource ?? null,
    isCertificateHolder: term.isCertificateHolder ?? null,
    untilDay: null,
    recordedAt: new Date(ctx.now()),
    recordedBy: ctx.user.id,
  }
}
