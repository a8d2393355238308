import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { makeLinkageSet } from '@zhucan/demo'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { assignPairs, linksSql, reviewSql } from './assign.ts'
import { identityColumns, identityPlan, identityThresholds } from './identity-plan.ts'
import { type LinkReport, scoreSides } from './link.ts'

/** name, sex, birth, region, residence, address, phone, number */
type Cells = readonly (string | null)[]
const village = '990101001001'
const person = (
  name: string,
  birth: string,
  more: { door?: string; phone?: string; number?: string } = {},
): Cells => [name, '女', birth, village, null, more.door ?? null, more.phone ?? null, more.number ?? null]

const set = makeLinkageSet({ seed: 7, register: 2500, file: 1200 })
const ordinary = (rows: typeof set.register): Cells[] =>
  rows.map(({ name, sex, birth, region, address, phone, idNumber }) =>
    [name, sex, birth, region, null, address, phone, idNumber].map((cell) => cell || null),
  )

/** People who show one thing each: what the register says, what the list says. */
const shown: Readonly<Record<string, readonly [Cells | null, Cells | null]>> = {
  rare: [person('亓官翠屏', '1951-02-03'), person('亓官翠屏', '1951-02-03')],
  common: [person('王桂英', '1951-02-04'), person('王桂英', '1951-02-04')],
  'namesake one': [person('单玉凤', '1962-05-06'), person('单玉凤', '1962-05-06')],
  'namesake two': [person('单玉凤', '1962-05-06'), null],
  homophone: [person('尉迟玉兰', '1953-03-01'), person('尉迟玉岚', '1953-03-01')],
  folded: [person('郎清芳', '1954-04-01'), person('囊琴方', '1954-04-01')],
  lost: [person('闫□芝', '1955-05-01'), person('闫灵芝', '1955-05-01')],
  'a rare character lost': [person('闫𬀩灵', '1965-05-01'), person('闫□灵', '1965-05-01')],
  slip: [person('苟明霞', '1956-06-01'), person('苟霞明', '1956-06-01')],
  long: [person('阿卜杜热合曼吐尔逊', '1957-07-01'), person('阿卜杜热合曼吐尔', '1957-07-01')],
  swapped: [person('管秀兰', '1958-08-05'), person('管秀兰', '1958-05-08')],
  'by its number': [
    person('蔺素珍', '1959-09-01', { number: '990101195909010027' }),
    person('蔺素珍', '1985-01-30', { number: '99010119590901003X' }),
  ],
  'tail slips': [
    person('麻玉珍', '1960-10-01', { number: '990101196010010027' }),
    person('麻玉珍', '1960-10-01', { number: '990101196010010072' }),
  ],
  'listed once': [person('谌玉环', '1963-12-01'), person('谌玉环', '1963-12-01')],
  'listed again': [null, person('谌玉环', '1963-12-01')],
  twin: [
    person('阚大宝', '1961-11-01', { door: '3组12号' }),
    person('阚小双', '1961-11-01', { door: '3组12号' }),
  ],
  'twin with one telephone': [
    person('逄大喜', '1964-01-09', { door: '5组8号', phone: '13800990041' }),
    person('逄小喜', '1964-01-09', { door: '5组8号', phone: '13800990041' }),
  ],
}
const names = Object.keys(shown)
/** Namesakes by the dozen make a name common. */
const many = Array.from({ length: 60 }, (_, at) => person('王桂英', `19${30 + at}-12-28`))
const sides = {
  people: [...many, ...ordinary(set.register)],
  rows: [...many.slice(0, 30), ...ordinary(set.file)],
}

let dir: string
let analysis: Analysis
let report: LinkReport
let linked: number
let links: Map<string, Found>
let review: Map<string, Found>
interface Found {
  weight: number
  evidence: string
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'zhucan-deciding-'))
  analysis = await openAnalysis({ dir, memoryLimit: '512MB' })
  const columns = {
    row_no: 'INTEGER',
    ...Object.fromEntries(identityColumns.map((column) => [column, 'VARCHAR'] as const)),
  } as const
  for (const [table, at] of [
    ['people', 0],
    ['rows', 1],
  ] as const) {
    const special = names.flatMap((name, place) => {
      const cells = shown[name]![at]
      return cells === null ? [] : [[place, ...cells]]
    })
    const others = sides[table].map((cells, place) => [1000 + place, ...cells])
    await analysis.appendRows(table, columns, [...special, ...others])
  }
  const request = { plan: identityPlan(), sides: { left: 'people', right: 'rows' } }
  report = await scoreSides(analysis, request)
  await assignPairs(analysis, identityThresholds, true)
  const named = async (query: string) => {
    const found = await analysis.rows<{ a: number; b: number } & Found>(
      `select * from (${query}) where b < 1000`,
    )
    return new Map(found.map(({ a, b, ...rest }) => [`${names[b]} → ${names[a] ?? a}`, rest]))
  }
  linked = await analysis.run(`create table links_before as select a, b, weight from (${linksSql})`)
  links = await named(linksSql)
  review = await named(reviewSql)
}, 60_000)
afterAll(async () => {
  await analysis.close()
  rmSync(dir, { recursive: true, force: true })
})

const found = (name: string) => links.get(`${name} → ${name}`) ?? review.get(`${name} → ${name}`)

it('a rare name weighs more than a common one, all else alike', () => {
  const [rare, common] = [found('rare')!, found('common')!]
  expect(rare.evidence).toMatch(/rarity \+/)
  expect(rare.weight - common.weight).toBeGreaterThan(3)
})

it('two candidates who are alike make no link: both are shown', () => {
  expect([...links.keys()].filter((key) => key.startsWith('namesake'))).toEqual([])
  expect(review.get('namesake one → namesake one')?.evidence).toContain('several candidates')
  expect(review.get('namesake one → namesake two')?.evidence).toContain('several candidates')
})

it.each([
  ['homophone', /name homophone \+/],
  ['folded', /name sounds-alike \+/],
  ['lost', /name sounds-alike \+/],
  ['a rare character lost', /name sounds-alike \+/],
  ['slip', /name slip \+/],
  ['long', /name slip \+/],
  ['swapped', /birth other-source \+/],
  ['by its number', /birth other-source \+/],
  ['tail slips', /id-tail one-digit \+/],
])('%s: %s', (name, evidence) => expect(found(name)?.evidence).toMatch(evidence))

it('a name that only sounds alike or shares its surname weighs less than the same sound', () => {
  const bits = (level: string) => {
    const { m, u } = report.model.comparisons.name!.find(({ id }) => id === level)!
    return Math.log2(m / u)
  }
  expect(bits('homophone')).toBeGreaterThan(bits('sounds-alike'))
  expect(bits('sounds-alike')).toBeGreaterThan(bits('surname'))
  expect(bits('surname')).toBeGreaterThan(bits('differs'))
})

it.each(['twin', 'twin with one telephone'])('a %s at the same door waits for a person', (name) => {
  expect(links.has(`${name} → ${name}`)).toBe(false)
  expect(review.get(`${name} → ${name}`)?.evidence).toContain('needs a person')
})

it('how often strangers are equal is counted on each side, not sampled', async () => {
  const chanceOn = async (side: string, value: string) => {
    const [row] = await analysis.rows<{ u: number }>(
      `select sum(n * (n - 1)) / sum(n) ** 2 as u from (
         select ${value} as value, count(*)::double as n from linkage_${side} where value is not null group by value)`,
    )
    return row!.u
  }
  const chance = async (value: string) =>
    Math.min(await chanceOn('left', value), await chanceOn('right', value))
  const u = (comparison: string, level: string) =>
    report.model.comparisons[comparison]!.find(({ id }) => id === level)!.u
  const sameName = await chance('name_id')
  expect(u('name', 'same') / sameName).toBeCloseTo(1, 5)
  expect(u('name', 'homophone') / ((await chance('sound')) - sameName)).toBeCloseTo(1, 4)
  expect(u('birth', 'same') / (await chance('nullif(born & 134217727, 0)'))).toBeCloseTo(1, 5)
  expect(u('id-tail', 'same') / (await chance('nullif((ids >> 47) & 16383, 0)'))).toBeCloseTo(1, 5)
})

it('the same rows in another order give the same model and the same links', async () => {
  await analysis.run(
    `create table people_turned as select * replace (100000 - row_no as row_no) from people;
     create table rows_turned as select * replace ((row_no * 7919) % 100003 as row_no) from rows`,
  )
  const turned = { left: 'people_turned', right: 'rows_turned' }
  const other = await scoreSides(analysis, { plan: identityPlan(), sides: turned })
  await assignPairs(analysis, identityThresholds, true)
  const [same] = await analysis.rows<{ both: bigint; now: bigint }>(
    `select count(*) as now, count(*) filter (exists (from links_before o
       where o.a = 100000 - n.a and (o.b * 7919) % 100003 = n.b and o.weight = n.weight)) as both from (${linksSql}) n`,
  )
  expect(other.model).toEqual(report.model)
  expect([Number(same!.both), Number(same!.now)]).toEqual([linked, linked])
})

it('what true pairs look like is learnt from these very pairs', () => {
  const start = identityPlan().comparisons.find(({ id }) => id === 'name')!.levels[0]!.start
  const same = report.model.comparisons.name!.find(({ id }) => id === 'same')!
  expect(Math.abs(same.m - start)).toBeGreaterThan(0.001)
})

it('a model is named by what it says: two that differ never bear one name', async () => {
  await analysis.run('create table fewer as select * from rows where row_no % 2 = 0')
  const other = await scoreSides(analysis, {
    plan: identityPlan(),
    sides: { left: 'people', right: 'fewer' },
  })
  expect(other.model.version).not.toBe(report.model.version)
})

it('in a list without birth dates, who has no tail of a number either waits for a person', () => {
  const agreement = (more: readonly (readonly [string, string])[]) =>
    new Map([['name', 'same'] as const, ['place', 'village'] as const, ['phone', 'same'] as const, ...more])
  const { guard } = identityPlan({ birthColumn: false })
  expect(guard?.(agreement([]))).toBe(true)
  expect(guard?.(agreement([['id-tail', 'one-digit']]))).toBe(false)
  expect(identityPlan().guard?.(agreement([]))).toBe(false)
})

it('where each person is listed once, two rows never get one person', () => {
  const took = [...links.keys()].filter((key) => key.endsWith('→ listed once'))
  expect(took.length).toBeLessThan(2)
  expect(took.length + [...review.keys()].filter((key) => key.endsWith('→ listed once')).length).toBe(2)
})

it('of one household only the tail of the number tells who it is: a telephone may be the whole family’s', () => {
  const { guard } = identityPlan()
  const household = [
    ['name', 'one-character'] as const,
    ['birth', 'same'] as const,
    ['place', 'door'] as const,
  ]
  expect(guard?.(new Map(household))).toBe(true)
  expect(guard?.(new Map([...household, ['id-tail', 'one-digit'] as const]))).toBe(true)
  expect(guard?.(new Map([...household, ['id-tail', 'same'] as const]))).toBe(false)
  expect(guard?.(new Map([...household, ['phone', 'same'] as const]))).toBe(true)
})
