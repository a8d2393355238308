import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Analysis, openAnalysis, type RollUpRegion, rollUp, rollUpWeights } from '../src/index.ts'

const answers = ['out', 'in', 'base', 'cannot-say'] as const
type Row = readonly [region: string, ...answers: (typeof answers)[number][]]

let dir: string
let analysis: Analysis
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-rollup-'))
  analysis = await openAnalysis({ dir, threads: 1, memoryLimit: '256MB' })
})
afterAll(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

const range = { lo: 990000000000n, hi: 999999999999n }

async function rolledUp(rows: readonly Row[], within = range): Promise<RollUpRegion[]> {
  await analysis.run('drop table if exists row')
  await analysis.appendRows(
    'row',
    { region: 'BIGINT', a: 'VARCHAR', b: 'VARCHAR' },
    rows.map(([region, a, b]) => [BigInt(region), a ?? 'out', b ?? 'out']),
  )
  const column = (name: string) => ({
    name,
    sql: `case f.${name} ${answers.map((each) => `when '${each}' then ${rollUpWeights[each]}`).join(' ')} end`,
  })
  const found: RollUpRegion[] = []
  for await (const batch of rollUp(analysis, {
    table: 'row',
    columns: [column('a'), column('b')],
    range: within,
  }))
    found.push(...batch)
  return found
}

const count = (regions: readonly RollUpRegion[], region: string, column: string) =>
  regions.find((each) => each.region === region)?.counts.find((each) => each.column === column)

describe('a roll-up', () => {
  it('adds villages into townships, counties, cities and the province, and no further', async () => {
    const found = await rolledUp([
      ['990101001001', 'in', 'base'],
      ['990101001001', 'cannot-say', 'in'],
      ['990101001002', 'in', 'out'],
      ['990102000000', 'in', 'cannot-say'],
    ])
    expect(found.map(({ region }) => region)).toEqual([
      '990000000000',
      '990100000000',
      '990101000000',
      '990101001000',
      '990101001001',
      '990101001002',
      '990102000000',
    ])
    expect(count(found, '990101001000', 'a')).toMatchObject({ counted: 2n, unknown: 1n, missingPlaces: 1 })
    expect(count(found, '990101001000', 'b')).toMatchObject({ counted: 1n, base: 1n, unknown: 0n })
    expect(count(found, '990100000000', 'b')).toMatchObject({
      counted: 1n,
      base: 1n,
      unknown: 1n,
      missingPlaces: 1,
    })
    expect(count(found, '990101001002', 'b')).toBeUndefined()
  })

  it('adds a township of a city without counties once', async () => {
    const found = await rolledUp([['991900003001', 'in', 'out']])
    expect(found.map(({ region }) => region)).toEqual([
      '990000000000',
      '991900000000',
      '991900003000',
      '991900003001',
    ])
    expect(count(found, '991900000000', 'a')).toMatchObject({ counted: 1n })
  })

  it('stays inside what was asked for', async () => {
    const found = await rolledUp([['990101001001', 'in', 'out']], { lo: 990101000000n, hi: 990102000000n })
    expect(found[0]?.region).toBe('990101000000')
  })

  const digits = (n: number) => fc.integer({ min: 0, max: 2 }).map((value) => String(value).padStart(n, '0'))
  const place = fc.tuple(digits(2), digits(2), digits(3), digits(3)).map((parts) => `99${parts.join('')}`)
  const row = fc.tuple(place, fc.constantFrom(...answers), fc.constantFrom(...answers))

  it('counts in every region exactly the rows at or under it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), async (rows) => {
        const found = await rolledUp(rows)
        for (const { region, counts } of found) {
          const own = prefixOf(region)
          for (const { column, counted, base, unknown } of counts) {
            const inside = rows
              .filter(([at]) => at.startsWith(own))
              .map((each) => each[column === 'a' ? 1 : 2])
            const of = (answer: string) => BigInt(inside.filter((each) => each === answer).length)
            expect([counted, base, unknown]).toEqual([of('in'), of('base'), of('cannot-say')])
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})

/** Told another way than the engine does it: by text. */
function prefixOf(code: string): string {
  const widths = [2, 4, 6, 9, 12]
  return code.slice(
    0,
    widths.find((width) => /^0*$/.test(code.slice(width))),
  )
}
