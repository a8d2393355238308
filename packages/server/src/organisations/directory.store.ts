import { regionRange } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { readAll } from '../platform/cursor.store.ts'
import { type Ctx, regionInReach } from '../platform/index.ts'

/** What the list of village associations can be narrowed by. */
export interface DirectoryFilter {
  region?: string | undefined
  /** Part of the name of the village, the association or somebody in it. */
  q?: string | undefined
  lack?: 'chair' | 'commissioner' | undefined
}

interface Holder {
  id: string
  name: string
  sex: string | null
  fromDay: string
  paySource: string | null
  isCertificateHolder: boolean | null
  hasPhone: boolean
}

/** One village association with who holds its posts today. */
export interface AssociationLine {
  id: string
  name: string
  region: string
  regionName: string | null
  townshipName: string | null
  chair: Holder | null
  commissioners: Holder[]
}

const inForce = (ctx: Ctx) =>
  sql`h.from_day <= ${ctx.day()}::date and (h.until_day is null or h.until_day >= ${ctx.day()}::date)`

const holds = (ctx: Ctx, post: string): RawBuilder<SqlBool> =>
  sql`exists (select 1 from office_holder h where h.organisation_id = o.id and h.post = ${post}
    and ${inForce(ctx)} and ${regionInReach(ctx, 'h.region')})`

const within = (column: string, region: string): RawBuilder<SqlBool> => {
  const { lo, hi } = regionRange(region)
  return sql`(${sql.ref(column)} >= ${lo} and ${sql.ref(column)} < ${hi})`
}

function where(ctx: Ctx, { region, q, lack }: DirectoryFilter): RawBuilder<SqlBool> {
  const clauses: RawBuilder<SqlBool>[] = [
    sql`o.kind = 'village-association'`,
    regionInReach(ctx, 'o.region'),
    sql`(p.until_day is null or p.until_day >= ${ctx.day()}::date)`,
  ]
  if (region) clauses.push(within('o.region', region))
  if (lack) clauses.push(sql`not ${holds(ctx, lack)}`)
  if (q) {
    const pattern = `%${q.replaceAll(/[%_\\]/g, '\\$&')}%`
    clauses.push(sql`(o.name like ${pattern} or r.name like ${pattern} or exists (select 1 from office_holder h
      where h.organisation_id = o.id and h.name like ${pattern} and ${inForce(ctx)} and ${regionInReach(ctx, 'h.region')}))`)
  }
  return sql.join(clauses, sql` and `)
}

const from = sql`from organisation o join organisation_profile p on p.organisation_id = o.id
  left join region r on r.code = o.region`

const holdersOf = (
  ctx: Ctx,
) => sql`(select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'post', h.post, 'name', h.name,
    'sex', h.sex, 'fromDay', h.from_day, 'paySource', h.pay_source, 'isCertificateHolder', h.is_certificate_holder,
    'hasPhone', h.sealed is not null) order by h.from_day, h.name), '[]') from office_holder h
  where h.organisation_id = o.id and ${inForce(ctx)} and ${regionInReach(ctx, 'h.region')}) as holders`

const townshipName = sql`(select t.name from region t where t.code = rpad(left(o.region, 9), 12, '0')) as township_name`

type RawLine = Omit<AssociationLine, 'chair' | 'commissioners'> & { holders: (Holder & { post: string })[] }

const line = ({ holders, ...rest }: RawLine): AssociationLine => ({
  ...rest,
  chair: holders.find((h) => h.post === 'chair') ?? null,
  commissioners: holders.filter((h) => h.post === 'commissioner'),
})

/** One page of village associations with their people, by place. */
export async function listAssociations(
  ctx: Ctx,
  filter: DirectoryFilter,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: AssociationLine[] }> {
  const total = await sql<{
    count: bigint
  }>`select count(*) as count ${from} where ${where(ctx, filter)}`.execute(ctx.db)
  const found =
    await sql<RawLine>`select o.id, o.name, o.region, r.name as region_name, ${townshipName}, ${holdersOf(ctx)}
    ${from} where ${where(ctx, filter)} order by o.region, o.name limit ${page.limit} offset ${page.offset}`.execute(
      ctx.db,
    )
  return { total: Number(total.rows[0]?.count ?? 0), rows: found.rows.map(line) }
}

/** One row of the exported directory: an association and one of its commissioners. */
export interface DirectoryRow {
  region: string
  townshipName: string | null
  regionName: string | null
  name: string
  chair: string | null
  chairFrom: string | null
  chairId: string | null
  chairSealed: Buffer | null
  commissioner: string | null
  sex: string | null
  commissionerFrom: string | null
  commissionerId: string | null
  commissionerSealed: Buffer | null
  paySource: string | null
  isCertificateHolder: boolean | null
}

const exportFrom = (ctx: Ctx) => sql`${from}
  left join office_holder c on c.organisation_id = o.id and c.post = 'chair' and c.from_day <= ${ctx.day()}::date
    and (c.until_day is null or c.until_day >= ${ctx.day()}::date) and ${regionInReach(ctx, 'c.region')}
  left join office_holder m on m.organisation_id = o.id and m.post = 'commissioner' and m.from_day <= ${ctx.day()}::date
    and (m.until_day is null or m.until_day >= ${ctx.day()}::date) and ${regionInReach(ctx, 'm.region')}`

/** How many rows the exported directory has. */
export async function countDirectory(ctx: Ctx, filter: DirectoryFilter): Promise<number> {
  const found = await sql<{
    count: bigint
  }>`select count(*) as count ${exportFrom(ctx)} where ${where(ctx, filter)}`.execute(ctx.db)
  return Number(found.rows[0]?.count ?? 0)
}

/** The directory as it goes out, one row a commissioner. */
export const readDirectory = (ctx: Ctx, filter: DirectoryFilter): AsyncGenerator<DirectoryRow> =>
  readAll(
    ctx,
    sql<DirectoryRow>`select o.region, ${townshipName}, r.name as region_name, o.name,
      c.name as chair, c.from_day as chair_from, c.id as chair_id, c.sealed as chair_sealed,
      m.name as commissioner, m.sex, m.from_day as commissioner_from, m.id as commissioner_id, m.sealed as commissioner_sealed,
      m.pay_source, m.is_certificate_holder
    ${exportFrom(ctx)} where ${where(ctx, filter)} order by o.region, o.name, m.from_day, m.name`,
  )

/** One township in the list of gaps. */
export interface GapLine {
  code: string
  name: string | null
  villages: number
  withoutAssociation: number
  withoutChair: number
  withoutCommissioner: number
}

/** Villages in reach without an association, a chair or a commissioner, counted by township. */
export async function countGaps(ctx: Ctx, region?: string): Promise<GapLine[]> {
  const found = await sql<GapLine>`
    with village as (
      select r.code, rpad(left(r.code, 9), 12, '0') as township, bool_or(p.organisation_id is not null) as has_association,
        coalesce(bool_or(${holds(ctx, 'chair')}), false) as has_chair,
        coalesce(bool_or(${holds(ctx, 'commissioner')}), false) as has_commissioner
      from region r
      left join organisation o on o.region = r.code and o.kind = 'village-association'
      left join organisation_profile p on p.organisation_id = o.id and (p.until_day is null or p.until_day >= ${ctx.day()}::date)
      where r.level = 5 and r.ended_on is null and ${regionInReach(ctx, 'r.code')}
        and ${region ? within('r.code', region) : sql`true`}
      group by r.code)
    select v.township as code, t.name, count(*)::int as villages,
      (count(*) filter (where not has_association))::int as without_association,
      (count(*) filter (where not has_chair))::int as without_chair,
      (count(*) filter (where not has_commissioner))::int as without_commissioner
    from village v left join region t on t.code = v.township group by v.township, t.name order by v.township`.execute(
    ctx.db,
  )
  return found.rows
}

/** The villages of one township that lack something. */
export async function listGapVillages(ctx: Ctx, township: string) {
  const found = await sql<{
    code: string
    name: string
    association: boolean
    chair: boolean
    commissioner: boolean
  }>`
    select r.code, r.name, coalesce(bool_or(p.organisation_id is not null), false) as association,
      coalesce(bool_or(${holds(ctx, 'chair')}), false) as chair,
      coalesce(bool_or(${holds(ctx, 'commissioner')}), false) as commissioner
    from region r left join organisation o on o.region = r.code and o.kind = 'village-association'
    left join organisation_profile p on p.organisation_id = o.id and (p.until_day is null or p.until_day >= ${ctx.day()}::date)
    where r.level = 5 and r.ended_on is null and ${within('r.code', township)} and ${regionInReach(ctx, 'r.code')}
    group by r.code, r.name order by r.code`.execute(ctx.db)
  return found.rows.filter((v) => !(v.association && v.chair && v.commissioner))
}
