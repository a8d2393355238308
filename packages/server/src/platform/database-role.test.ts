import { createPool, withTransaction } from '@zhucan/db'
import { type SeededPlace, seedPlace, type TestOffice, testOffice } from '@zhucan/testing/office'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** What somebody could do who got hold of the application's own database connection. */
describe('the role of the application', () => {
  let office: TestOffice
  let place: SeededPlace
  beforeAll(async () => {
    office = await testOffice()
    place = await seedPlace(office, '990101001001')
  })
  afterAll(() => office.close())

  const asApp = (work: Parameters<typeof withTransaction>[2]) => withTransaction(office.server.pool, {}, work)
  const answers = async (statement: string) =>
    asApp(async (_db, client) => (await client.query(statement)).rows[0] as Record<string, unknown>)

  it('cannot make a function of the owner run code of its own', async () => {
    const key = office.server.keyring.numberKey(place.idNumber).key
    await expect(
      asApp(async (_db, client) => {
        await client.query(`create function pg_temp.who() returns bigint language plpgsql as
          $f$ begin execute 'delete from public.audit_chain'; raise exception 'ran as %', current_user; end $f$`)
        await client.query(`create temp view person_number as
          select pg_temp.who() as key, 0::smallint as check_sealed, 'id'::text as kind;
          grant select on person_number to public`)
        const { rows } = await client.query('select * from numbers_elsewhere(array[$1::bigint])', [key])
        expect(rows).toHaveLength(1)
      }),
    ).resolves.toBeUndefined()
  })

  it('can neither lift row security nor make anything that lasts', async () => {
    expect(
      await answers(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
          has_schema_privilege('public', 'create') as public_create,
          has_schema_privilege('graphile_worker', 'create') as queue_create,
          pg_has_role(current_user, 'zhucan_owner', 'member') as is_owner
        from pg_roles where rolname = current_user`),
    ).toEqual({
      ...{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
      ...{ public_create: false, queue_create: false, is_owner: false },
    })
  })

  // Secrets of a log-in are read before anybody has an area; they know no person of the register.
  it('meets row security, forced, on every table that knows a person or a place', async () => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    const { rows } = await owner.query(`select c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)
        and c.relname not like 'auth\\_%' and c.relname <> 'second_factor'
        and exists (select from pg_attribute a where a.attrelid = c.oid and (a.attname = 'sealed' and a.atttypid = 'bytea'::regtype
          or a.attname in ('person_id', 'hukou_region', 'household_id', 'import_id', 'list_id')))`)
    await owner.end()
    expect(rows).toEqual([])
  })

  it('runs as the owner in few functions, whose names are all fixed', async () => {
    const owner = createPool(office.database.ownerUrl, { max: 1 })
    const { rows } = await owner.query<{ proname: string; proconfig: string[]; callable: boolean }>(
      `select proname, proconfig, has_function_privilege('zhucan_app', oid, 'execute') and prorettype <> 'trigger'::regtype as callable
       from pg_proc where prosecdef and pronamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace) order by proname`,
    )
    await owner.end()
    for (const { proname, proconfig } of rows)
      expect([proname, proconfig]).toEqual([proname, ['search_path=pg_catalog, public, pg_temp']])
    expect(rows.filter(({ callable }) => callable).map(({ proname }) => proname)).toEqual([
      'audit_tail',
      'carry_out_erasure',
      'compact_tallies',
      'erasure_holds',
      'look_at_people_again',
      'numbers_elsewhere',
    ])
    // The others are asked by triggers alone: figures kept beside what is written, and what hides a file.
    expect(rows.filter(({ callable }) => !callable).map(({ proname }) => proname)).toEqual([
      'lies_near',
      'mark_record_change',
      'move_clues_near',
      'set_clue_near',
      'step_back',
      ...['clue', 'list_row', 'person'].flatMap((table) =>
        ['delete', 'insert', 'update'].map((act) => `tally_${table}_${act}`),
      ),
    ])
  })

  it.each(['setting', 'region', 'region_change', 'schema_version'])('cannot write to %s', async (table) => {
    await expect(asApp(async (_db, client) => client.query(`delete from ${table}`))).rejects.toThrow(
      /permission denied/,
    )
  })
})
