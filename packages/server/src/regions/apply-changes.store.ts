import type { Database } from '@zhucan/db'
import { createPool, withTransaction } from '@zhucan/db'
import { parentRegion, regionLevel, regionRange } from '@zhucan/kernel'
import { type Kysely, sql } from 'kysely'
import { insertAudit, operator } from '../platform/audit.store.ts'
import type { Server } from '../platform/context.ts'
import { newUuid } from '../platform/session-transaction.ts'
import { type ChangeFault, type RegionChange, readRegionChanges } from './region-changes.ts'

/** What applying did, or every fault that kept it from doing anything. */
export interface ChangeReport {
  applied: number
  peopleMoved: number
  /** People of split regions: the file cannot say who went where, so somebody has to. */
  toBeAssigned: number
  faults: ChangeFault[]
}

type Clock = Pick<Server, 'now' | 'random'>

/**
 * Applies a file of region changes: people move with their region and keep the former one as history; rights of an
 * office follow its region. All of it or, with any fault, nothing. Runs as the owner: it touches every area.
 */
export async function applyRegionChanges(
  ownerUrl: string,
  rows: { row: number; cells: string[] }[],
  clock: Clock,
): Promise<ChangeReport> {
  const { changes, faults } = readRegionChanges(rows)
  if (faults.length > 0) return { applied: 0, peopleMoved: 0, toBeAssigned: 0, faults }
  const pool = createPool(ownerUrl, { max: 1 })
  const report: ChangeReport = { applied: 0, peopleMoved: 0, toBeAssigned: 0, faults: [] }
  try {
    await withTransaction(pool, { reach: '{[000000000000,999999999999)}' }, async (db) => {
      for (const change of changes) await applyOne(db, change, clock, report)
      if (report.faults.length > 0) throw new Refused()
      const { applied, peopleMoved, toBeAssigned } = report
      await insertAudit(
        { ...clock, db, newId: () => newUuid(clock), user: operator, requestId: null },
        { action: 'region.apply', details: { applied, peopleMoved, toBeAssigned } },
      )
    })
    return report
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { applied: 0, peopleMoved: 0, toBeAssigned: 0, faults: report.faults }
  } finally {
    await pool.end()
  }
}

class Refused extends Error {}

async function applyOne(
  db: Kysely<Database>,
  change: RegionChange,
  clock: Clock,
  report: ChangeReport,
): Promise<void> {
  const fault = await findFault(db, change)
  if (fault) {
    report.faults.push(fault)
    return
  }
  const changeId = await recordChange(db, change, clock)
  if (change.kind === 'renamed') {
    await db.updateTable('region').set({ name: change.name! }).where('code', '=', change.from!).execute()
  }
  if (change.kind === 'new' || change.kind === 'split') await insertRegion(db, change, change.name!)
  if (change.kind === 'split') report.toBeAssigned += await countPeople(db, change.from!)
  if (change.kind === 'moved') await insertRegion(db, change, change.name ?? (await nameOf(db, change.from!)))
  if (change.kind === 'moved' || change.kind === 'merged')
    report.peopleMoved += await moveAll(db, change, changeId)
  report.applied++
}

async function findFault(db: Kysely<Database>, change: RegionChange): Promise<ChangeFault | null> {
  const fault = (column: string, what: ChangeFault['what']) => ({ row: change.row, column, what })
  if (change.from) {
    const from = await findRegion(db, change.from)
    if (!from) return fault('from', 'unknown-region')
    if (from.endedOn) return fault('from', 'ended')
    const closes = change.kind === 'merged' || change.kind === 'moved'
    if (closes && (await hasLiveChildren(db, change.from))) return fault('from', 'has-children')
  }
  if (!change.to) return null
  const to = await findRegion(db, change.to)
  if (change.kind === 'merged')
    return !to ? fault('to', 'unknown-region') : to.endedOn ? fault('to', 'ended') : null
  if (to) return fault('to', 'exists')
  const parent = parentRegion(change.to)
  return parent && regionLevel(change.to) > 1 && !(await findRegion(db, parent))
    ? fault('to', 'no-parent')
    : null
}

const findRegion = (db: Kysely<Database>, code: string) =>
  db.selectFrom('region').select(['code', 'name', 'endedOn']).where('code', '=', code).executeTakeFirst()

const nameOf = async (db: Kysely<Database>, code: string): Promise<string> =>
  (await findRegion(db, code))?.name ?? code

async function hasLiveChildren(db: Kysely<Database>, code: string): Promise<boolean> {
  const child = await db
    .selectFrom('region')
    .select('code')
    .where('parent', '=', code)
    .where('endedOn', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return child !== undefined
}

async function recordChange(db: Kysely<Database>, change: RegionChange, clock: Clock): Promise<string> {
  const id = newUuid(clock)
  await sql`insert into region_change (id, kind, from_code, to_code, name, effective_on, applied_at, document)
    values (${id}, ${change.kind}, ${change.from}, ${change.to}, ${change.name}, ${change.effectiveOn},
      ${new Date(clock.now())}, ${change.document})`.execute(db)
  return id
}

async function insertRegion(db: Kysely<Database>, change: RegionChange, name: string): Promise<void> {
  const parent = parentRegion(change.to!)
  await db
    .insertInto('region')
    .values({
      code: change.to!,
      name,
      level: regionLevel(change.to!),
      parent: parent === '000000000000' ? null : parent,
      edition: change.effectiveOn,
      since: change.effectiveOn,
      endedOn: null,
      successor: null,
    })
    .execute()
}

const countPeople = async (db: Kysely<Database>, code: string): Promise<number> => {
  const row = await db
    .selectFrom('person')
    .select((eb) => eb.fn.countAll<bigint>().as('n'))
    .where((eb) => eb.or([eb('hukouRegion', '=', code), eb('residenceRegion', '=', code)]))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Ends a region in favour of its successor and moves whatever stands in it. Returns how many people moved. */
async function moveAll(db: Kysely<Database>, change: RegionChange, changeId: string): Promise<number> {
  const from = change.from!
  const to = change.to!
  await db
    .updateTable('region')
    .set({ endedOn: change.effectiveOn, successor: to })
    .where('code', '=', from)
    .execute()
  for (const kind of ['hukou', 'residence'] as const) await keepHistory(db, kind, change, changeId)
  // First, so that a clue in work stays with the office that has it: a renamed village is no move.
  await sql`update clue set place = ${to} where place = ${from}`.execute(db)
  const moved = await sql`update person set
      hukou_region = case when hukou_region = ${from} then ${to} else hukou_region end,
      residence_region = case when residence_region = ${from} then ${to} else residence_region end
    where hukou_region = ${from} or residence_region = ${from}`.execute(db)
  await sql`update clue set
      hukou_region = case when hukou_region = ${from} then ${to} else hukou_region end,
      residence_region = case when residence_region = ${from} then ${to} else residence_region end
    where hukou_region = ${from} or residence_region = ${from}`.execute(db)
  for (const table of ['household', 'import', 'list', 'screening', 'progress']) {
    await sql`update ${sql.table(table)} set region = ${to} where region = ${from}`.execute(db)
  }
  await moveRights(db, from, to)
  return Number(moved.numAffectedRows ?? 0)
}

async function keepHistory(
  db: Kysely<Database>,
  kind: 'hukou' | 'residence',
  change: RegionChange,
  changeId: string,
): Promise<void> {
  const column = sql.ref(`${kind}_region`)
  await sql`insert into region_history (person_id, kind, code, from_day, until_day)
    select id, ${kind}, ${change.from}, coalesce((select max(until_day) from region_history h
      where h.person_id = person.id and h.kind = ${kind}), least((created_at at time zone 'Asia/Shanghai')::date, ${change.effectiveOn}::date - 1)), ${change.effectiveOn}
    from person where ${column} = ${change.from}
      and not exists (select 1 from region_history h where h.person_id = person.id and h.kind = ${kind} and h.until_day is null)`.execute(
    db,
  )
  await sql`update region_history set until_day = ${change.effectiveOn}
    where kind = ${kind} and code = ${change.from} and until_day is null`.execute(db)
  await sql`insert into region_history (person_id, kind, code, from_day, change_id)
    select id, ${kind}, ${change.to}, ${change.effectiveOn}, ${changeId} from person where ${column} = ${change.from}`.execute(
    db,
  )
}

/** An office that stood in the region keeps it under its new code; offices above gain and lose it by their ranges. */
async function moveRights(db: Kysely<Database>, from: string, to: string): Promise<void> {
  const range = (code: string) => {
    const { lo, hi } = regionRange(code)
    return sql`codemultirange(coderange(${lo}, ${hi}))`
  }
  const swapped = sql`reach - ${range(from)} + ${range(to)}`
  await sql`update organisation set region = ${to}, reach = ${swapped} where region = ${from}`.execute(db)
  await sql`update appointment set reach = ${swapped} where reach = ${range(from)}`.execute(db)
}
