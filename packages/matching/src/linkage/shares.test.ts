import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { countShares, shareTable } from './shares.ts'

let dir: string
let analysis: Analysis

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-shares-'))
  analysis = await openAnalysis({ dir })
  await analysis.run(
    `create table linkage_left as select * from (values ('wide', 1), ('wide', 1), ('wide', 1), ('left', 2), ('left', 3), ('both', 4), ('once', 5), (null, 6)) t(name, phone);
     create table linkage_right as select * from (values ('wide', 1), ('both', 2), ('both', 3), ('once', 4), (null, 5)) t(name, phone)`,
  )
})
afterAll(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

const sharesOf = async (column: string) => {
  const found = await analysis.rows<{ value: string; share: number }>(`from ${shareTable(column)}`)
  return new Map(found.map(({ value, share }) => [value, share]))
}

it('a value that both sides have has the share of all its rows, unless each side has it once', async () => {
  const shares = await countShares(analysis, { counted: ['name'] }, false)
  const found = await sharesOf('name')
  expect(found.get('wide')).toBeCloseTo(4 / 11)
  expect(found.get('both')).toBeCloseTo(3 / 11)
  expect(found.has('once')).toBe(false)
  expect(shares.get('name')).toEqual({ u: 2 / 11, rarest: 2 / 11 })
})

it('how often strangers agree is what the side with fewer repetitions says', async () => {
  const shares = await countShares(analysis, { counted: ['name'] }, true)
  expect(shares.get('name')).toEqual({ u: 8 / 49, rarest: 2 / 7 })
  expect([...(await sharesOf('name'))]).toEqual([['wide', 3 / 7]])
  await analysis.run(
    `create table more as select * from range(5) x, linkage_left; alter table linkage_right rename to few; alter table more rename to linkage_right`,
  )
  const both = await countShares(analysis, { counted: ['name'] }, false)
  expect(both.get('name')!.u).toBe(8 / 49)
})
