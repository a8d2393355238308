import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assignPairs, decided, type Thresholds } from './assign.ts'
import { scoredTable, spaceTable } from './score.ts'

let analysis: Analysis
let dir: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-assign-'))
  analysis = await openAnalysis({ dir, threads: 1, memoryLimit: '400MB' })
})
afterAll(async () => {
  await analysis[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

interface Pair {
  readonly a: number
  readonly b: number
  readonly weight: number
  readonly guarded: boolean
}

const thresholds: Thresholds = { link: 4, review: -4, margin: 2 }
const alone = 1

const pairs = fc.uniqueArray(
  fc.record({
    a: fc.integer({ min: 1, max: 4 }),
    b: fc.integer({ min: 1, max: 4 }),
    weight: fc.oneof(fc.integer({ min: -6, max: 8 }), fc.integer({ min: 1, max: 5 })),
    guarded: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
  }),
  { selector: ({ a, b }) => `${a} ${b}`, maxLength: 14 },
)

/** What is decided, by the words of the definition: all pairs are put in order in each round. */
function plainly(scored: readonly Pair[], oneToOne: boolean) {
  const sides = oneToOne ? (['a', 'b'] as const) : (['b'] as const)
  const links: Pair[] = []
  let open = scored
    .map((one) => ({ ...one, weight: one.weight + (oneToOne ? alone : 0) }))
    .filter(({ weight }) => weight >= thresholds.review)
  const isAhead = (one: Pair) =>
    sides.every((side) =>
      open.every(
        (other) =>
          other === one || other[side] !== one[side] || one.weight - other.weight >= thresholds.margin,
      ),
    )
  for (let round = 0; round < 8; round++) {
    const added = open.filter((one) => one.weight >= thresholds.link && !one.guarded && isAhead(one))
    links.push(...added)
    open = open.filter((one) => !links.some((link) => sides.some((side) => link[side] === one[side])))
    if (added.length === 0 || !oneToOne) break
  }
  const best = (b: number) => Math.max(...open.filter((one) => one.b === b).map(({ weight }) => weight))
  const review = open.filter((one) => best(one.b) - one.weight < thresholds.margin)
  const rivals = (b: number) => review.filter((one) => one.b === b).length
  return { links, review: review.map((one) => ({ ...one, rivals: rivals(one.b) })) }
}

async function assigned(scored: readonly Pair[], oneToOne: boolean) {
  await analysis.run(
    `drop table if exists ${scoredTable}; create or replace table ${spaceTable} as select ${alone}e0 as alone`,
  )
  await analysis.appendRows(
    scoredTable,
    { a: 'INTEGER', b: 'INTEGER', weight: 'DOUBLE', guarded: 'BOOLEAN', pattern: 'BIGINT', boost: 'DOUBLE' },
    scored.map(({ a, b, weight, guarded }) => [a, b, weight, guarded, 0, 0]),
  )
  const counts = await assignPairs(analysis, thresholds, oneToOne)
  const links = await analysis.rows<Pair>(`select a, b, weight from ${decided.link} order by b, a`)
  const review = await analysis.rows<Pair & { rivals: bigint }>(
    `select a, b, weight, guarded, rivals from ${decided.review} order by b, a`,
  )
  expect(counts).toEqual({ links: links.length, review: review.length })
  return { links, review: review.map((one) => ({ ...one, rivals: Number(one.rivals) })) }
}

const inOrder = <T extends Pair>(all: readonly T[]) => all.toSorted((x, y) => x.b - y.b || x.a - y.a)

describe('decides as if all pairs were put in order', () => {
  for (const oneToOne of [true, false])
    it(oneToOne ? 'one to one' : 'many to one', () =>
      fc.assert(
        fc.asyncProperty(pairs, async (scored) => {
          const expected = plainly(scored, oneToOne)
          const found = await assigned(scored, oneToOne)
          expect(found.links).toEqual(inOrder(expected.links).map(({ a, b, weight }) => ({ a, b, weight })))
          expect(found.review).toEqual(inOrder(expected.review))
        }),
        { numRuns: 100 },
      ),
    )
})
