import { createPool, importTables, openSnapshot, type TableTally, tallyRows } from '@zhucan/db'
import { testDatabase } from '@zhucan/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareTallies } from '../src/backup/row-tally.ts'

const tallyOf = (text: string, cuts: readonly number[] = []): TableTally => {
  const tally = tallyRows()
  const bytes = Buffer.from(text)
  let from = 0
  for (const cut of [...cuts.map((n) => n % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    tally.add(bytes.subarray(from, cut))
    from = cut
  }
  return tally.result()
}

describe('the tally of rows', () => {
  it('is the same in any order and however the bytes are cut, and another for other rows', () => {
    const rows = fc.array(
      fc.string().map((text) => `${text.replaceAll('\n', ' ')}\n`),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(rows, fc.array(fc.nat()), (lines, cuts) => {
        const tally = tallyOf(lines.join(''), cuts)
        expect(tallyOf(lines.toReversed().join(''))).toEqual(tally)
        expect(tally.rows).toBe(lines.length)
        expect(tallyOf([...lines, lines[0]].join('')).hash).not.toBe(tally.hash)
        expect(tallyOf(lines.join('').replace(/.?\n$/, 'other\n')).hash).not.toBe(tally.hash)
      }),
      { numRuns: 200 },
    )
  })

  it('names the tables that differ', () => {
    const side = (rows: number, hash: string) => ({ rows, hash })
    expect(
      compareTallies(
        new Map([
          ['a', side(1, 'x')],
          ['b', side(2, 'y')],
        ]),
        new Map([
          ['a', side(1, 'x')],
          ['b', side(2, 'z')],
          ['c', side(1, 'w')],
        ]),
      ),
    ).toEqual([
      { table: 'b', expected: 2, found: 2 },
      { table: 'c', expected: 0, found: 1 },
    ])
  })
})

describe('a snapshot', () => {
  let from: Awaited<ReturnType<typeof testDatabase>>
  let into: Awaited<ReturnType<typeof testDatabase>>
  let source: ReturnType<typeof createPool>
  let target: ReturnType<typeof createPool>
  beforeAll(async () => {
    ;[from, into] = [await testDatabase(), await testDatabase()]
    source = createPool(from.ownerUrl, { max: 4 })
    target = createPool(into.ownerUrl, { max: 4 })
    await source.query(`
      select set_config('app.reach', '{[000000000000,999999999999)}', false);
      insert into household (id, code, region, created_at) values (new_id(), 'tab	and \\ and
line', '990101001001', now());
      insert into person (id, kind, name, hukou_region, residence_region, household_id, created_at, updated_at)
        select new_id(), 'holder', '甲', '990101001001', '990101001001', id, now(), now() from household`)
  })
  afterAll(async () => {
    await Promise.all([source.end(), target.end()])
    await Promise.all([from.drop(), into.drop()])
  })

  /** Everything of a snapshot, table by table. */
  async function read() {
    const snapshot = await openSnapshot(source)
    const parts = new Map<string, Buffer[]>()
    for (const table of snapshot.tables) {
      const chunks: Buffer[] = []
      for await (const chunk of snapshot.copy(table)) chunks.push(chunk)
      parts.set(table.name, chunks)
    }
    await snapshot.close()
    return { ...snapshot, parts }
  }

  const fillWith =
    ({ tables, parts }: Awaited<ReturnType<typeof read>>) =>
    async (loader: {
      load(table: (typeof tables)[number], chunks: AsyncIterable<Buffer>): Promise<void>
    }) => {
      for (const table of tables)
        await loader.load(
          table,
          (async function* () {
            yield* parts.get(table.name)!
          })(),
        )
    }

  it('holds what row security hides from the owner, and one moment only', async () => {
    const snapshot = await openSnapshot(source)
    await source.query(`insert into setting values ('later', '1')`)
    const rows = async (name: string) => {
      const tally = tallyRows()
      for await (const chunk of snapshot.copy(snapshot.tables.find((table) => table.name === name)!))
        tally.add(chunk)
      return tally.result().rows
    }
    expect(await rows('person')).toBe(1)
    expect(await rows('setting')).toBe(0)
    await snapshot.close()
    await source.query(`delete from setting where key = 'later'`)
  })

  it('does not open the backup door to the application', async () => {
    const app = createPool(from.appUrl, { max: 1 })
    await app.query(`select set_config('app.backup', 'on', false)`)
    expect((await app.query('select from person')).rowCount).toBe(0)
    await app.end()
  })

  it('comes back whole into an empty database, with its guards on again', async () => {
    const copy = await read()
    const seen: Map<string, TableTally>[] = []
    await importTables(target, {
      migrations: copy.migrations,
      replace: true,
      fill: fillWith(copy),
      judge: async (found) => void seen.push(new Map(found)),
    })
    const expected = new Map(
      [...copy.parts].map(([name, chunks]) => {
        const tally = tallyRows()
        for (const chunk of chunks) tally.add(chunk)
        return [name, tally.result()]
      }),
    )
    expect(compareTallies(expected, seen[0]!)).toEqual([])
    const guards = await target.query(
      `select (select count(*)::int from pg_class where relrowsecurity and not relforcerowsecurity
           and relnamespace = 'public'::regnamespace) as unforced,
         (select count(*)::int from pg_trigger where tgenabled = 'D') as disabled,
         (select count(*)::int from pg_constraint where contype = 'f') as links,
         (select count(*)::int from pg_constraint where contype = 'f' and not convalidated) as unchecked`,
    )
    const links = await source.query(`select count(*)::int as n from pg_constraint where contype = 'f'`)
    expect(guards.rows[0]).toEqual({ unforced: 0, disabled: 0, links: links.rows[0].n, unchecked: 0 })
  })

  it('leaves the database as it was when a row does not belong, or the judge says no', async () => {
    const copy = await read()
    const request = { migrations: copy.migrations, replace: true, judge: async () => undefined }
    const before = await target.query('select count(*)::int as n from person')
    const orphan = { ...copy, parts: new Map(copy.parts).set('household', []) }
    await expect(importTables(target, { ...request, fill: fillWith(orphan) })).rejects.toThrow(/foreign key/)
    const refused = importTables(target, {
      ...request,
      fill: fillWith(copy),
      judge: async () => {
        throw new Error('no')
      },
    })
    await expect(refused).rejects.toThrow('no')
    expect((await target.query('select count(*)::int as n from person')).rows).toEqual(before.rows)
  })

  it('never goes over something that is there, nor into a schema this program does not know', async () => {
    const copy = await read()
    const request = { replace: false, fill: fillWith(copy), judge: async () => undefined }
    await expect(importTables(target, { ...request, migrations: copy.migrations })).rejects.toMatchObject({
      code: 'database.not-empty',
    })
    await expect(
      importTables(target, { ...request, migrations: [{ name: '99991231-01-later.sql', hash: 'x' }] }),
    ).rejects.toMatchObject({ code: 'database.newer-schema' })
  })
})
