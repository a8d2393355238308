import { randomUUID } from 'node:crypto'
import { createPool, withTransaction } from '@zhucan/db'
import { sql } from 'kysely'
import type { SeededPlace } from './seed-place.ts'
import type { TestOffice } from './test-office.ts'

/** Id of what `seedPaper` made, by the word that stands in the addresses of the API. */
export interface SeededPaper {
  papers: string
}

/** A paper that an office of a place has issued, with its history. */
export async function seedPaper(office: TestOffice, place: SeededPlace): Promise<SeededPaper> {
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  const { keyring } = office.server
  const { canary, users, appointments } = place
  const papers = randomUUID()
  const reader = await office.user('caseworker', '990000000000')
  const content = {
    ...{
      kind: 'notice',
      title: canary,
      number: null,
      organ: 'M',
      urgency: '',
      issuers: [canary],
      addressees: [],
    },
    ...{
      body: [{ kind: 'paragraph', text: canary }],
      attachments: [],
      seal: false,
      signedOn: null,
      note: '',
    },
    ...{ copiesTo: [], printedBy: '', printedOn: null },
  }
  await withTransaction(owner, { reach: '{[000000000000,999999999999)}' }, async (db) => {
    await sql`insert into paper (id, organisation_id, region, kind, state, title, sealed, made_by, made_at, changed_by, changed_at,
        reviewed_by, reviewed_at, issued_by, issued_at, issued_on, organ, number_year, number, file_sealed, sha256, size)
      select ${papers}, o.id, o.region, 'notice', 'issued', ${canary}, ${keyring.seal(JSON.stringify(content), `paper:${papers}`)},
        ${users}, now(), ${users}, now(), ${reader.id}, now(), ${reader.id}, now(), '2026-11-01', 'M', 2026, 1,
        ${keyring.seal(canary, `paper-file:${papers}`)}, sha256('x'::bytea), 1
      from appointment a join organisation o on o.id = a.organisation_id where a.id = ${appointments}`.execute(
      db,
    )
    await sql`insert into paper_number (organisation_id, region, organ, year, last)
      select o.id, o.region, ${canary.slice(0, 20)}, 2026, 1
      from appointment a join organisation o on o.id = a.organisation_id where a.id = ${appointments}`.execute(
      db,
    )
    await sql`insert into paper_event (id, paper_id, at, actor_id, actor_name, action)
      values (${randomUUID()}, ${papers}, now(), 'nobody', ${canary}, 'issue')`.execute(db)
  })
  await owner.end()
  return { papers }
}
