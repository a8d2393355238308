import { randomUUID } from 'node:crypto'
import { createPool, withTransaction } from '@zhucan/db'
import { sql } from 'kysely'
import type { SeededPlace } from './seed-place.ts'
import type { TestOffice } from './test-office.ts'

/** Ids of what `seedWork` made, by the word that stands in the addresses of the API. */
export interface SeededWork {
  targets: string
  tasks: string
  supervision: string
  taskFile: string
}

/** A target and a task of an office of a place, with a clause, a line of history, a file and close supervision. */
export async function seedWork(office: TestOffice, place: SeededPlace): Promise<SeededWork> {
  const owner = createPool(office.database.ownerUrl, { max: 1 })
  const { canary } = place
  const made = {
    targets: randomUUID(),
    tasks: randomUUID(),
    supervision: randomUUID(),
    taskFile: randomUUID(),
  }
  const [clause, act] = [randomUUID(), randomUUID()]
  await withTransaction(owner, { reach: '{[000000000000,999999999999)}' }, async (db) => {
    const here = sql`appointment a join organisation o on o.id = a.organisation_id where a.id = ${place.appointments}`
    await sql`insert into work_clause (id, region, title, quote, created_at) select ${clause}, o.region, ${canary}, ${canary}, now() from ${here}`.execute(
      db,
    )
    await sql`insert into work_act (id, kind, action, region, organisation_id, organisation_name, actor_id, actor_name, at, day, note)
      select ${act}, 'task', 'create', o.region, o.id, ${canary}, 'nobody', ${canary}, now(), '2026-11-01', ${canary} from ${here}`.execute(
      db,
    )
    await sql`insert into target (id, root_id, clause_id, indicator, form, value, unit, period_from, period_to, region, level,
        carried_by, organisation_id, state, report_by, report_open, since, created_at)
      select ${made.targets}, ${made.targets}, ${clause}, 'placed-in-work', 'floor', 5, 'persons', '2026-01-01', '2026-12-31',
        o.region, 5, 'own', o.id, 'confirmed', '2026-11-02', true, '2026-11-01', now() from ${here}`.execute(
      db,
    )
    await sql`insert into target_event (target_id, version, act_id, region, to_state, to_value)
      select ${made.targets}, 1, ${act}, o.region, 'confirmed', 5 from ${here}`.execute(db)
    await sql`insert into task (id, root_id, clause_id, title, what, region, level, lead_organisation_id, giver_organisation_id,
        giver_region, state, due_on, first_due_on, created_at)
      select ${made.tasks}, ${made.tasks}, ${clause}, ${canary}, ${canary}, o.region, 5, o.id, o.id, o.region, 'working',
        '2026-11-02', '2026-11-02', now() from ${here}`.execute(db)
    await sql`insert into task_event (task_id, version, act_id, region, to_state, to_due)
      select ${made.tasks}, 1, ${act}, o.region, 'working', '2026-11-02' from ${here}`.execute(db)
    await sql`insert into task_support (task_id, organisation_id, position) select ${made.tasks}, o.id, 1 from ${here}`.execute(
      db,
    )
    await sql`insert into task_file (id, task_id, act_id, region, file_name, media_type, size, content_hash, stored_as, uploaded_by,
        uploaded_at)
      select ${made.taskFile}, ${made.tasks}, ${act}, o.region, ${canary}, 'image/jpeg', 1, '\\x00', ${made.taskFile}, 'nobody', now()
      from ${here}`.execute(db)
    await sql`insert into work_watch (id, task_id, region, organisation_id, reason, from_day, set_act)
      select ${made.supervision}, ${made.tasks}, o.region, o.id, ${canary}, '2026-11-02', ${act} from ${here}`.execute(
      db,
    )
  })
  await owner.end()
  return made
}
