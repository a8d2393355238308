import { randomUUID } from 'node:crypto'
import { createPool, withTransaction } from '@zhucan/db'
import { sql } from 'kysely'
import type { SeededPlace } from './seed-place.ts'
import type { TestOffice } from './test-office.ts'

/** Ids of what `seedPolicy` made, by the word that stands in the addresses of the API. */
export interface SeededPolicy {
  'policy-lines': string
  'organisation-wishes': string
  erasures: string
}

/** What waits for a second person in a place's county: a line of policy, a new organisation, the erasing of its person. */
export async function seedPolicy(office: TestOffice, place: SeededPlace): Promise<SeededPolicy> {
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  const seeded: SeededPolicy = {
    'policy-lines': randomUUID(),
    'organisation-wishes': randomUUID(),
    erasures: randomUUID(),
  }
  const { canary, users, persons } = place
  const settings = { reach: '{[000000000000,999999999999)}', userId: users }
  await withTransaction(owner, settings, async (db) => {
    await sql`insert into policy_line (id, code, region, from_day, value, source, entered_by, entered_by_name, entered_at)
      select ${seeded['policy-lines']}, 'policy.carerAge', left(hukou_region, 6) || '000000', '2026-01-01', '61', ${canary}, ${users},
        ${canary}, now() from person where id = ${persons}`.execute(db)
    await sql`insert into organisation_wish (id, kind, name, region, from_day, reason, made_by, made_by_name, made_at)
      select ${seeded['organisation-wishes']}, 'federation', ${canary}, hukou_region, '2026-01-01', ${canary}, ${users}, ${canary},
        now() from person where id = ${persons}`.execute(db)
    await sql`insert into erasure (id, person_id, region, basis, reason, asked_on, entered_by, entered_by_name, entered_at)
      select ${seeded.erasures}, id, hukou_region, 'unlawful', ${`${canary}${canary}`}, '2026-01-01', ${users}, ${canary}, now()
      from person where id = ${persons}`.execute(db)
  })
  await owner.end()
  return seeded
}
