import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exactMatchTables, keyColumns, linkers, runExactMatch } from './index.ts'

let dir: string
let analysis: Analysis
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-matching-'))
  analysis = await openAnalysis({ dir: join(dir, 'spill'), folders: [dir], memoryLimit: '300MB', threads: 1 })
})
afterEach(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

const request = { register: { table: 'register_key' }, file: { table: 'file_key' } }
const tables = exactMatchTables()
const A = 99_010_119_500_307_001n
const B = 99_010_119_630_815_002n

async function load(
  register: (readonly [number, bigint, number])[],
  file: (readonly [number, bigint | null, number | null, boolean])[],
) {
  await analysis.appendRows('register_key', keyColumns.register, register)
  await analysis.appendRows('file_key', keyColumns.file, file)
}

function outcomes() {
  return analysis.rows(`select row_no, outcome, person_id, method from ${tables.outcome} order by row_no`)
}

describe('the exact match', () => {
  it('gives every file row one outcome', async () => {
    await load(
      [
        [1, A, 8],
        [2, B, 3],
      ],
      [
        [1, A, 8, false],
        [2, B, 3, true],
        [3, A, 9, false],
        [4, 5n, 1, false],
        [5, null, null, false],
        [6, A, 8, false],
      ],
    )
    const summary = await runExactMatch(analysis, request)
    expect(await outcomes()).toEqual([
      { row_no: 1, outcome: 'matched', person_id: 1, method: 'exact' },
      { row_no: 2, outcome: 'matched', person_id: 2, method: 'upgraded15' },
      { row_no: 3, outcome: 'mismatch', person_id: null, method: null },
      { row_no: 4, outcome: 'absent', person_id: null, method: null },
      { row_no: 5, outcome: 'unusable', person_id: null, method: null },
      { row_no: 6, outcome: 'matched', person_id: 1, method: 'exact' },
    ])
    expect(summary).toEqual({
      rows: 6,
      matched: 3,
      upgraded: 1,
      ambiguous: 0,
      mismatch: 1,
      absent: 1,
      unusable: 1,
    })
  })

  it('reports both persons of a shared number and links neither', async () => {
    await load(
      [
        [1, A, 8],
        [2, A, 8],
        [3, B, 3],
      ],
      [
        [1, A, 8, false],
        [2, A, 7, false],
        [3, B, 3, false],
      ],
    )
    const summary = await runExactMatch(analysis, request)
    expect(summary).toMatchObject({ matched: 1, ambiguous: 1, mismatch: 1, absent: 0 })
    expect(await analysis.rows(`select * from ${tables.candidate} order by all`)).toEqual([
      { row_no: 1, person_id: 1 },
      { row_no: 1, person_id: 2 },
    ])
    expect(await analysis.rows(`select * from ${tables.link}`)).toEqual([
      { row_no: 3, person_id: 3, method: 'exact' },
    ])
  })

  it('finds a person under a former number, and a number listed twice for one person is not shared', async () => {
    await load(
      [
        [1, A, 8],
        [1, A, 8],
        [1, B, 3],
      ],
      [
        [1, A, 8, false],
        [2, B, 3, false],
      ],
    )
    expect(await runExactMatch(analysis, request)).toMatchObject({ matched: 2, ambiguous: 0 })
    expect(await analysis.rows(`select row_no, person_id from ${tables.link} order by 1`)).toEqual([
      { row_no: 1, person_id: 1 },
      { row_no: 2, person_id: 1 },
    ])
  })

  it('lets the right check decide when a slip of the same key stands in the register too', async () => {
    await load(
      [
        [1, A, 8],
        [2, A, 5],
      ],
      [[1, A, 8, false]],
    )
    expect(await runExactMatch(analysis, request)).toMatchObject({ matched: 1, mismatch: 0 })
  })

  it('reads keys from Parquet, with person ids that are UUIDs', async () => {
    const id = '0199f000-1111-7222-b333-444455556666'
    await analysis.copyToParquet(
      `select '${id}'::uuid as person_id, ${A} as key, 8::smallint as ck`,
      join(dir, 'r.parquet'),
    )
    await analysis.appendRows('file_key', keyColumns.file, [[1, A, 8, false]])
    await runExactMatch(analysis, {
      register: { parquet: join(dir, 'r.parquet') },
      file: { table: 'file_key' },
      name: 'x',
    })
    expect(await analysis.rows(`select person_id from ${exactMatchTables('x').link}`)).toEqual([
      { person_id: id },
    ])
  })

  it('works on empty sides and runs again on the same names', async () => {
    await load([], [])
    const none = { rows: 0, matched: 0, upgraded: 0, ambiguous: 0, mismatch: 0, absent: 0, unusable: 0 }
    expect(await runExactMatch(analysis, request)).toEqual(none)
    await load([[1, A, 8]], [[1, A, 8, false]])
    expect(await runExactMatch(analysis, request)).toEqual({ ...none, rows: 1, matched: 1 })
  })

  it('says that there is no room, and leaves the former links, when a part does not fit', async () => {
    const spill = join(dir, 'small')
    await using small = await openAnalysis({
      dir: spill,
      folders: [dir],
      memoryLimit: '30MB',
      maxSpill: '8MB',
      threads: 1,
    })
    const kept = (name: string) => ({ parquet: join(dir, `${name}.parquet`) })
    const make = (name: string, columns: string, rows: number) =>
      small.copyToParquet(
        `select ${columns}, (range * 7)::bigint as key, 1::smallint as ck from range(${rows})`,
        kept(name).parquet,
      )
    await make('few', 'range::integer as person_id, false as shared', 10)
    await make('many', 'range::integer as person_id, false as shared', 2_000_000)
    await make('file', 'range::integer as row_no, false as upgraded', 2_000_000)
    const [few, many, file] = ['few', 'many', 'file'].map(kept)
    await runExactMatch(small, { register: few!, numbers: few!, file: file! })
    const run = runExactMatch(small, { register: many!, numbers: many!, file: file!, atOnce: 300_000 })
    await expect(run).rejects.toMatchObject({
      code: expect.stringMatching(/^analysis\.(out-of-memory|disk-full)$/),
    })
    expect(await small.rows(`select count(*) as links from ${tables.link}`)).toEqual([{ links: 10n }])
  })

  it('is the only linker so far', () => {
    expect(linkers.map((linker) => linker.id)).toEqual(['exact'])
  })
})
