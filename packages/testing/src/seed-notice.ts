import { randomUUID } from 'node:crypto'
import { createPool, withTransaction } from '@zhucan/db'
import { sql } from 'kysely'
import type { SeededPlace } from './seed-place.ts'
import type { TestOffice } from './test-office.ts'

/** Ids of what `seedNotice` made, by the word that stands in the addresses of the API. */
export interface SeededNotice {
  notices: string
  item: string
}

/** A notice that an office of a place is checking, with one item. */
export async function seedNotice(office: TestOffice, place: SeededPlace): Promise<SeededNotice> {
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  const seeded: SeededNotice = { notices: randomUUID(), item: randomUUID() }
  const { canary, users } = place
  const reading = {
    sections: [],
    personalData: [{ kind: 'name', start: 0, end: 2, masked: '**' }],
    doubts: [],
  }
  await withTransaction(owner, { reach: '{[000000000000,999999999999)}' }, async (db) => {
    await sql`insert into notice (id, organisation_id, region, reach, title, issuers, addressees, kind, source, file_name, size,
        sha256, stored_as, text, text_sealed, reading, reader_version, created_by, created_at)
      select ${seeded.notices}, o.id, o.region, o.reach, ${canary}, '{}', '{}', 'notice', 'txt', ${canary}, 9,
        sha256(${seeded.notices}::text::bytea), ${randomUUID()}, ${canary},
        ${office.server.keyring.seal(canary, `notice-text:${seeded.notices}`)}, ${JSON.stringify(reading)}::jsonb, 'test', ${users}, now()
      from appointment a join organisation o on o.id = a.organisation_id where a.id = ${place.appointments}`.execute(
      db,
    )
    await sql`insert into notice_item (id, notice_id, seq, kind, section, quote, start_at, end_at, value, state, proposed)
      values (${seeded.item}, ${seeded.notices}, 0, 'responsibility', '', ${canary}, 0, ${canary.length},
        '{"lead": [], "support": []}', 'proposed', '{}')`.execute(db)
  })
  await owner.end()
  return seeded
}
