import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { identityColumns, identityPlan } from './identity-plan.ts'
import type { Field, Plan } from './plan.ts'
import { prepared, prepareSides } from './prepare.ts'
import { keptColumns } from './used-columns.ts'

let dir: string
let analysis: Analysis

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-quick-'))
  analysis = await openAnalysis({ dir, memoryLimit: '512MB' })
})
afterAll(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

const plan = identityPlan()
/** Everything through JavaScript, cell by cell: what the engine reads by itself must be the same. */
const slow: Plan = { ...plan, fields: plan.fields.map(({ quick: _, ...field }): Field => field) }

const sign = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code)),
  },
  fc.constantFrom('歐', '陽', '欧', '阳', '司', '马', '单', '仇', '?', '？', '□', '·', ' ', 'a', '㐷', '吕'),
)
const name = fc.array(sign, { maxLength: 6 }).map((signs) => signs.join(''))
const two = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((number) => String(number).padStart(2, '0'))
const birth = fc.oneof(
  fc.tuple(fc.integer({ min: 1790, max: 2110 }), two(0, 13), two(0, 32)).map((parts) => parts.join('-')),
  fc.tuple(fc.integer({ min: 1900, max: 2030 }), two(1, 12), two(1, 28)).map((parts) => parts.join('')),
  fc.constantFrom('', '2020-1-10', '1990/02/03', '1990-02', '不详', '长期', '2020-01-1x'),
)
const digits = (least: number, most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }).map((list) => list.join(''))
const region = fc.oneof(
  digits(12, 12),
  digits(6, 6),
  digits(9, 9).map((code) => ` ${code}`),
  fc.constant('青河县/平安镇/清河村'),
)
const number = fc.oneof(
  digits(18, 18),
  digits(17, 17).map((head) => `${head}X`),
  digits(0, 17),
  digits(14, 16).map((head) => `${head}x`),
  fc.constantFrom(
    '01234567890123456.',
    '1234567890123456.X',
    '012_45678901234567',
    '1000000000000e0017',
    '010000000000000e16',
  ),
)
const row = fc.tuple(name, birth, region, digits(0, 12), number)

it('the engine reads by itself what JavaScript would have read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 300, maxLength: 400 }), async (rows) => {
      await fill(rows)
      expect(await read(plan)).toEqual(await read(slow))
    }),
    { numRuns: 3, endOnFailure: true },
  )
}, 120_000)

async function fill(rows: readonly (readonly string[])[]): Promise<void> {
  await analysis.run('drop table if exists people')
  const texts = Object.fromEntries(identityColumns.map((column) => [column, 'VARCHAR'] as const))
  await analysis.appendRows(
    'people',
    { row_no: 'INTEGER', ...texts },
    rows.map(([called, born, where, phone, id], at) =>
      [at + 1, called, '男', born, where, null, '3组15号', phone, id].map((cell) => cell || null),
    ),
  )
}

async function read(by: Plan) {
  await prepareSides(analysis, by, { left: 'people', right: 'people' })
  // The engine leaves a lost or long name's text out where whole numbers serve.
  const columns = ['row_no', ...keptColumns(by)].join(', ')
  return analysis.rows<Record<string, unknown>>(`select ${columns} from ${prepared.left} order by row_no`)
}
