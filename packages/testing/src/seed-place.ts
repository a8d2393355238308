import { randomUUID } from 'node:crypto'
import { type createKysely, createPool, withTransaction } from '@zhucan/db'
import { makeCertificateNumber, makeIdNumber, plainDate } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { TestOffice } from './test-office.ts'

/** Ids of what `seedPlace` made in a village, by the word that stands in the addresses of the API. */
export interface SeededPlace {
  persons: string
  imports: string
  lists: string
  screenings: string
  clues: string
  'link-runs': string
  'link-pairs': string
  users: string
  appointments: string
  invitations: string
  /** A name that occurs nowhere else: where it is seen, something leaked. */
  canary: string
  idNumber: string
}

let sequence = 1

/** One of everything in a village: a person with numbers, household and clue, an import, a list, a screening. */
export async function seedPlace(office: TestOffice, village: string): Promise<SeededPlace> {
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  const birth = plainDate('1960-05-06')
  const idNumber = makeIdNumber('990101', birth, ((sequence++ % 400) * 2 + 1) as number)
  const place: SeededPlace = {
    persons: randomUUID(),
    imports: randomUUID(),
    lists: randomUUID(),
    screenings: randomUUID(),
    clues: randomUUID(),
    'link-runs': randomUUID(),
    'link-pairs': randomUUID(),
    users: randomUUID(),
    appointments: randomUUID(),
    invitations: randomUUID(),
    canary: `金丝雀${village}`,
    idNumber,
  }
  await withTransaction(owner, { reach: '{[000000000000,999999999999)}' }, async (db) => {
    await seedPerson(db, office, place, village, birth)
    await seedColleague(db, place, village)
    await seedWork(db, place, `${village.slice(0, 6)}000000`)
    await sql`insert into clue (id, rule, rule_version, subject, person_id, severity, since, screening_id, facts, hukou_region, residence_region)
      values (${place.clues}, 'certificate-expired', 'test', 'person', ${place.persons}, 'medium', '2026-11-01', ${place.screenings},
        '{"person.alive": true, "person.certificateState": "expired", "person.daysToExpiry": -30}', ${village}, ${village})`.execute(
      db,
    )
  })
  await owner.end()
  return place
}

type Db = ReturnType<typeof createKysely>

async function seedPerson(
  db: Db,
  office: TestOffice,
  place: SeededPlace,
  village: string,
  birth: string,
): Promise<void> {
  const { keyring } = office.server
  const household = randomUUID()
  const { key, check } = keyring.numberKey(place.idNumber)
  await sql`insert into household (id, code, region, created_at) values (${household}, ${household}, ${village}, now())`.execute(
    db,
  )
  await sql`insert into person (id, kind, name, sex, birth, category, level, certificate_status, certificate_valid_to, hukou_region,
      residence_region, household_id, sealed, created_at, updated_at)
    values (${place.persons}, 'holder', ${place.canary}, 'male', ${birth}, 'physical', 1, 'issued', '2026-10-22', ${village}, ${village},
      ${household}, ${keyring.seal('{"phone":"13800000000"}', `person:${place.persons}`)}, now(), now())`.execute(
    db,
  )
  await sql`insert into household_member (household_id, person_id, is_head, since) values (${household}, ${place.persons}, true, '2020-01-01')`.execute(
    db,
  )
  const certificate = makeCertificateNumber(place.idNumber, 'physical', 1)
  for (const [kind, number] of [
    ['id', place.idNumber],
    ['certificate', certificate],
  ] as const) {
    await sql`insert into person_number (person_id, kind, key, check_sealed, sealed)
      values (${place.persons}, ${kind}, ${key}, ${check}, ${keyring.seal(number, `person:${place.persons}`)})`.execute(
      db,
    )
  }
  await sql`insert into assertion (id, person_id, source, valid_from, recorded_at, fields)
    values (${randomUUID()}, ${place.persons}, 'register', '2026-01-01', now(), ${JSON.stringify({ name: place.canary })}::jsonb)`.execute(
    db,
  )
}

/** Somebody who works there, and an invitation for somebody who will. */
async function seedColleague(db: Db, place: SeededPlace, village: string): Promise<void> {
  const username = `seeded_${place.users.slice(0, 8)}`
  await sql`insert into auth_user (id, name, email, email_verified, username, created_at, updated_at)
    values (${place.users}, ${place.canary}, ${`${username}@users.invalid`}, true, ${username}, now(), now())`.execute(
    db,
  )
  const reach = `{[${village},${village.slice(0, 9)}999)}`
  await sql`insert into organisation (id, name, kind, region, reach)
    values (${randomUUID()}, ${place.canary}, 'federation', ${village}, ${reach}::codemultirange)
    on conflict do nothing`.execute(db)
  await sql`insert into appointment (id, user_id, organisation_id, role, from_day)
    select ${place.appointments}, ${place.users}, id, 'commissioner', '2026-01-01' from organisation
    where name = ${place.canary} and region = ${village}`.execute(db)
  await sql`insert into welcome_link (id, token_hash, organisation_id, role, name, expires_at)
    select ${place.invitations}, ${Buffer.from(place.invitations)}, id, 'commissioner', ${place.canary}, '2027-01-01'
    from organisation where name = ${place.canary} and region = ${village}`.execute(db)
}

async function seedWork(db: Db, place: SeededPlace, county: string): Promise<void> {
  await sql`insert into import (id, region, file_name, size, content_hash, stored_as, state, file_type, day, uploaded_by, uploaded_at)
    values (${place.imports}, ${county}, ${place.canary}, 1, '\\x00', 'none', 'ready', 'deaths', '2026-11-01', 'nobody', now())`.execute(
    db,
  )
  await sql`insert into import_row (import_id, sheet, row_no, state, name) values (${place.imports}, 0, 2, 'new', ${place.canary})`.execute(
    db,
  )
  await sql`insert into list (id, file_type, title, region, received_on, row_count, retain_until, created_at, created_by)
    values (${place.lists}, 'deaths', ${place.canary}, ${county}, '2026-11-01', 1, '2027-11-01', now(), 'nobody')`.execute(
    db,
  )
  await sql`insert into list_row (list_id, sheet, row_no, state, person_id, fields)
    values (${place.lists}, 0, 2, 'matched', ${place.persons}, '{"diedOn":"2026-01-01"}')`.execute(db)
  await sql`insert into link_run (id, list_id, region, state, day, started_by, started_at)
    values (${place['link-runs']}, ${place.lists}, ${county}, 'done', '2026-11-01', 'nobody', now())`.execute(
    db,
  )
  await sql`insert into link_pair (id, run_id, list_id, sheet, row_no, person_id, weight, evidence, state)
    values (${place['link-pairs']}, ${place['link-runs']}, ${place.lists}, 0, 2, ${place.persons}, 5, '[]', 'review')`.execute(
    db,
  )
  await sql`insert into screening (id, region, day, state, started_at, finished_at, started_by, people)
    values (${place.screenings}, ${county}, '2026-11-01', 'done', now(), now(), 'nobody', 1)`.execute(db)
  for (const id of [place.imports, place.screenings, place['link-runs']]) {
    await sql`insert into progress (id, phase, state, region, updated_at) values (${id}, 'done', 'done', ${county}, now())`.execute(
      db,
    )
  }
}
