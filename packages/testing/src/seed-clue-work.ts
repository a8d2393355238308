import { randomUUID } from 'node:crypto'
import { createPool, withTransaction } from '@zhucan/db'
import { regionRange } from '@zhucan/kernel'
import { insertOrganisation } from '@zhucan/server'
import { sql } from 'kysely'
import type { SeededPlace } from './seed-place.ts'
import type { TestOffice } from './test-office.ts'

/** Ids of what people left on a clue. */
export interface SeededClueWork {
  file: string
  bulk: string
}

/** What people leave on the clue of a seeded place: a bulk action, a line of history, a finding, a file, a decision. */
export async function seedClueWork(office: TestOffice, place: SeededPlace): Promise<SeededClueWork> {
  const work = { file: randomUUID(), bulk: randomUUID() }
  const [feedback, event] = [randomUUID(), randomUUID()]
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  const region = '990201000000'
  const theirs = await insertOrganisation(office.server, {
    name: 'theirs',
    region,
    reach: [regionRange(region)],
  })
  await withTransaction(owner, { reach: '{[000000000000,999999999999)}' }, async (db) => {
    const clue = sql`${place.clues}::uuid`
    await sql`insert into clue_bulk (id, kind, region, organisation_id, started_by, at, selection, done)
      select ${work.bulk}, 'issue', ${region}, ${theirs}, 'nobody', now(), '{}', 1
      from clue where id = ${clue}`.execute(db)
    await sql`insert into clue_event (id, clue_id, version, at, day, action, from_state, to_state, from_holder, to_holder,
        note, bulk_id, details)
      values (${event}, ${clue}, 1, now(), '2026-11-01', 'issue', 'new', 'new', 3, 3, ${place.canary}, ${work.bulk},
        '{"before": {"state": "new"}}')`.execute(db)
    await sql`insert into clue_feedback (id, clue_id, kind, verdict, visit, visited_on, finding, holder, given_by,
        organisation_id, at, version)
      values (${feedback}, ${clue}, 'feedback', 'true', 'home', '2026-11-01', ${`${place.canary} was met at home`}, 5,
        'nobody', ${theirs}, now(), 1)`.execute(db)
    await sql`insert into clue_file (id, clue_id, feedback_id, file_name, media_type, size, content_hash, stored_as,
        uploaded_by, uploaded_at)
      values (${work.file}, ${clue}, ${feedback}, ${place.canary}, 'image/jpeg', 1, '\\x00', ${work.file}, 'nobody', now())`.execute(
      db,
    )
    await sql`insert into clue_handling (id, clue_id, feedback_id, kind, decision, basis, handled_by, organisation_id, at)
      values (${randomUUID()}, ${clue}, ${feedback}, 'refer', ${`${place.canary} is referred`}, 'Rule 1', 'somebody',
        ${theirs}, now())`.execute(db)
  })
  await owner.end()
  return work
}
