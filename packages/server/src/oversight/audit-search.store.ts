import { auditGroups, nightHours, type SignalCount } from '@zhucan/catalogue'
import { type PlainDate, regionRange } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { reachText } from '../platform/context.ts'
import { readAll } from '../platform/cursor.store.ts'
import { type Ctx, personInReach, personInRegion, regionInReach } from '../platform/index.ts'

/** What the audit can be narrowed by; days are days in Shanghai. */
export interface AuditFilter {
  from: PlainDate
  to: PlainDate
  who?: string | undefined
  group?: keyof typeof auditGroups | undefined
  action?: string | undefined
  region?: string | undefined
  subjectIds?: string[] | undefined
}

/** One entry as it is kept. */
export interface AuditLine {
  id: string
  at: Date
  actorName: string | null
  role: string | null
  action: string
  subjectKind: string | null
  subjectId: string | null
  fields: string[]
  details: Record<string, unknown>
  reason: string | null
  officeName: string | null
}

const startOf = (day: PlainDate) => sql`(${day}::date::timestamp at time zone 'Asia/Shanghai')`

const officesWhere = (clause: RawBuilder<SqlBool>) =>
  sql`(select a.user_id from appointment a join organisation o on o.id = a.organisation_id where ${clause})`

const officesInReach = (ctx: Ctx) => officesWhere(sql`${regionInReach(ctx, 'o.region')}`)

const begins = (day: string) => sql`day_begins(${sql.ref(day)})`

/** Whether an office was held when an entry was made. */
const isThen = sql<SqlBool>`(entry.at >= ${begins('a.from_day')} and (a.until_day is null or entry.at < ${begins('a.until_day')}))`

/**
 * What was done from offices of a place. An entry that names no office goes by who held what on its day; most people never worked
 * elsewhere, and of them no days are asked.
 */
const doneFrom = (place: RawBuilder<SqlBool>): RawBuilder<SqlBool> =>
  sql`(entry.organisation_id in (select o.id from organisation o where ${place}) or entry.organisation_id is null
    and entry.actor_id in ${officesWhere(place)} and (entry.actor_id not in ${officesWhere(sql`not (${place})`)}
    or exists (select 1 from appointment a join organisation o on o.id = a.organisation_id
      where a.user_id = entry.actor_id and (${place}) and ${isThen})))`

const doneInReach = (ctx: Ctx) => doneFrom(sql`${regionInReach(ctx, 'o.region')}`)

const people = (clause: RawBuilder<SqlBool>) =>
  sql`(entry.subject_kind = 'person' and exists (select 1 from person p where p.id = entry.subject_id and ${clause}))`

/**
 * What nobody, the system or the operator did: told to whom it is about, and to everybody where it is about the installation.
 * A log-in tried under no known name may have been meant anywhere, and what is gone lay anywhere; both are the top's.
 */
const nobodys = (ctx: Ctx) => sql`((entry.actor_id is null or entry.actor_id in ('system', 'operator'))
  and case when entry.subject_kind = 'person' then false
    when entry.subject_kind is null or entry.subject_kind = 'backup' then true
    when entry.subject_kind = 'user' then coalesce(entry.subject_id::text in ${officesInReach(ctx)}, ${isTop(ctx)})
    when entry.subject_kind = 'organisation' then entry.subject_id in (select o.id from organisation o where ${regionInReach(ctx, 'o.region')})
    else coalesce(${placeInReach(ctx)}, ${isTop(ctx)}) end)`

const placeInReach = (ctx: Ctx) =>
  ctx.walls.application
    ? sql`audit_place(entry.subject_kind, entry.subject_id) <@ ${reachText(ctx.user.reach)}::codemultirange`
    : sql`true`

const isTop = (ctx: Ctx) =>
  ctx.walls.application
    ? sql`(select not exists (select 1 from organisation o where not o.reach <@ ${reachText(ctx.user.reach)}::codemultirange))`
    : sql`true`

/**
 * An auditor sees the acts of the offices in reach, looks at people in reach whoever looked, and what was done by nobody's hand
 * about either.
 */
export const auditInReach = (ctx: Ctx): RawBuilder<SqlBool> =>
  ctx.walls.application
    ? sql`(${doneInReach(ctx)} or ${people(personInReach(ctx, 'p'))} or ${nobodys(ctx)})`
    : sql`true`

function inRegion(region: string): RawBuilder<SqlBool> {
  const { lo, hi } = regionRange(region)
  return sql`(${doneFrom(sql`o.region >= ${lo} and o.region < ${hi}`)} or ${people(personInRegion(region, 'p'))})`
}

function where(ctx: Ctx, filter: AuditFilter): RawBuilder<SqlBool> {
  const clauses: RawBuilder<SqlBool>[] = [
    sql`entry.at >= ${startOf(filter.from)} and entry.at < ${startOf(filter.to)} + interval '1 day'`,
    auditInReach(ctx),
  ]
  if (filter.who) clauses.push(sql`entry.actor_name = ${filter.who}`)
  if (filter.group) clauses.push(sql`entry.action = any(${[...auditGroups[filter.group].actions]}::text[])`)
  if (filter.action) clauses.push(sql`entry.action = ${filter.action}`)
  if (filter.subjectIds) clauses.push(sql`entry.subject_id = any(${filter.subjectIds}::uuid[])`)
  if (filter.region) clauses.push(inRegion(filter.region))
  return sql.join(clauses, sql` and `)
}

/** The office that was held then comes first; for one who held none, the latest. */
const officeOfThen = sql`(a.organisation_id = entry.organisation_id) is true desc, ${isThen} desc, a.from_day desc, a.created_at desc`

const columns = sql`entry.id, entry.at, entry.actor_name, entry.role, entry.action, entry.subject_kind, entry.subject_id,
  entry.fields, entry.details, entry.reason,
  case when entry.organisation_id is null
    then (select o.name from appointment a join organisation o on o.id = a.organisation_id where a.user_id = entry.actor_id
      order by ${officeOfThen} limit 1)
    else (select o.name from organisation o where o.id = entry.organisation_id) end as office_name`

/** One page of entries, the newest first; one more than asked says whether there are others. */
export async function searchAudit(
  ctx: Ctx,
  filter: AuditFilter,
  page: { offset: number; limit: number },
): Promise<{ rows: AuditLine[]; hasMore: boolean }> {
  const found = await sql<AuditLine>`select ${columns} from audit entry where ${where(ctx, filter)}
    order by entry.at desc, entry.id desc limit ${page.limit + 1} offset ${page.offset}`.execute(ctx.db)
  return { rows: found.rows.slice(0, page.limit), hasMore: found.rows.length > page.limit }
}

/** How many entries a filter finds. */
export async function countAudit(ctx: Ctx, filter: AuditFilter): Promise<number> {
  const found = await sql<{
    count: bigint
  }>`select count(*) as count from audit entry where ${where(ctx, filter)}`.execute(ctx.db)
  return Number(found.rows[0]?.count ?? 0)
}

/** All entries of a filter, the newest first. */
export const readAudit = (ctx: Ctx, filter: AuditFilter): AsyncGenerator<AuditLine> =>
  readAll(
    ctx,
    sql<AuditLine>`select ${columns} from audit entry where ${where(ctx, filter)} order by entry.at desc, entry.id desc`,
  )

/** One user's day in counts. */
export type UserDay = { actorId: string; actorName: string; role: string | null; day: PlainDate } & Record<
  SignalCount,
  number
>

/** Digits of a region code that say where it is; its other digits are zeros. */
const place = sql`left(o.region, case when right(o.region, 10) = '0000000000' then 2 when right(o.region, 8) = '00000000' then 4
  when right(o.region, 6) = '000000' then 6 when right(o.region, 3) = '000' then 9 else 12 end)`

const outsideOffice = sql`(select not (starts_with(p.hukou_region, ${place}) or starts_with(p.residence_region, ${place}))
  from person p, appointment a join organisation o on o.id = a.organisation_id
  where p.id = entry.subject_id and a.user_id = entry.actor_id order by ${officeOfThen} limit 1)`

/** What each user did on each day, as counts that the simple rules are held against. */
export async function countUserDays(ctx: Ctx, span: { from: PlainDate; to: PlainDate }): Promise<UserDay[]> {
  const hour = sql`extract(hour from entry.at at time zone 'Asia/Shanghai')`
  const isNight = sql`(${hour} >= ${sql.lit(nightHours.from)} or ${hour} < ${sql.lit(nightHours.until)})`
  const counts =
    await sql<UserDay>`select entry.actor_id, max(entry.actor_name) as actor_name, max(entry.role) as role,
      (entry.at at time zone 'Asia/Shanghai')::date::text as day,
      (count(*) filter (where entry.action = 'person.reveal'))::int as "reveals",
      (count(*) filter (where entry.action in ('person.read', 'person.reveal', 'glass.read') and ${isNight}))::int as "night",
      (count(*) filter (where entry.action = 'person.read' and ${outsideOffice}))::int as "elsewhere",
      (count(*) filter (where entry.action in ('export.download', 'import.download-faults')))::int as "files",
      (count(*) filter (where entry.action = 'person.find-by-number' and entry.details ->> 'found' = '0'))::int as "look-up-misses",
      (count(*) filter (where entry.action = 'export.refused'))::int as "refusals",
      (count(*) filter (where entry.action = 'glass.open'))::int as "glass"
    from audit entry
    where ${doneInReach(ctx)}
      and entry.at >= ${startOf(span.from)} and entry.at < ${startOf(span.to)} + interval '1 day'
    group by entry.actor_id, 4 order by 4 desc, 2`.execute(ctx.db)
  return counts.rows
}

/** Where the chain stands: its last link, the entries behind it, and the last time it was recomputed. */
export async function readChain(ctx: Ctx) {
  const last = await ctx.db
    .selectFrom('auditChain')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const tail = await sql<{ count: bigint }>`select entries as count
    from audit_tail(coalesce(${last?.sealedAt ?? null}::timestamptz, '-infinity') - interval '1 hour')`.execute(
    ctx.db,
  )
  const check = await ctx.db
    .selectFrom('auditCheck')
    .selectAll()
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    sealed: Number(last?.seq ?? 0n),
    sealedAt: last?.sealedAt.toISOString() ?? null,
    head: last?.chainHash.toString('hex') ?? '',
    unsealed: Number(tail.rows[0]?.count ?? 0),
    check: check
      ? {
          at: check.at.toISOString(),
          sealed: Number(check.sealed),
          head: check.head,
          faults: check.faults as { seq: string; what: string }[],
        }
      : null,
  }
}
