import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { identityPlan } from './identity-plan.ts'
import { identityRules } from './identity-rules.ts'
import { wordOf } from './identity-words.ts'
import { filledRows, openedRows, sameKey } from './opened-rows.ts'

const { opened } = identityPlan()
const place = wordOf('spot', { village: 110_101_001_001, door: 7 })

let dir: string
let analysis: Analysis

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-opened-'))
  analysis = await openAnalysis({ dir })
  const row = (no: number, sound: string, spot: bigint, born: bigint, ids: bigint) =>
    `select ${no} as row_no, ${sound}::bigint as sound, 0::bigint as parts, null::bigint as phone, ${born}::bigint as born,
       0::bigint as area, ${spot}::bigint as spot, ${ids}::bigint as ids`
  await analysis.run(`create table persons as
    ${row(1, 'null', 0n, 0n, 0n)} union all
    ${row(2, '8', place, wordOf('born', { birth: 19_780_523 }), 0n)} union all
    ${row(3, '8', place, 0n, wordOf('ids', { id_birth: 19_780_523 }))}`)
})
afterAll(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

it('a row that says nothing agrees with itself in no rule', async () => {
  for (const { id, keys } of identityRules) {
    const on = keys.map((key) => sameKey(opened, key)).join(' and ')
    const found = await analysis.rows(
      `select l.row_no from ${openedRows(opened, 'persons')} l join ${openedRows(opened, 'persons')} r on ${on} where l.row_no = 1`,
    )
    expect(found, id).toEqual([])
  }
})

it('what is made of words is null where they say nothing, and a date is found in either word', async () => {
  const rows = await analysis.rows(
    `select * from ${filledRows(opened, 'persons', ['row_no', 'home', 'birth_sorted', 'birth'])} order by row_no`,
  )
  expect(rows).toEqual([
    { row_no: 1, home: null, birth_sorted: null, birth: null },
    { row_no: 2, home: place, birth_sorted: 19_780_523n, birth: 19_780_523n },
    { row_no: 3, home: place, birth_sorted: 19_780_523n, birth: null },
  ])
})
