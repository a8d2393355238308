import type { OfficeHolderTable } from '@zhucan/db'
import { problem, regionRange } from '@zhucan/kernel'
import { type Selectable, sql } from 'kysely'
import { type Ctx, regionInArea, regionInReach, requireInArea, tellRefusal } from '../platform/index.ts'
import { placesUpwards } from './duties.store.ts'

type Kind = 'federation' | 'member-department' | 'village-association' | 'service'
/** One office holder as kept. */
export type Holder = Selectable<OfficeHolderTable>

const contextOf = (id: string): string => `office-holder:${id}`

/** The organisations of a place that are not village associations: federations and member departments. */
export async function listOffices(ctx: Ctx, kind?: Kind) {
  return ctx.db
    .selectFrom('organisation')
    .leftJoin('organisationProfile as p', 'p.organisationId', 'organisation.id')
    .leftJoin('region', 'region.code', 'organisation.region')
    .select([
      'organisation.id',
      'organisation.name',
      'organisation.kind',
      'organisation.parentId',
      'organisation.region',
      'region.name as regionName',
      'p.department',
    ])
    .where(regionInReach(ctx, 'organisation.region'))
    .where(regionInArea('organisation.region'))
    .where('organisation.kind', kind ? '=' : '<>', kind ?? 'village-association')
    .where(sql<boolean>`(p.until_day is null or p.until_day >= ${ctx.day()}::date)`)
    .orderBy('organisation.region')
    .orderBy('organisation.kind')
    .orderBy('organisation.name')
    .limit(2_000)
    .execute()
}

/** One organisation in reach with its profile. Problem 'organisation.not-found'. */
export async function getOrganisation(ctx: Ctx, id: string) {
  const found = await ctx.db
    .selectFrom('organisation')
    .leftJoin('organisationProfile as p', 'p.organisationId', 'organisation.id')
    .leftJoin('region', 'region.code', 'organisation.region')
    .select([
      'organisation.id',
      'organisation.name',
      'organisation.kind',
      'organisation.region',
      'region.name as regionName',
      'p.department',
      'p.address',
      'p.fromDay',
      'p.untilDay',
    ])
    .where('organisation.id', '=', id)
    .where(regionInReach(ctx, 'organisation.region'))
    .where(regionInArea('organisation.region'))
    .executeTakeFirst()
  if (!found) throw problem('organisation.not-found')
  return found
}

/** Everybody who ever held a post there, those in office first. */
export const listHolders = (ctx: Ctx, organisationId: string): Promise<Holder[]> =>
  ctx.db
    .selectFrom('officeHolder')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where(regionInReach(ctx, 'region'))
    .orderBy(sql`until_day is not null`)
    .orderBy('fromDay', 'desc')
    .orderBy('name')
    .execute()

/** What the directory said of it before. */
export const listChanges = (ctx: Ctx, organisationId: string) =>
  ctx.db
    .selectFrom('directoryChange')
    .select(['id', 'what', 'said', 'day', 'at', 'byName'])
    .where('organisationId', '=', organisationId)
    .where(regionInReach(ctx, 'region'))
    .orderBy('at', 'desc')
    .limit(100)
    .execute()

/** Makes an organisation with its profile. */
export async function insertOffice(
  ctx: Ctx,
  office: { name: string; kind: Kind; region: string; department?: string | null; fromDay?: string },
): Promise<string> {
  await requireInArea(ctx, office.region)
  const id = ctx.newId()
  const { lo, hi } = regionRange(office.region)
  await ctx.db
    .insertInto('organisation')
    .values({
      id,
      name: office.name,
      kind: office.kind,
      parentId: await parentOf(ctx, office),
      region: office.region,
      reach: sql`codemultirange(coderange(${lo}, ${hi}))`,
    })
    .execute()
    .catch(tellRefusal('organisation_once', 'organisation.exists'))
  await insertProfile(ctx, id, office)
  return id
}

/** The federation a new organisation stands under: that of its own place, for a federation that of the nearest place above. */
async function parentOf(ctx: Ctx, { kind, region }: { kind: Kind; region: string }): Promise<string | null> {
  const above = placesUpwards(region).slice(kind === 'federation' ? 1 : 0)
  const found = await ctx.db
    .selectFrom('organisation')
    .select(['id', 'region'])
    .where('kind', '=', 'federation')
    .where('region', 'in', above.length > 0 ? above : [''])
    .execute()
  return above.map((place) => found.find((one) => one.region === place)?.id).find((one) => one) ?? null
}

async function insertProfile(
  ctx: Ctx,
  organisationId: string,
  office: { region: string; department?: string | null; fromDay?: string },
): Promise<void> {
  await ctx.db
    .insertInto('organisationProfile')
    .values({
      organisationId,
      region: office.region,
      department: office.department ?? null,
      address: null,
      sealed: null,
      fromDay: office.fromDay ?? ctx.day(),
      untilDay: null,
      updatedAt: new Date(ctx.now()),
      updatedBy: ctx.user.id,
    })
    .execute()
}

/** The association of a village, if it is recorded. */
export async function findAssociation(
  ctx: Ctx,
  region: string,
): Promise<{ id: string; name: string } | null> {
  const row = await ctx.db
    .selectFrom('organisation')
    .innerJoin('organisationProfile as p', 'p.organisationId', 'organisation.id')
    .select(['organisation.id', 'organisation.name'])
    .where('organisation.kind', '=', 'village-association')
    .where('organisation.region', '=', region)
    .where(regionInReach(ctx, 'organisation.region'))
    .where(regionInArea('organisation.region'))
    .executeTakeFirst()
  return row ?? null
}

/** Changes the name, address or end of an organisation, and keeps what was said before. */
export async function updateOffice(
  ctx: Ctx,
  id: string,
  change: { name: string; address: string | null; untilDay: string | null },
): Promise<string[]> {
  const before = await getOrganisation(ctx, id)
  await requireInArea(ctx, before.region)
  if (!before.fromDay) await insertProfile(ctx, id, { region: before.region, department: before.department })
  const fields = (['name', 'address', 'untilDay'] as const).filter((f) => before[f] !== change[f])
  if (fields.length === 0) return []
  await recordChange(ctx, before, 'organisation', Object.fromEntries(fields.map((f) => [f, before[f]])))
  await ctx.db.updateTable('organisation').set({ name: change.name }).where('id', '=', id).execute()
  await ctx.db
    .updateTable('organisationProfile')
    .set({
      address: change.address,
      untilDay: change.untilDay,
      updatedAt: new Date(ctx.now()),
      updatedBy: ctx.user.id,
    })
    .where('organisationId', '=', id)
    .execute()
  return [...fields]
}

/** Keeps what the directory said until now. */
export async function recordChange(
  ctx: Ctx,
  organisation: { id: string; region: string },
  what: string,
  said: Record<string, unknown>,
): Promise<void> {
  await ctx.db
    .insertInto('directoryChange')
    .values({
      id: ctx.newId(),
      organisationId: organisation.id,
      region: organisation.region,
      what,
      said: JSON.stringify(said),
      day: ctx.day(),
      at: new Date(ctx.now()),
      byName: ctx.user.name,
    })
    .execute()
}

/** A term as it is recorded. */
export interface NewTerm {
  post: Holder['post']
  name: string
  sex?: 'male' | 'female' | null
  phone?: string | null
  paySource?: string | null
  isCertificateHolder?: boolean | null
  fromDay: string
  untilDay?: string | null
}

/** Records a term; a place has one chair at a time. Problems 'organisation.term-overlap', 'organisation.term-days'. */
export async function insertTerm(
  ctx: Ctx,
  organisation: { id: string; region: string },
  term: NewTerm,
): Promise<string> {
  await requireInArea(ctx, organisation.region)
  const untilDay = term.untilDay ?? null
  if (untilDay !== null && untilDay < term.fromDay) throw problem('organisation.term-days')
  if (await overlaps(ctx, organisation.id, term)) throw problem('organisation.term-overlap')
  const id = ctx.newId()
  await ctx.db
    .insertInto('officeHolder')
    .values({
      id,
      organisationId: organisation.id,
      region: organisation.region,
      post: term.post,
      name: term.name,
      sex: term.sex ?? null,
      sealed: term.phone ? sealPhone(ctx, id, term.phone) : null,
      paySource: term.paySource ?? null,
      isCertificateHolder: term.isCertificateHolder ?? null,
      fromDay: term.fromDay,
      untilDay,
      recordedAt: new Date(ctx.now()),
      recordedBy: ctx.user.id,
    })
    .execute()
  return id
}

/** The same person twice in a post, or two chairs at a time. */
async function overlaps(ctx: Ctx, organisationId: string, term: NewTerm): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('officeHolder')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('post', '=', term.post)
    .$if(term.post !== 'chair', (q) => q.where('name', '=', term.name))
    .where(sql<boolean>`(until_day is null or until_day >= ${term.fromDay}::date)`)
    .where(sql<boolean>`from_day <= coalesce(${term.untilDay ?? null}::date, 'infinity')`)
    .executeTakeFirst()
  return row !== undefined
}

/** Ends a term; who held it stays in the history. Problems 'organisation.not-found', 'organisation.term-days'. */
export async function endTerm(ctx: Ctx, id: string, untilDay: string): Promise<{ organisationId: string }> {
  const term = await getHolder(ctx, id)
  if (untilDay < term.fromDay) throw problem('organisation.term-days')
  await ctx.db.updateTable('officeHolder').set({ untilDay }).where('id', '=', id).execute()
  return term
}

/** One office holder in reach. */
export async function getHolder(ctx: Ctx, id: string): Promise<Holder> {
  const term = await ctx.db
    .selectFrom('officeHolder')
    .selectAll()
    .where('id', '=', id)
    .where(regionInReach(ctx, 'region'))
    .executeTakeFirst()
  if (!term) throw problem('organisation.not-found')
  return term
}

/** The telephone number of an office holder as it is kept. */
export const sealPhone = (ctx: Ctx, holderId: string, phone: string): Buffer =>
  ctx.keyring.seal(phone, contextOf(holderId))

/** The telephone number of an office holder, or null. */
export const openPhone = (ctx: Ctx, holder: { id: string; sealed: Buffer | null }): string | null =>
  holder.sealed ? ctx.keyring.openText(holder.sealed, contextOf(holder.id)) : null

/** Sets the telephone number of a term. */
export async function setPhone(ctx: Ctx, id: string, phone: string): Promise<void> {
  await ctx.db
    .updateTable('officeHolder')
    .set({ sealed: sealPhone(ctx, id, phone) })
    .where('id', '=', id)
    .execute()
}

/** Who holds posts in the associations of villages today, for the check of a workbook. */
export async function loadInOffice(ctx: Ctx): Promise<(Holder & { organisationRegion: string })[]> {
  return ctx.db
    .selectFrom('officeHolder')
    .innerJoin('organisation', 'organisation.id', 'officeHolder.organisationId')
    .selectAll('officeHolder')
    .select('organisation.region as organisationRegion')
    .where('organisation.kind', '=', 'village-association')
    .where(regionInReach(ctx, 'officeHolder.region'))
    .where(sql<boolean>`(office_holder.until_day is null or office_holder.until_day >= ${ctx.day()}::date)`)
    .execute()
}

/** Townships and villages in reach, for finding the place a row means. */
export async function loadPlaces(ctx: Ctx): Promise<{ code: string; name: string; level: number }[]> {
  return ctx.db
    .selectFrom('region')
    .select(['code', 'name', 'level'])
    .where('level', 'in', [4, 5])
    .where('endedOn', 'is', null)
    .where(regionInReach(ctx, 'code'))
    .execute()
}
