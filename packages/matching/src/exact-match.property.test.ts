import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { addDays, inspectIdentity, isUsable, makeIdNumber, type PlainDate, plainDate } from '@zhucan/kernel'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exactMatchTables, fileKeyRow, keyColumns, registerKeyRows, runExactMatch } from './index.ts'

const day = plainDate('2026-11-21')
let dir: string
let analysis: Analysis
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-matching-'))
  analysis = await openAnalysis({ dir, memoryLimit: '300MB', threads: 1 })
})
afterAll(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

// Few days and sequences, so that persons and file rows meet and numbers are shared often.
const id18 = fc
  .tuple(fc.constantFrom('990101', '990102'), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3 }))
  .map(([prefix, days, sequence]) => makeIdNumber(prefix, addDays('1962-12-30' as PlainDate, days), sequence))

const spoiled = fc
  .tuple(id18, fc.constantFrom(...Object.values(spoilers())))
  .map(([number, spoil]) => spoil(number))

function spoilers() {
  return {
    none: (n: string) => n,
    blanks: (n: string) => ` ${n.slice(0, 6)} ${n.slice(6)}`,
    lower: (n: string) => n.toLowerCase(),
    fullWidth: (n: string) => n.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
    fifteen: (n: string) => n.slice(0, 6) + n.slice(8, 17),
    otherCheck: (n: string) => n.slice(0, 17) + (n.endsWith('5') ? '6' : '5'),
    swapped: (n: string) => n.slice(0, 14) + n[15] + n[14] + n.slice(16),
    short: (n: string) => n.slice(0, 16),
    certificate: (n: string) => `${n}43`,
    empty: () => '',
  }
}

/** What a reader would do by hand: every register number looked at for every row. */
function naive(register: { person: number; cells: string[] }[], raw: string) {
  const found = inspectIdentity(raw, { day })
  if (!isUsable(found)) return { outcome: 'unusable', persons: [] }
  const persons = new Set<number>()
  for (const row of register)
    for (const cell of row.cells) {
      const known = inspectIdentity(cell, { day })
      if (isUsable(known) && known.id18 === found.id18) persons.add(row.person)
    }
  const outcome = persons.size === 0 ? 'absent' : persons.size === 1 ? 'matched' : 'ambiguous'
  return { outcome, persons: [...persons].sort((a, b) => a - b) }
}

async function engine(register: { person: number; cells: string[] }[], file: string[], atOnce: number) {
  for (const table of ['register_key', 'file_key']) await analysis.run(`drop table if exists ${table}`)
  const read = (cell: string) => {
    const identity = inspectIdentity(cell, { day })
    return { kind: identity.kind, id18: identity.id18, usable: isUsable(identity) }
  }
  const persons = register.flatMap(({ person, cells }) => registerKeyRows(person, cells.map(read)))
  const rows = file.map((raw, index) => fileKeyRow(index, [read(raw)]))
  await analysis.appendRows('register_key', keyColumns.register, persons)
  await analysis.appendRows('file_key', keyColumns.file, rows)
  await runExactMatch(analysis, {
    register: { table: 'register_key' },
    file: { table: 'file_key' },
    atOnce,
  })
  const tables = exactMatchTables()
  return analysis.rows<{ outcome: string; persons: number[] }>(
    `select o.outcome, list_sort(list(coalesce(o.person_id, c.person_id)) filter (coalesce(o.person_id, c.person_id) is not null)) as persons
     from ${tables.outcome} o left join ${tables.candidate} c using (row_no) group by o.row_no, o.outcome order by o.row_no`,
  )
}

it('links exactly the rows that a naive look-up links, typos, former and shared numbers included, in parts of any size', async () => {
  const person = fc.array(spoiled, { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { maxLength: 30 }),
      fc.array(spoiled, { maxLength: 40 }),
      fc.constantFrom(1, 3, 10, 100),
      async (people, file, atOnce) => {
        const register = people.map((cells, person) => ({ person, cells }))
        const out = await engine(register, file, atOnce)
        expect(out.map(({ outcome, persons }) => ({ outcome, persons: persons ?? [] }))).toEqual(
          file.map((raw) => naive(register, raw)),
        )
      },
    ),
    { numRuns: 60 },
  )
})
