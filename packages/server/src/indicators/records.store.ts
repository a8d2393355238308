import { maskName, regionRange } from '@zhucan/kernel'
import { type RawBuilder, sql } from 'kysely'
import { type Ctx, personInReach, regionInReach } from '../platform/index.ts'

/** Which of a figure's records: above the line, below it only, or those that cannot be judged. */
export type RecordPart = 'counted' | 'base' | 'unknown'

const digits: Readonly<Record<RecordPart, string>> = { counted: '1', base: '2', unknown: '3' }

/** Where to look: the snapshot, the kind of record, and the place of the indicator's digit in it. */
export interface RecordQuery {
  snapshotId: string
  base: 'person' | 'household' | 'clue' | 'visit'
  position: number
  region: string
  part: RecordPart
}

/** One record behind a figure: a person, the household it stands for, or a clue. The name is masked. */
export interface RecordLine {
  recordId: string
  personId: string | null
  clueId: string | null
  name: string | null
  category: string | null
  level: number | null
  regionName: string | null
}

const isMeant = (
  ctx: Ctx,
  { snapshotId, base, position, region, part }: RecordQuery,
): RawBuilder<boolean> => {
  const { lo, hi } = regionRange(region)
  return sql`r.snapshot_id = ${snapshotId} and r.base = ${base} and substr(r.answers, ${position + 1}, 1) = ${digits[part]}
    and r.region >= ${lo} and r.region < ${hi} and ${regionInReach(ctx, 'r.region')}`
}

/** Who stands for a record, as far as they are in reach today. */
const people: Readonly<Record<RecordQuery['base'], RawBuilder<unknown>>> = {
  person: sql`left join person on person.id = r.record_id`,
  household: sql`left join lateral (select p.* from household_member m join person p on p.id = m.person_id
    where m.household_id = r.record_id and m.ended_on is null and p.kind = 'holder'
    order by p.level nulls last, p.birth limit 1) person on true`,
  clue: sql`left join clue on clue.id = r.record_id left join person on person.id = clue.person_id`,
  visit: sql`left join clue_feedback v on v.id = r.record_id left join clue on clue.id = v.clue_id
    left join person on person.id = clue.person_id`,
}

/**
 * One page of a figure's records. `total` is the figure itself; `visible` are those of them that can still be seen:
 * who moved out of reach since the day of the figure is counted and not shown.
 */
export async function listRecords(
  ctx: Ctx,
  asked: RecordQuery,
  page: { offset: number; limit: number },
): Promise<{ total: number; visible: number; rows: RecordLine[] }> {
  const clueId = asked.base === 'clue' || asked.base === 'visit' ? sql`clue.id` : sql`null::uuid`
  const seen = sql`person.id is not null and ${personInReach(ctx)}`
  const counted = await sql<{ total: number; visible: number }>`
    select count(*)::int as total, count(*) filter (where ${seen})::int as visible
    from indicator_record r ${people[asked.base]} where ${isMeant(ctx, asked)}`.execute(ctx.db)
  const { rows } = await sql<RecordLine>`
    select r.record_id, person.id as person_id, ${clueId} as clue_id, person.name, person.category, person.level, region.name as region_name
    from indicator_record r ${people[asked.base]} left join region on region.code = r.region
    where ${isMeant(ctx, asked)} and ${seen}
    order by r.region, r.record_id limit ${page.limit} offset ${page.offset}`.execute(ctx.db)
  const { total = 0, visible = 0 } = counted.rows[0] ?? {}
  return { total, visible, rows: rows.map((row) => ({ ...row, name: row.name && maskName(row.name) })) }
}
