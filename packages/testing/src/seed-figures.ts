import { randomUUID } from 'node:crypto'
import { createPool } from '@zhucan/db'
import type { SeededPlace } from './seed-place.ts'
import type { TestOffice } from './test-office.ts'

/** Ids of what `seedFigures` made, by the word that stands in the addresses of the API. */
export interface SeededFigures {
  figures: string
  reports: string
  reportFile: string
}

/** Counted figures of a seeded place with the record behind them, and a report whose evidence holds the canary. */
export async function seedFigures(office: TestOffice, place: SeededPlace): Promise<SeededFigures> {
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  const seeded = { figures: randomUUID(), reports: randomUUID(), reportFile: randomUUID() }
  const village = place.canary.slice(-12)
  const county = `${village.slice(0, 6)}000000`
  await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
  await owner.query(
    `insert into indicator_snapshot (id, region, day, state, started_at, started_by, records, sources)
     values ($1, $2, '2026-11-20', 'done', now(), 'test', 1, '{"lists": [], "order": {"person": ["holders"]}}')`,
    [seeded.figures, county],
  )
  await owner.query(
    `insert into indicator_value (snapshot_id, indicator, version, region, level, numerator, unknown, missing_villages)
     values ($1, 'holders', 1, $2, 5, 1, 0, 0)`,
    [seeded.figures, village],
  )
  await owner.query(
    `insert into indicator_record (snapshot_id, base, record_id, region, answers) values ($1, 'person', $2, $3, '1')`,
    [seeded.figures, place.persons, village],
  )
  await owner.query(
    `insert into indicator_report (id, indicator, version, region, level, period, period_from, period_to, numerator, evidence, state,
       organisation_id, changed_at)
     values ($1, 'law-events', 1, $2, 3, '2026-Q3', '2026-07-01', '2026-09-30', 3, $3, 'draft',
       (select id from organisation limit 1), now())`,
    [seeded.reports, county, place.canary],
  )
  await owner.query(
    `insert into report_file (id, report_id, revision, region, file_name, media_type, size, content_hash, stored_as, uploaded_by,
       uploaded_at)
     values ($1::uuid, $2, 1, $3, $4, 'image/jpeg', 1, '\\x00', $1::text, 'nobody', now())`,
    [seeded.reportFile, seeded.reports, county, place.canary],
  )
  await owner.end()
  return seeded
}
