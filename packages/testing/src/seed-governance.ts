import { randomUUID } from 'node:crypto'
import { createPool, withTransaction } from '@zhucan/db'
import { sql } from 'kysely'
import type { SeededPlace } from './seed-place.ts'
import type { TestOffice } from './test-office.ts'

/** Ids of what `seedGovernance` made, by the word that stands in the addresses of the API. */
export interface SeededGovernance {
  exports: string
  'break-glass': string
  organisations: string
  'office-holders': string
  'directory-imports': string
}

/** What watches over a place: a waiting export, an emergency access, a village association with its chair, a sent directory. */
export async function seedGovernance(office: TestOffice, place: SeededPlace): Promise<SeededGovernance> {
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  const seeded: SeededGovernance = {
    exports: randomUUID(),
    'break-glass': randomUUID(),
    organisations: randomUUID(),
    'office-holders': randomUUID(),
    'directory-imports': randomUUID(),
  }
  const { keyring } = office.server
  const { canary, users, persons } = place
  await withTransaction(owner, { reach: '{[000000000000,999999999999)}' }, async (db) => {
    const found = await sql<{ region: string; id: string }>`select o.region, o.id from appointment a
      join organisation o on o.id = a.organisation_id where a.id = ${place.appointments}`.execute(db)
    const { region, id: officeId } = found.rows[0]!
    await sql`insert into export_request (id, what, filter, format, locale, with_numbers, purpose, rows, needs_approval, region,
        organisation_id, requested_by, requested_at, state)
      values (${seeded.exports}, 'register', '{}', 'xlsx', 'zh', false, ${canary}, 9, true, ${region}, ${officeId}, ${users}, now(),
        'waiting')`.execute(db)
    await sql`insert into break_glass (id, user_id, organisation_id, office_region, person_id, hukou_region, residence_region,
        purpose, reason, granted_at, expires_at, review_by)
      values (${seeded['break-glass']}, ${users}, ${officeId}, ${region}, ${persons}, ${region}, ${region}, 'emergency',
        ${`${canary}${canary}`}, now(), now() + interval '4 hours', '2026-12-01')`.execute(db)
    await sql`insert into organisation (id, name, kind, region, reach)
      values (${seeded.organisations}, 'association', 'village-association', ${region}, ${`{[${region},${region}0)}`}::codemultirange)`.execute(
      db,
    )
    await sql`insert into organisation_profile (organisation_id, region, from_day, updated_at, updated_by)
      values (${seeded.organisations}, ${region}, '2026-01-01', now(), 'nobody')`.execute(db)
    const holder = seeded['office-holders']
    await sql`insert into office_holder (id, organisation_id, region, post, name, sealed, from_day, recorded_at, recorded_by)
      values (${holder}, ${seeded.organisations}, ${region}, 'chair', ${canary},
        ${keyring.seal('13900000000', `office-holder:${holder}`)}, '2026-01-01', now(), 'nobody')`.execute(db)
    const file = seeded['directory-imports']
    await sql`insert into directory_import (id, region, sealed, file_name, counts, faults, state, created_by, created_at)
      values (${file}, ${region}, ${keyring.seal(canary, `directory-import:${file}`)}, ${canary}, '{"rows": 1}', '[]', 'ready',
        'nobody', now())`.execute(db)
  })
  await owner.end()
  return seeded
}
