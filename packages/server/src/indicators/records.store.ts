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
 * One page of a figure's records, in order of place. Who moved out of reach since the day of the figure is counted in
 * `hidden` and not shown. Only the page is looked up: a city's figure has a hundred thousand records.
 */
export async function listRecords(
  ctx: Ctx,
  asked: RecordQuery,
  page: { offset: number; limit: number },
): Promise<{ hidden: number; rows: RecordLine[] }> {
  const clueId = asked.base === 'clue' || asked.base === 'visit' ? sql`clue.id` : sql`null::uuid`
  const { rows } = await sql<RecordLine & { seen: boolean }>`
    select r.record_id, person.id as person_id, ${clueId} as clue_id, person.name, person.category, person.level,
      region.name as region_name, coalesce(person.id is not null and ${personInReach(ctx)}, false) as seen
    from (select r.record_id, r.region from indicator_record r where ${isMeant(ctx, asked)}
      order by r.region, r.record_id limit ${page.limit} offset ${page.offset}) r
    ${people[asked.base]} left join region on region.code = r.region
    order by r.region, r.record_id`.execute(ctx.db)
  const seen = rows.filter((row) => row.seen)
  return {
    hidden: rows.length - seen.length,
    rows: seen.map((row) => ({ ...row, name: row.name && maskName(row.name) })),
  }
}
