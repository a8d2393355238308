import { randomUUID } from 'node:crypto'
import { createPool, withTransaction } from '@zhucan/db'
import { sql } from 'kysely'
import type { SeededPlace } from './seed-place.ts'
import type { TestOffice } from './test-office.ts'

/** Ids of what `seedDuplicate` made, by the word that stands in the addresses of the API. */
export interface SeededDuplicate {
  'duplicate-runs': string
  'duplicate-pairs': string
}

/** A second file of a place's person, and the question whether both are one. */
export async function seedDuplicate(office: TestOffice, place: SeededPlace): Promise<SeededDuplicate> {
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  const seeded: SeededDuplicate = { 'duplicate-runs': randomUUID(), 'duplicate-pairs': randomUUID() }
  const second = randomUUID()
  const [a, b] = [place.persons, second].sort()
  await withTransaction(owner, { reach: '{[000000000000,999999999999)}' }, async (db) => {
    await sql`insert into person (id, kind, name, sex, birth, certificate_status, hukou_region, residence_region, created_at, updated_at)
      select ${second}, 'relative', name, sex, birth, 'none', hukou_region, residence_region, now(), now()
      from person where id = ${place.persons}`.execute(db)
    await sql`insert into duplicate_run (id, region, state, day, started_by, started_at)
      select ${seeded['duplicate-runs']}, hukou_region, 'done', '2026-11-01', 'nobody', now()
      from person where id = ${place.persons}`.execute(db)
    await sql`insert into duplicate_pair (id, run_id, person_a, person_b, weight, evidence, state)
      values (${seeded['duplicate-pairs']}, ${seeded['duplicate-runs']}, ${a}, ${b}, 9, '[]', 'open')`.execute(
      db,
    )
  })
  await owner.end()
  return seeded
}
