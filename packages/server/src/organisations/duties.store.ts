import { type Department, departments } from '@zhucan/catalogue'
import type { Label } from '@zhucan/kernel'
import { nation, parentRegion } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, requireInArea } from '../platform/index.ts'

/** Duties as they hold in a place on a day. */
export interface DutiesInForce {
  department: Department
  duties: readonly (Label | string)[]
  /** Null = as the catalogue has them. */
  setBy: { region: string; regionName: string | null; fromDay: string; basis: string } | null
}

interface Row {
  setBy: string | null
  setAt: Date
  department: string
  region: string
  regionName: string | null
  fromDay: string
  untilDay: string | null
  duties: string[]
  basis: string
}

/** Every member department with its duties: the nearest place upwards that set them, else the catalogue. */
export async function dutiesInForce(
  ctx: Ctx,
  region: string,
  day: string = ctx.day(),
): Promise<DutiesInForce[]> {
  const rows = await listVariants(ctx, placesUpwards(region))
  const valid = rows.filter((r) => r.fromDay <= day && (r.untilDay === null || r.untilDay >= day))
  return departments.map((department) => {
    const own = placesUpwards(region)
      .map((place) => valid.find((r) => r.department === department.id && r.region === place))
      .find((r) => r !== undefined)
    return own
      ? { department, duties: own.duties, setBy: own }
      : { department, duties: department.duties, setBy: null }
  })
}

/** Dated wordings of these places, the latest first. */
export async function listVariants(ctx: Ctx, places: string[]): Promise<Row[]> {
  const found =
    await sql<Row>`select d.department, d.region, r.name as region_name, d.from_day::text as from_day,
      d.until_day::text as until_day, d.duties, d.basis, u.name as set_by, d.set_at
    from department_duty d left join region r on r.code = d.region left join auth_user u on u.id = d.set_by
    where d.region = any(${places}::text[]) order by d.from_day desc, d.set_at desc`.execute(ctx.db)
  return found.rows
}

/** A place and those above it, the nation last. */
export function placesUpwards(region: string): string[] {
  const places = [region]
  for (let up = parentRegion(region); up !== null && up !== nation; up = parentRegion(up)) places.push(up)
  return [...places, nation]
}

/** Sets the duties of a department for a place from a day on; what held before stays in the history. */
export async function insertDuties(
  ctx: Ctx,
  row: {
    department: string
    region: string
    fromDay: string
    untilDay: string | null
    duties: string[]
    basis: string
  },
): Promise<void> {
  await requireInArea(ctx, row.region)
  await ctx.db
    .insertInto('departmentDuty')
    .values({
      id: ctx.newId(),
      ...row,
      duties: JSON.stringify(row.duties),
      setBy: ctx.user.id,
      setAt: new Date(ctx.now()),
    })
    .execute()
}
