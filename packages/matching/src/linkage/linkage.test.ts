import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { type LinkageRow, makeLinkageSet } from '@zhucan/demo'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assignPairs, decided } from './assign.ts'
import { identityColumns, identityPlan, identityThresholds } from './identity-plan.ts'
import { type LinkReport, scoreSides } from './link.ts'
import { readModel } from './model.ts'
import { type NameForm, readPersonName } from './read-person-name.ts'

const columns = {
  row_no: 'INTEGER',
  ...Object.fromEntries(identityColumns.map((column) => [column, 'VARCHAR'] as const)),
} as const
const size = 20_000
const set = makeLinkageSet({ seed: 62, register: size, file: size })

let dir: string
let analysis: Analysis
let report: LinkReport
let links: Map<number, number>

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-linkage-'))
  analysis = await openAnalysis({ dir, memoryLimit: '1GB' })
  await analysis.appendRows('people', columns, set.register.map(cells))
  await analysis.appendRows('rows', columns, set.file.map(cells))
  report = await scoreSides(analysis, { plan: identityPlan(), sides: { left: 'people', right: 'rows' } })
  links = await linked(identityThresholds.link)
}, 180_000)
afterAll(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

function cells(row: LinkageRow, at: number) {
  const { name, sex, birth, region, address, phone, idNumber } = row
  return [at + 1, name, sex, birth, region, null, address, phone, idNumber || null].map(
    (cell) => cell || null,
  )
}

async function linked(link: number): Promise<Map<number, number>> {
  await assignPairs(analysis, { ...identityThresholds, link }, true)
  const found = await analysis.rows<{ a: number; b: number }>(`select a, b from ${decided.link}`)
  return new Map(found.map(({ a, b }) => [b, a]))
}

function quality(found: ReadonlyMap<number, number>, isWanted: (row: number) => boolean = () => true) {
  const wanted = set.truth.flatMap((person, at) => (person !== null && isWanted(at) ? [at + 1] : []))
  const right = wanted.filter((row) => found.get(row) === set.truth[row - 1]).length
  const made = [...found.keys()].filter((row) => isWanted(row - 1)).length
  return { precision: right / made, recall: right / wanted.length }
}

describe('20,000 persons against 20,000 rows without a usable number', () => {
  it('are linked with hardly an error', () => {
    const { precision, recall } = quality(links)
    expect(precision).toBeGreaterThanOrEqual(0.998)
    expect(recall).toBeGreaterThanOrEqual(0.985)
  })

  it('leave to people what is doubtful, so that hardly anybody is lost', async () => {
    const band = await analysis.rows<{ a: number; b: number }>(`select a, b from ${decided.review}`)
    const shown = new Map(band.filter(({ a, b }) => set.truth[b - 1] === a).map(({ a, b }) => [b, a]))
    expect(quality(new Map([...links, ...shown])).recall).toBeGreaterThanOrEqual(0.99)
  })

  it('are linked about as well whatever the form of the name', () => {
    const forms = ['han2', 'han3', 'dotted'] as const satisfies readonly NameForm[]
    for (const form of forms) {
      const isForm = (at: number) => {
        const person = set.truth[at]
        return person != null && readPersonName(set.register[person - 1]!.name)?.form === form
      }
      expect(quality(links, isForm).recall, form).toBeGreaterThanOrEqual(0.97)
    }
  })

  it('take one partner each', () => expect(new Set(links.values()).size).toBe(links.size))

  it('give the same links with the model that was kept', async () => {
    const model = readModel(JSON.stringify(report.model))!
    const again = await scoreSides(analysis, {
      plan: identityPlan(),
      sides: { left: 'people', right: 'rows' },
      model,
    })
    expect(again).toMatchObject({ trained: false, model: { version: report.model.version } })
    const same = await linked(identityThresholds.link)
    const other = [...links].filter(([row, person]) => same.get(row) !== person)
    expect(other.length).toBeLessThanOrEqual(links.size / 1000)
  }, 120_000)

  it('count every candidate of a rule exactly before any is made', async () => {
    const [one] = report.rules.filter(({ rule }) => rule.id === 'phone')
    const [row] = await analysis.rows<{ n: bigint }>(
      'select count(*) as n from linkage_left l join linkage_right r on l.phone = r.phone',
    )
    expect(one?.pairs).toBe(Number(row!.n))
  })
})

it('refuses rules over the budget and says which', async () => {
  const tight = await scoreSides(analysis, {
    plan: identityPlan(),
    sides: { left: 'people', right: 'rows' },
    budget: { rule: 11_000, total: 40_000 },
  })
  expect(tight.refused.length).toBeGreaterThan(0)
  expect(tight.rules.reduce((sum, { pairs }) => sum + pairs, 0)).toBeLessThanOrEqual(40_000)
}, 120_000)
