import { isRole, mayDo, roles } from '@zhucan/catalogue'
import { regionLevel } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInArea, regionInReach } from '../platform/index.ts'

/** An office that can take a clue, with the people who would. */
export interface ClueOffice {
  id: string
  name: string
  kind: string
  region: string
  regionName: string | null
  people: { id: string; name: string; role: string }[]
}

const takers = Object.keys(roles).filter((role) => isRole(role) && mayDo(role, 'clue.receive'))

/** The offices that sit at one of these places and have somebody today who may receive a clue. */
export async function listOffices(ctx: Ctx, regions: readonly string[]): Promise<ClueOffice[]> {
  const found = await sql<ClueOffice>`
    select organisation.id, organisation.name, organisation.kind, organisation.region, region.name as region_name,
      jsonb_agg(distinct jsonb_build_object('id', u.id, 'name', u.name, 'role', a.role)) as people
    from organisation
    join appointment a on a.organisation_id = organisation.id and a.role = any(${takers})
      and a.from_day <= ${ctx.day()} and (a.until_day is null or a.until_day > ${ctx.day()})
    join auth_user u on u.id = a.user_id and u.disabled_at is null
    left join region on region.code = organisation.region
    where organisation.region = any(${regions}) and ${regionInReach(ctx, 'organisation.region')}
      and ${regionInArea('organisation.region')}
    group by organisation.id, region.name order by organisation.region, organisation.name`.execute(ctx.db)
  return found.rows
}

/** One office by id that can take a clue, or undefined. */
export async function findOffice(ctx: Ctx, id: string): Promise<ClueOffice | undefined> {
  const row = await ctx.db
    .selectFrom('organisation')
    .select('region')
    .where('id', '=', id)
    .where(regionInReach(ctx, 'organisation.region'))
    .where(regionInArea('organisation.region'))
    .executeTakeFirst()
  if (!row || regionLevel(row.region) < 4) return undefined
  return (await listOffices(ctx, [row.region])).find((office) => office.id === id)
}
