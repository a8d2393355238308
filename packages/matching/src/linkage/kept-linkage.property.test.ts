import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis, sqlText } from '@zhucan/analysis'
import { type LinkageRow, makeLinkageSet } from '@zhucan/demo'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assignPairs, decided } from './assign.ts'
import { identityColumns, identityPlan, identityThresholds } from './identity-plan.ts'
import { currentVersion, writeVersion } from './kept-folder.ts'
import { keepLinkage, relinkChanged } from './kept-linkage.ts'
import { type KeptTable, registerRows } from './kept-register.ts'
import { scoreSides } from './link.ts'
import type { KeptState } from './rescore.ts'
import { prepareRegister, scoreAgainst } from './score-against.ts'

const columns = {
  row_no: 'INTEGER',
  ...Object.fromEntries(identityColumns.map((column) => [column, 'VARCHAR'] as const)),
} as const
const size = 1500
const set = makeLinkageSet({ seed: 7, register: size, file: size })
const plan = identityPlan()

let dir: string
let analysis: Analysis

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-kept-'))
  analysis = await openAnalysis({ dir: join(dir, 'run'), memoryLimit: '512MB', folders: [dir] })
  await analysis.appendRows('people', columns, set.register.map(cells))
  await analysis.appendRows('rows', columns, set.file.map(cells))
}, 60_000)
afterAll(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

function cells(row: LinkageRow, at: number) {
  const { name, sex, birth, region, address, phone, idNumber } = row
  return [at + 1, name, sex, birth, region, null, address, phone, idNumber].map((cell) => cell || null)
}

async function fill(table: string, rows: readonly (readonly [number, LinkageRow])[]): Promise<string> {
  await analysis.run(`drop table if exists ${table}`)
  await analysis.appendRows(
    table,
    columns,
    rows.map(([at, row]) => cells(row, at)),
  )
  return table
}

async function goneTable(table: string, rows: readonly number[]): Promise<string> {
  await analysis.run(`drop table if exists ${table}`)
  await analysis.appendRows(
    table,
    { row_no: 'INTEGER' },
    rows.map((at) => [at + 1]),
  )
  return table
}

async function links() {
  await assignPairs(analysis, identityThresholds, true)
  return analysis.rows(`select a, b, round(weight, 6) as weight from ${decided.link} order by b`)
}

const some = fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: 20 })
const changes = fc.record({
  moved: some,
  left: some,
  /** Rows of the file that leave, which return as another says, and that are written differently now. */
  rows: fc.record({ away: some, spoilt: some }),
  other: fc.integer({ min: 1, max: size - 1 }),
})

it('links after a change of the register and the file are those of a full run with what was kept', async () => {
  const report = await scoreSides(analysis, { plan, sides: { left: 'people', right: 'rows' } })
  const [delta, full] = [join(dir, 'delta'), join(dir, 'full')]
  for (const kept of [delta, full]) await keepLinkage(analysis, kept, { plan, report })
  const now = new Map(set.register.entries())
  const rows = new Map(set.file.entries())
  await fc.assert(
    fc.asyncProperty(changes, async ({ moved, left, rows: { away, spoilt }, other }) => {
      const before = [...now.keys()]
      const rowsBefore = [...rows.keys()]
      const returned = [...set.file.keys()].filter((at) => !rows.has(at))
      const written = [...returned, ...spoilt]
      for (const at of written) rows.set(at, { ...set.file[at]!, phone: set.register[other]!.phone })
      for (const at of away) rows.delete(at)
      const freshRows = [...rows].filter(([at]) => written.includes(at))
      for (const at of left) now.delete(at)
      // Somebody takes the name, the phone and the number of another.
      for (const at of moved)
        now.set(at, { ...set.register[(at + other) % size]!, region: set.register[at]!.region })
      const changed = [...now].filter(([at]) => moved.includes(at))
      await relinkChanged(analysis, delta, {
        plan,
        now: await fill('fresh', changed),
        gone: await goneTable('gone', [...moved, ...left]),
        rows: {
          now: await fill('fresh_rows', freshRows),
          gone: await goneTable('gone_rows', [...written, ...away]),
        },
      })
      const found = await links()
      await relinkChanged(analysis, full, {
        plan,
        now: await fill('fresh', [...now]),
        gone: await goneTable('gone', before),
        rows: {
          now: await fill('fresh_rows', [...rows]),
          gone: await goneTable('gone_rows', rowsBefore),
        },
      })
      expect(found).toEqual(await links())
      expect(found.length).toBeGreaterThan(500)
    }),
    { numRuns: 3, endOnFailure: true },
  )
}, 240_000)

describe('a register kept in parts', () => {
  const now = new Map(set.register.entries())
  const inode = (kept: string, version: string) =>
    statSync(join(kept, version, `${registerRows.base}.parquet`)).ino
  const tableIn = (folder: string) => (table: string) =>
    `read_parquet(${sqlText(join(folder, `${table}.parquet`))})`
  const stateIn = (folder: string) =>
    JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as KeptState
  let kept: string
  let first: number

  beforeAll(async () => {
    kept = join(dir, 'parts')
    const report = await scoreSides(analysis, { plan, sides: { left: 'people', right: 'rows' } })
    first = inode(kept, await keepLinkage(analysis, kept, { plan, report }))
  })

  /** Every so-manieth person becomes another; of the last some leave. */
  async function change(every: number) {
    const touched = [...set.register.keys()].filter((at) => at % every === 0)
    for (const at of touched) now.set(at, { ...set.register[at + 1]!, phone: set.register[at]!.phone })
    for (const at of touched.slice(-5)) now.delete(at)
    const rows = [...now].filter(([at]) => touched.includes(at))
    return { plan, now: await fill('fresh', rows), gone: await goneTable('gone', touched) }
  }

  async function linksOfNew(table: KeptTable, { shares, model }: KeptState, wide: readonly string[]) {
    const against = { plan, rows: 'rows', kept: table, shares, model, wide, inPlace: true }
    const { refused, pairs } = await scoreAgainst(analysis, against)
    return { refused, pairs, links: await links() }
  }

  it('gives a new file what the same register gives that is read anew', async () => {
    await relinkChanged(analysis, kept, await change(60))
    const version = await relinkChanged(analysis, kept, await change(90))
    expect(inode(kept, version), 'the rows it began with stay where they are').toBe(first)
    const folder = join(kept, version)
    const inParts = await linksOfNew(tableIn(folder), stateIn(folder), [])
    await fill('all_now', [...now])
    await prepareRegister(analysis, plan, 'all_now')
    await analysis.run(`drop table if exists anew; alter table ${registerRows.base} rename to anew`)
    const { base, come, gone } = registerRows
    const anew = new Map([
      [base, '(from anew)'],
      [come, '(from anew limit 0)'],
      [gone, '(select row_no from anew limit 0)'],
    ])
    const table = (name: string) => anew.get(name as typeof base) ?? tableIn(folder)(name)
    expect(inParts).toEqual(await linksOfNew(table, stateIn(folder), ['phone', 'name sound + birth']))
    expect(inParts.links.length).toBeGreaterThan(500)
  }, 120_000)

  it('becomes one when its parts have grown, and stays as it was where that is killed', async () => {
    const before = currentVersion(kept)!
    const files = readdirSync(join(kept, before)).sort()
    const killed = new Proxy(analysis, {
      get: (target, key: keyof Analysis) =>
        key !== 'run'
          ? target[key]
          : async (sql: string) => {
              if (sql.startsWith('copy') && sql.includes(`/${registerRows.base}.parquet`))
                throw new Error('killed')
              return target.run(sql)
            },
    })
    const many = await change(8)
    await expect(relinkChanged(killed, kept, many)).rejects.toThrow('killed')
    expect([currentVersion(kept), readdirSync(join(kept, before)).sort()]).toEqual([before, files])
    const whole = await relinkChanged(analysis, kept, many)
    expect(inode(kept, whole)).not.toBe(inode(kept, before))
    const [row] = await analysis.rows<{ n: bigint; parts: bigint }>(
      `select (select count(*) from ${tableIn(join(kept, whole))(registerRows.base)}) as n,
         (select count(*) from ${tableIn(join(kept, whole))(registerRows.gone)}) as parts`,
    )
    expect(row).toEqual({ n: BigInt(now.size), parts: 0n })
  }, 120_000)
})

it('a run that is killed leaves the version before it readable', async () => {
  const kept = join(dir, 'killed')
  await writeVersion(kept, async (part) => mkdirSync(join(part, 'whole')))
  const killed = writeVersion(kept, async () => {
    throw new Error('killed')
  })
  await expect(killed).rejects.toThrow('killed')
  expect(currentVersion(kept)).toBe('v1')
  expect(existsSync(join(kept, 'v1', 'whole'))).toBe(true)
  expect(existsSync(join(kept, 'v2.part')), 'where a disk is full, nothing is left to fill it').toBe(false)
  await writeVersion(kept, async (part) => mkdirSync(join(part, 'again')))
  expect(currentVersion(kept)).toBe('v2')
  expect(existsSync(join(kept, 'v2', 'again'))).toBe(true)
})
