import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import fc from 'fast-check'
import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'

const villages = ['990101001001', '990101001200', '990101002001', '990201001001']

type Act =
  | { kind: 'add'; many: number; place: number; home: number; level: number }
  | { kind: 'move'; place: number; home: number; level: number }
  | { kind: 'cancel' | 'die' | 'merge' | 'part' | 'remove'; level: number }
  | { kind: 'clue'; subject: 'person' | 'household'; level: number }
  | { kind: 'work'; state: string; holder: number; due: string | null }
  | { kind: 'list'; state: string; many: number }
  | { kind: 'compact' }

const level = fc.integer({ min: 1, max: 4 })
const place = fc.integer({ min: 0, max: villages.length - 1 })
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    many: fc.integer({ min: 1, max: 4 }),
    ...{ place, home: place, level },
  }),
  fc.record({ kind: fc.constant('move' as const), place, home: place, level }),
  fc.record({ kind: fc.constantFrom('cancel', 'die', 'merge', 'part', 'remove'), level }),
  fc.record({ kind: fc.constant('clue' as const), subject: fc.constantFrom('person', 'household'), level }),
  fc.record({
    kind: fc.constant('work' as const),
    state: fc.constantFrom('received', 'closed', 'withdrawn', 'new'),
    holder: fc.integer({ min: 3, max: 5 }),
    due: fc.constantFrom('2026-11-20', '2026-12-01', null),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    state: fc.constantFrom('matched', 'absent', 'invalid'),
    many: fc.integer({ min: 1, max: 3 }),
  }),
  fc.constant({ kind: 'compact' as const }),
)

let office: TestOffice
let owner: Pool
let list: string
beforeAll(async () => {
  office = await testOffice()
  owner = createPool(office.database.ownerUrl, { max: 1 })
  await owner.query(
    `select set_config('app.reach', '{[000000000000,999999999999)}', false), set_config('app.merging', 'on', false)`,
  )
  list = (
    await owner.query(`insert into list (id, file_type, title, region, received_on, row_count, retain_until, created_at, created_by)
      values (new_id(), 'deaths', 't', '990101000000', '2026-11-01', 0, '2027-11-01', now(), 'x') returning id`)
  ).rows[0].id
  await owner.query(`insert into screening (id, region, day, state, started_at, started_by)
    values (md5('s')::uuid, '990101000000', '2026-11-21', 'done', now(), 'x')`)
})
afterAll(async () => {
  await owner.end()
  await office.close()
})

async function take(one: Act): Promise<void> {
  if (one.kind === 'add')
    await owner.query(
      `insert into person (id, kind, name, category, level, certificate_status, hukou_region, residence_region, created_at, updated_at)
       select new_id(), case when n % 3 = 0 then 'relative' else 'holder' end, '甲', 'physical', $2, 'issued', $3, $4, now(), now()
       from generate_series(1, $1::int) n`,
      [one.many, one.level, villages[one.place], villages[one.home]],
    )
  if (one.kind === 'move')
    await owner.query(`update person set hukou_region = $1, residence_region = $2 where level = $3`, [
      villages[one.place],
      villages[one.home],
      one.level,
    ])
  if (one.kind === 'cancel')
    await owner.query(`update person set certificate_status = 'cancelled' where level = $1`, [one.level])
  if (one.kind === 'die') await owner.query('update person set alive = false where level = $1', [one.level])
  if (one.kind === 'merge')
    await owner.query(
      `update person set merged_into = (select min(id::text)::uuid from person where level <> $1) where level = $1`,
      [one.level],
    )
  if (one.kind === 'part')
    await owner.query('update person set merged_into = null where level = $1', [one.level])
  if (one.kind === 'remove')
    await owner.query(
      `delete from person p where level = $1 and not exists (select 1 from clue c where c.person_id = p.id)
         and not exists (select 1 from person o where o.merged_into = p.id)`,
      [one.level],
    )
  if (one.kind === 'clue')
    await owner.query(
      `insert into clue (id, rule, rule_version, subject, person_id, severity, since, screening_id, state, facts, hukou_region, residence_region)
       select new_id(), 'certificate-expired', '1', $1::text, id, 'high', '2026-11-21', md5('s')::uuid, 'closed', '{}', hukou_region, residence_region
       from person where level = $2`,
      [one.subject, one.level],
    )
  if (one.kind === 'work')
    await owner.query(
      `update clue set state = $1::text, holder = $2, due_county = $3, due_township = $3, due_village = $3,
         closed_on = case when $1::text = 'closed' then date '2026-11-22' end, withdrawn_on = case when $1::text = 'withdrawn' then date '2026-11-23' end
       where id in (select id from clue where $1 in ('closed', 'withdrawn') order by id limit 3)`,
      [one.state, one.holder, one.due],
    )
  if (one.kind === 'list') {
    await owner.query(
      `insert into list_row (list_id, sheet, row_no, state, fields)
       select $1, 0, coalesce((select max(row_no) from list_row), 0) + n, $2, '{}' from generate_series(1, $3::int) n`,
      [list, one.state, one.many],
    )
    await owner.query(`delete from list_row where row_no = (select min(row_no) from list_row)`)
  }
  if (one.kind === 'compact') await owner.query('select compact_tallies()')
}

/** What each tally should say, counted anew. */
const counted: Readonly<Record<string, string>> = {
  person_tally: `select township_of(hukou_region), township_of(residence_region), kind, category, level,
    kind <> 'holder' or (alive and certificate_status <> 'cancelled'), count(*) from person where merged_into is null group by 1, 2, 3, 4, 5, 6`,
  clue_tally: `select township_of(hukou_region), township_of(residence_region), township_of(place), state, rule, severity, holder, due, office_id, count(*)
    from clue where subject = 'person' or exists (select from person p where p.id = person_id and p.merged_into is null
      and township_of(p.hukou_region) = township_of(clue.hukou_region) and township_of(p.residence_region) = township_of(clue.residence_region))
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9`,
  clue_day_tally: `select township_of(hukou_region), township_of(residence_region), since,
    case state when 'closed' then closed_on when 'withdrawn' then withdrawn_on end, count(*) from clue group by 1, 2, 3, 4`,
  list_tally: 'select list_id, state, count(*) from list_row group by 1, 2',
}

/** Lines that a tally has too many or too few. */
async function differences(): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const [tally, anew] of Object.entries(counted)) {
    const { rows: columns } = await owner.query(
      `select string_agg(attname, ', ' order by attnum) as names from pg_attribute where attrelid = $1::regclass and attnum > 0 and attname <> 'n'`,
      [tally],
    )
    const { names } = columns[0]
    const kept = `select ${names}, sum(n) as n from ${tally} group by ${names} having sum(n) <> 0`
    const { rows } = await owner.query(
      `select count(*)::int as n from ((${kept}) except (${anew}) union all ((${anew}) except (${kept}))) d`,
    )
    found[tally] = rows[0].n
  }
  return found
}

const none = { person_tally: 0, clue_tally: 0, clue_day_tally: 0, list_tally: 0 }

test('are what counting anew gives, whatever was written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
      for (const one of acts) {
        await take(one)
        expect([one.kind, await differences()]).toEqual([one.kind, none])
      }
    }),
    { numRuns: 15, endOnFailure: true },
  )
}, 120_000)

test('are told apart from what is there where one statement is not tallied', async () => {
  await take({ kind: 'add', many: 1, place: 0, home: 0, level: 1 })
  await owner.query('alter table person disable trigger tally_update')
  await owner.query(`update person set hukou_region = '${villages[3]}' where hukou_region = '${villages[0]}'`)
  await owner.query('alter table person enable trigger tally_update')
  expect((await differences()).person_tally).toBeGreaterThan(0)
  await owner.query(`update person set hukou_region = '${villages[3]}'`)
})

test('are seen by whole townships only, and written by nobody but the triggers', async () => {
  const seen = async (reach: string) => {
    const client = await office.server.pool.connect()
    try {
      await client.query(`begin; select set_config('app.reach', '${reach}', true)`)
      const { rows } = await client.query(
        'select count(*)::int as n, min(hukou_region) as lo, max(hukou_region) as hi from person_tally where hukou_region = residence_region',
      )
      return rows[0]
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  for (const at of [0, 2, 3]) await take({ kind: 'add', many: 2, place: at, home: at, level: 3 })
  const county = await seen('{[990101000000,990102000000)}')
  expect(county).toMatchObject({ lo: '990101001000', hi: '990101002000' })
  expect(await seen('{[990101001000,990101002000)}')).toMatchObject({
    lo: '990101001000',
    hi: '990101001000',
  })
  expect(await seen('{[990101001001,990101001002)}')).toMatchObject({ n: 0 })
  expect(await seen('{[990101001000,990101001002)}')).toMatchObject({ n: 0 })
  expect(await seen('{[990101001000,990101002000),[990201000000,990202000000)}')).toMatchObject({
    lo: '990101001000',
    hi: '990201001000',
  })
  expect(await seen('{}')).toMatchObject({ n: 0 })
  for (const statement of [
    `insert into person_tally select * from person_tally`,
    'delete from clue_tally',
    'update list_tally set n = 0',
  ])
    await expect(office.server.pool.query(statement)).rejects.toThrow('permission denied')
})
