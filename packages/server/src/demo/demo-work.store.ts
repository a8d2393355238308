import type { PlainDate } from '@zhucan/kernel'
import { sql } from 'kysely'
import { parseReach } from '../platform/context.ts'
import { asOperator, type Ctx, newUuid, type Server, type User } from '../platform/index.ts'

/** A colleague of the demo who never logs in: every office has somebody, as in a real county. */
export interface DemoColleague {
  name: string
  role: 'caseworker' | 'commissioner'
  office: string
}

/**
 * Gives each township and village of a county an office with somebody in it, where there is none; they have no password,
 * so nobody logs in as them.
 */
export async function staffCounty(
  server: Server,
  county: { lo: string; hi: string },
  since: PlainDate,
  colleagueOf: (level: 4 | 5, nth: number) => DemoColleague,
): Promise<void> {
  const places = await sql<{ code: string; name: string; level: 4 | 5 }>`
    select code, name, level from region where code >= ${county.lo} and code < ${county.hi} and level in (4, 5)
      and ended_on is null and not exists (select 1 from organisation o where o.region = region.code)
    order by code`.execute(server.db)
  const now = new Date(server.now())
  const staff = places.rows.map(({ code, name, level }, nth) => {
    const colleague = colleagueOf(level, nth)
    const width = level === 4 ? 9 : 12
    const next = String(Number(code.slice(0, width)) + 1).padEnd(12, '0')
    return {
      user: newUuid(server),
      organisation: newUuid(server),
      appointment: newUuid(server),
      region: code,
      reach: `{[${code},${next})}`,
      office: `${name}${colleague.office}`,
      name: colleague.name,
      role: colleague.role,
    }
  })
  const rows = sql`jsonb_to_recordset(${JSON.stringify(staff)}::jsonb) as s ("user" text, organisation uuid,
    appointment uuid, region text, reach text, office text, name text, role text)`
  await asOperator(server, async (db) => {
    await sql`insert into auth_user (id, name, email, email_verified, created_at, updated_at)
      select s."user", s.name, s."user" || '@users.invalid', true, ${now}, ${now} from ${rows}`.execute(db)
    await sql`insert into organisation (id, name, kind, region, reach)
      select s.organisation, s.office, 'federation', s.region, s.reach::codemultirange from ${rows}`.execute(
      db,
    )
    await sql`insert into appointment (id, user_id, organisation_id, role, from_day)
      select s.appointment, s."user", s.organisation, s.role, ${since} from ${rows}`.execute(db)
  })
}

/** One colleague of each office of a county below the county itself, by the office's region. */
export async function listColleagues(
  server: Server,
  county: { lo: string; hi: string },
): Promise<Map<string, User>> {
  const found = await sql<Omit<User, 'reach' | 'username'> & { reach: string }>`
    select distinct on (o.region) u.id, u.name, a.role, o.id as organisation_id, o.name as organisation_name, o.region,
      coalesce(a.reach, o.reach)::text as reach
    from organisation o join appointment a on a.organisation_id = o.id join auth_user u on u.id = a.user_id
    where o.region > ${county.lo} and o.region < ${county.hi} and a.role in ('caseworker', 'commissioner')
    order by o.region, u.id`.execute(server.db)
  return new Map(
    found.rows.map((row) => [row.region, { ...row, username: '', reach: parseReach(row.reach) } as User]),
  )
}

/** A clue of the demo with the village it is worked at and a record that proves it. */
export interface DemoClue {
  id: string
  place: string
  kind: string
  proof: string | null
}

/** Every second new clue, so many of each township, and those of one village, told apart from the rest by their first day. */
export async function takeDemoClues(
  ctx: Ctx,
  { each, village, since }: { each: number; village: string; since: string },
): Promise<DemoClue[]> {
  const taken = await sql<DemoClue>`
    with chosen as (
      select id from (select id, place, row_number() over (partition by left(place, 9), place = ${village}
        order by md5(person_id::text || rule)) as nth from clue where state = 'new' and right(place, 3) <> '000') c
      where (nth % 2 = 0 or place = ${village}) and nth <= ${2 * each})
    update clue set since = ${since} from chosen where clue.id = chosen.id
    returning clue.id, clue.place, clue.rule as kind,
      (select 'assertion:' || a.id from assertion a where a.person_id = clue.person_id limit 1) as proof`.execute(
    ctx.db,
  )
  return taken.rows.sort((a, b) => a.place.localeCompare(b.place) || a.id.localeCompare(b.id))
}
