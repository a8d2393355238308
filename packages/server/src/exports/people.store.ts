import type { PlainDate } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type ClueFilter, clueWhere } from '../clues/index.ts'
import { readAll } from '../platform/cursor.store.ts'
import { type Ctx, personInReach } from '../platform/index.ts'
import { certificateStateSql, type PersonFilter, personWhere } from '../register/index.ts'

/** One exported person as the database has it; numbers are still sealed. */
export interface ExportedPerson {
  id: string
  name: string
  sex: string | null
  birth: PlainDate | null
  category: string | null
  level: number | null
  certificateState: string
  certificateValidTo: string | null
  regionCode: string
  regionName: string | null
  sealed: Buffer | null
  idSealed: Buffer | null
  certificateSealed: Buffer | null
}

/** The name of an office, or null for one that is not there; offices are no secret among themselves. */
export async function findOfficeName(ctx: Ctx, id: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`select name from organisation where id = ${id}`.execute(ctx.db)
  return rows[0]?.name ?? null
}

/** How many people a filter finds in reach. */
export async function countPeople(ctx: Ctx, filter: PersonFilter): Promise<number> {
  const found = await sql<{
    count: bigint
  }>`select count(*) as count from person where ${personWhere(ctx, filter)}`.execute(ctx.db)
  return Number(found.rows[0]?.count ?? 0)
}

/** The people of a filter, by place and name; the numbers only when they are asked for. */
export function readPeople(
  ctx: Ctx,
  filter: PersonFilter,
  withNumbers: boolean,
): AsyncGenerator<ExportedPerson> {
  const number = (kind: string) =>
    withNumbers
      ? sql`(select n.sealed from person_number n where n.person_id = person.id and n.kind = ${kind} and n.current limit 1)`
      : sql`null::bytea`
  return readAll(
    ctx,
    sql<ExportedPerson>`select person.id, person.name, person.sex, person.birth, person.category, person.level,
      ${certificateStateSql(ctx.day())} as certificate_state, person.certificate_valid_to,
      person.residence_region as region_code, region.name as region_name,
      ${withNumbers ? sql`person.sealed` : sql`null::bytea`} as sealed,
      ${number('id')} as id_sealed, ${number('certificate')} as certificate_sealed
    from person left join region on region.code = person.residence_region
    where ${personWhere(ctx, filter)}
    order by person.hukou_region, person.name collate "C", person.id`,
  )
}

/** One exported clue. */
export interface ExportedClue {
  rule: string
  severity: string
  state: string
  since: string
  name: string
  category: string | null
  level: number | null
  regionName: string | null
}

/** The very rows that the list shows. */
const asListed = (ctx: Ctx, filter: ClueFilter): RawBuilder<SqlBool> =>
  sql`${clueWhere(ctx, filter)} and ${personInReach(ctx)}`

/** How many clues a filter finds in reach. */
export async function countClues(ctx: Ctx, filter: ClueFilter): Promise<number> {
  const found = await sql<{ count: bigint }>`select count(*) as count from clue
    join person on person.id = clue.person_id where ${asListed(ctx, filter)}`.execute(ctx.db)
  return Number(found.rows[0]?.count ?? 0)
}

/** The clues of a filter, the gravest and oldest first. */
export function readClues(ctx: Ctx, filter: ClueFilter): AsyncGenerator<ExportedClue> {
  return readAll(
    ctx,
    sql<ExportedClue>`select clue.rule, clue.severity, clue.state, clue.since, person.name, person.category, person.level,
      region.name as region_name
    from clue join person on person.id = clue.person_id left join region on region.code = person.residence_region
    where ${asListed(ctx, filter)}
    order by array_position(array['high', 'medium', 'low'], clue.severity), clue.since, clue.hukou_region, clue.id`,
  )
}
