import { randomUUID } from 'node:crypto'
import { createPool, withTransaction } from '@zhucan/db'
import { sql } from 'kysely'
import type { SeededDuplicate } from './seed-duplicate.ts'
import type { SeededPlace } from './seed-place.ts'
import type { TestOffice } from './test-office.ts'

/** Ids of what `seedProposals` made, by the word that stands in the addresses of the API. */
export interface SeededProposals {
  confirmations: string
  'account-policy-proposals': string
  'export-budget-proposals': string
  'merge-proposals': string
}

const wantedRules = {
  ...{ password: 'modern', secondFactor: 'optional', secondFactorByRole: {} },
  ...{ graceDays: 7, idleMinutes: 30, lifeHours: 12 },
}
const wantedBudget = {
  ...{ role: 'caseworker', name: 'rows', region: '990201000000' },
  ...{ fromDay: '2026-01-01', amount: 1, basis: 'test' },
}

/** What waits for a second person at a place: an office, rules for log-ins, a larger budget, two files to be merged. */
export async function seedProposals(
  office: TestOffice,
  place: SeededPlace & SeededDuplicate,
): Promise<SeededProposals> {
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  const seeded: SeededProposals = {
    confirmations: randomUUID(),
    'account-policy-proposals': randomUUID(),
    'export-budget-proposals': randomUUID(),
    'merge-proposals': randomUUID(),
  }
  const { canary, users, persons } = place
  const settings = { reach: '{[000000000000,999999999999)}', userId: users }
  await withTransaction(owner, settings, async (db) => {
    await sql`insert into office_wish (id, user_id, organisation_id, role, from_day, reason, made_by, made_at)
      select ${seeded.confirmations}, user_id, organisation_id, 'caseworker', '2027-01-01', ${canary}, ${users}, now()
      from appointment where id = ${place.appointments}`.execute(db)
    const wishes = [
      [seeded['account-policy-proposals'], 'account-policy', wantedRules],
      [seeded['export-budget-proposals'], 'export-budget', wantedBudget],
    ] as const
    for (const [id, kind, wish] of wishes)
      await sql`insert into proposal (id, kind, subject, region, wish, reason, made_by, made_by_name, made_at)
        select ${id}, ${kind}, ${kind}, hukou_region, ${JSON.stringify(wish)}, ${canary}, ${users}, ${canary}, now()
        from person where id = ${persons}`.execute(db)
    await sql`insert into proposal (id, kind, subject, pair_id, wish, reason, made_by, made_by_name, made_at)
      select ${seeded['merge-proposals']}, 'merge', id::text, id, jsonb_build_object('keep', person_a, 'version', 1), ${canary},
        ${users}, ${canary}, now() from duplicate_pair where id = ${place['duplicate-pairs']}`.execute(db)
  })
  await owner.end()
  return seeded
}
