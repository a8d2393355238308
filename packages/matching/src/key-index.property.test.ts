import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runExactMatch } from './exact-match.ts'
import { applyDelta, keepKeys } from './key-index.ts'
import { keyColumns } from './plain-key.ts'

let dir: string
let analysis: Analysis
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-delta-'))
  analysis = await openAnalysis({ dir: join(dir, 'spill'), folders: [dir], memoryLimit: '300MB' })
})
afterAll(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

const key = fc.integer({ min: 1, max: 12 })
const check = fc.integer({ min: 0, max: 1 })
const person = fc.record({ id: fc.integer({ min: 1, max: 15 }), key, ck: check })
const parts = fc.constantFrom(1, 4, 50)
const row = fc.record({ key: fc.option(key, { nil: null }), ck: check, upgraded: fc.boolean() })

async function fill(
  table: string,
  columns: Record<string, 'INTEGER' | 'BIGINT' | 'SMALLINT' | 'BOOLEAN' | 'VARCHAR'>,
  rows: (string | number | bigint | boolean | null)[][],
) {
  await analysis.run(`drop table if exists ${table}`)
  await analysis.appendRows(table, columns, rows)
}

const keyRow = (one: { id: number; key: number; ck: number }) => [one.id, BigInt(one.key), one.ck]

async function fullRun(
  register: { id: number; key: number; ck: number }[],
  atOnce: number,
): Promise<string[]> {
  await fill('register_key', keyColumns.register, register.map(keyRow))
  await runExactMatch(analysis, {
    register: { table: 'register_key' },
    file: { parquet: join(dir, 'file.parquet') },
    atOnce,
  })
  return linksOf('match_link')
}

async function linksOf(table: string): Promise<string[]> {
  const found = await analysis.rows<{ row_no: number; person_id: number; method: string }>(
    `select row_no, person_id, method from ${table} order by row_no`,
  )
  return found.map(({ row_no, person_id, method }) => `${row_no} ${person_id} ${method}`)
}

it('a delta over kept keys leaves the links of a full run', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { maxLength: 15 }),
      fc.array(person, { maxLength: 15 }),
      fc.array(row, { maxLength: 20 }),
      parts,
      async (before, other, file, atOnce) => {
        const rows = file.map((one, at) => [
          at + 1,
          one.key === null ? null : BigInt(one.key),
          one.ck,
          one.upgraded,
        ])
        await fill('file_key', keyColumns.file, rows)
        await keepKeys(analysis, 'file', 'file_key', join(dir, 'file.parquet'))
        await fullRun(before, atOnce)
        await analysis.run('create or replace table kept_pair as from match_pair')
        const changed = new Set(other.map(({ id }) => id))
        const after = [...before.filter(({ id }) => !changed.has(id)), ...other.slice(0, -1)]
        const touched = [...before, ...after].filter(({ id }) => changed.has(id))
        await fill(
          'changed',
          { key: 'BIGINT' },
          touched.map(({ key }) => [key]),
        )
        const expected = await fullRun(after, 50)
        await applyDelta(analysis, {
          keys: 'changed',
          register: { table: 'register_key' },
          file: { parquet: join(dir, 'file.parquet') },
          name: 'kept',
        })
        expect(await linksOf('kept_link')).toEqual(expected)
      },
    ),
    { numRuns: 40 },
  )
}, 120_000)
