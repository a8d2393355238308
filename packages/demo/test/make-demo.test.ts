import { join } from 'node:path'
import { files, recogniseFile, rules } from '@zhucan/catalogue'
import { inspectIdentity } from '@zhucan/kernel'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { day, hashesOf, type MadeSet, makeSet, type ReadSheet, readBack } from './made-set.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const PERSONS = 3000
const lists: Record<string, ReadSheet> = {}
let made: MadeSet
let holders: ReadSheet
let family: ReadSheet

beforeAll(async () => {
  made = await makeSet(PERSONS)
  for (const [id, { file }] of Object.entries(made.summary.lists))
    lists[id] = await readBack(join(made.folder, file), id)
  const register = join(made.folder, 'register.xlsx')
  holders = await readBack(register, 'register', { index: 0, name: 'holders' })
  family = await readBack(register, 'register', { index: 1, name: 'family' })
})
afterAll(() => made.remove())

test('gives the same bytes for the same seed and other people for another', async () => {
  const again = await makeSet(300)
  const twin = await makeSet(300)
  const other = await makeSet(300, 2)
  const [a, b, c] = [await hashesOf(again.folder), await hashesOf(twin.folder), await hashesOf(other.folder)]
  await Promise.all([again, twin, other].map((set) => set.remove()))
  expect(a).toEqual(b)
  expect(Object.keys(a)).toEqual(Object.keys(c))
  expect(c['truth/people.csv']).not.toBe(a['truth/people.csv'])
  expect(c['truth/clues.csv']).not.toBe(a['truth/clues.csv'])
})

test('gives everybody a right number of their own that begins with 99', async () => {
  const people = await made.truth('people.csv')
  expect(people.filter(({ kind }) => kind === 'holder')).toHaveLength(PERSONS)
  expect(new Set(people.map(({ id18 }) => id18)).size).toBe(people.length)
  const wrong = people.filter(({ id18 = '', certificate = '' }) => {
    const identity = inspectIdentity(id18, { day })
    return (
      !id18.startsWith('99') ||
      identity.faults.length > 0 ||
      (certificate !== '' && certificate.slice(0, 18) !== id18)
    )
  })
  expect(wrong).toEqual([])
})

test('lets no number of a real province into any file', () => {
  const real = [holders, family, ...Object.values(lists)].flatMap(({ rows }) =>
    rows
      .flatMap(({ values }) => Object.values(values))
      .filter((value) => {
        const number = value as { id18?: string | null; usable?: boolean } | null
        return number?.usable === true && !number.id18?.startsWith('99')
      }),
  )
  expect(real).toEqual([])
})

test('is recognised by its headers, whatever stands above them', () => {
  for (const [id, { headers, headerRow }] of Object.entries(lists)) {
    expect(recogniseFile(headers)?.file.id, id).toBe(id)
    expect(headerRow, id).toBe(made.summary.lists[id]!.headerRow)
  }
  expect(recogniseFile(holders.headers)).toMatchObject({ file: { id: 'register' }, sheet: 'holders' })
  expect(recogniseFile(family.headers)).toMatchObject({ file: { id: 'register' }, sheet: 'family' })
  expect(holders.headers).toHaveLength(30)
  expect(Object.keys(lists).toSorted()).toEqual(
    files
      .map(({ id }) => id)
      .filter((id) => id !== 'register')
      .toSorted(),
  )
})

test('comes in the shapes that offices send', () => {
  const encodings = Object.values(lists).map(({ encoding }) => encoding)
  expect(encodings).toContain('gb18030')
  expect(encodings).toContain('utf-8')
  expect(lists['school-register']!.sheets).toBe(2)
  expect(lists['civil-affairs-assistance']!.above).toHaveLength(2)
  const extra = Object.values(lists).filter(
    ({ headers }) => headers.includes('备注') || headers.includes('经办人'),
  )
  expect(extra.length).toBeGreaterThan(2)
})

test('plants exactly the faults that the truth lists', async () => {
  const planted = new Map<string, string[]>()
  for (const { file, row, column, code } of await made.truth('faults.csv')) {
    const key = `${file} ${row}`
    planted.set(key, [...(planted.get(key) ?? []), `${column} ${code}`])
  }
  const missed: string[] = []
  const unplanned: string[] = []
  for (const [id, { rows }] of Object.entries({ register: holders, 'register-family': family, ...lists })) {
    for (const { row, faults } of rows) {
      const told = faults.map(({ column, code }) => `${column} ${code}`)
      // Only an import that knows the regions and the other rows of a file can tell these.
      const due = (planted.get(`${id} ${row}`) ?? []).filter(
        (fault) => !/region\.unknown|row\.duplicate|household\.unknown/.test(fault),
      )
      missed.push(...due.filter((fault) => !told.includes(fault)).map((fault) => `${id} ${row} ${fault}`))
      if (due.length === 0) unplanned.push(...told.map((fault) => `${id} ${row} ${fault}`))
    }
  }
  expect(missed).toEqual([])
  expect(unplanned).toEqual([])
})

test('says of every row about a known person whether its number leads there', async () => {
  const people = new Map((await made.truth('people.csv')).map(({ person_no, id18 }) => [person_no, id18]))
  const wrong: string[] = []
  const links = await made.truth('links.csv')
  const rowsOf = new Map(
    Object.entries(lists).map(([id, { rows }]) => [id, new Map(rows.map((row) => [row.row, row]))]),
  )
  for (const { file = '', row, person_no, usable_id } of links) {
    const number = rowsOf.get(file)?.get(Number(row))?.values.idNumber as
      | { id18: string | null; usable: boolean }
      | null
      | undefined
    if (number === undefined) wrong.push(`${file} ${row} is no data row`)
    const leads = number?.usable === true && number.id18 === people.get(person_no)
    if (leads !== (usable_id === '1')) wrong.push(`${file} ${row}`)
  }
  expect(wrong).toEqual([])
  const known = Object.values(made.summary.lists).reduce((sum, list) => sum + list.known, 0)
  expect(links).toHaveLength(known)
})

test('writes as many rows as its titles and totals tell', () => {
  for (const [id, { rows, footer }] of Object.entries(lists)) {
    expect(rows, id).toHaveLength(made.summary.lists[id]!.rows)
    if (footer) expect(footer.join(' '), id).toMatch(/合计/)
  }
  const rural = lists['rural-revitalisation']!
  const households = new Set(rural.rows.map(({ values }) => values.householdNumber)).size
  expect(rural.above[0]![0]).toContain(`共${households}户${rural.rows.length}人`)
  expect(rural.footer).toEqual(['合计', `${households}户`, `${rural.rows.length}人`])
  expect(lists['civil-affairs-assistance']!.footer).toEqual([
    '合计',
    String(lists['civil-affairs-assistance']!.rows.length),
  ])
  expect(lists.deaths!.footer).toEqual(['合计', `${lists.deaths!.rows.length}人`])
  const sizes = Map.groupBy(rural.rows, ({ values }) => values.householdNumber)
  const uneven = [...sizes.values()].filter((rows) =>
    rows.some(({ values }) => values.members !== rows.length),
  )
  expect(uneven).toEqual([])
})

test('knows rural people by 18, 20 and 22 characters in one column', () => {
  const lengths = lists['rural-revitalisation']!.rows.map(
    ({ values }) => (values.idNumber as { raw: string } | null)?.raw.trim().length,
  )
  expect([18, 20, 22].every((length) => lengths.includes(length))).toBe(true)
})

test('spoils numbers as often as real lists do', async () => {
  const rows = Object.values(made.summary.lists).reduce((sum, list) => sum + list.rows, 0)
  const [faults, variants] = [await made.truth('faults.csv'), await made.truth('variants.csv')]
  const share = (found: readonly unknown[]) => found.length / rows
  const inLists = faults.filter(({ file, column }) => !file!.startsWith('register') && column === 'idNumber')
  expect(share(inLists.filter(({ code }) => code === 'id.missing'))).toBeCloseTo(0.015, 2)
  expect(share(inLists.filter(({ code }) => code === 'id.check' || code === 'id.date'))).toBeCloseTo(0.02, 2)
  const kinds = (kind: string) =>
    share(variants.filter((variant) => !variant.file!.startsWith('register') && variant.kind === kind))
  expect(Math.abs(kinds('outer-blank') - 0.03)).toBeLessThan(0.006)
  expect(Math.abs(kinds('inner-blank') - 0.015)).toBeLessThan(0.005)
  expect(Math.abs(kinds('full-width') - 0.01)).toBeLessThan(0.004)
  expect(kinds('fifteen-digits')).toBeGreaterThan(0.008)
  expect(kinds('homophone')).toBeGreaterThan(0.005)
})

test('expects clues of all fifteen rules, about people who are imported', async () => {
  const people = await made.truth('people.csv')
  const imported = new Set(
    people.filter((person) => person.imported === '1').map(({ person_no }) => person_no),
  )
  const households = new Set(people.map(({ household }) => household))
  const clues = await made.truth('clues.csv')
  expect(new Set(clues.map(({ rule }) => rule))).toEqual(new Set(rules.map(({ id }) => id)))
  const subjects = new Map<string, string>(rules.map(({ id, subject }) => [id, subject]))
  const wrong = clues.filter(
    ({ rule, subject, key }) =>
      subject !== subjects.get(rule!) || !(subject === 'person' ? imported : households).has(key!),
  )
  expect(wrong).toEqual([])
  expect(new Set(clues.map(({ rule, key }) => `${rule} ${key}`)).size).toBe(clues.length)
})

test('expects fewer false alarms once every row is linked', async () => {
  const { exact, latent } = made.summary.clues
  expect(latent['nursing-subsidy-missed']).toBeLessThan(exact['nursing-subsidy-missed']!)
  expect(latent['dead-but-paid']).toBeGreaterThanOrEqual(exact['dead-but-paid']!)
  expect(await made.truth('clues-latent.csv')).toHaveLength(
    Object.values(latent).reduce((sum, count) => sum + count, 0),
  )
})

test('leaves out of the import every register row whose numbers are unusable, and their families', async () => {
  const people = await made.truth('people.csv')
  const left = people.filter(({ kind, imported }) => kind === 'holder' && imported === '0')
  const kept = new Set(
    (await made.truth('faults.csv'))
      .filter(({ file, code }) => file === 'register' && /id|missing|region/.test(code!))
      .map(({ row }) => Number(row)),
  )
  const unusable = holders.rows.filter(({ values }) =>
    [values.idNumber, values.certificateNumber].every(
      (value) => (value as { usable: boolean } | null)?.usable !== true,
    ),
  )
  expect(unusable.length).toBeGreaterThan(5)
  expect(unusable.filter(({ row }) => !kept.has(row))).toEqual([])
  expect(left.length).toBeGreaterThan(unusable.length)
  expect(made.summary.register.imported).toBe(PERSONS - left.length)
  const open = new Set(
    people
      .filter(({ kind, imported }) => kind === 'holder' && imported === '1')
      .map(({ household }) => household),
  )
  expect(
    people.filter(
      ({ kind, imported, household }) => kind !== 'holder' && imported === '1' && !open.has(household!),
    ),
  ).toEqual([])
})

test('makes families, ages and places that look like a county', async () => {
  const people = await made.truth('people.csv')
  const { register } = made.summary
  expect(register.familyRows / register.households).toBeGreaterThan(1.7)
  expect(register.familyRows / register.households).toBeLessThan(2.5)
  const older = holders.rows.filter(({ values }) => String(values.birth) < '1966-11-21').length / PERSONS
  expect(older).toBeGreaterThan(0.4)
  const elsewhere =
    people.filter(({ id18, hukou }) => id18!.slice(0, 6) !== hukou!.slice(0, 6)).length / people.length
  expect(Math.abs(elsewhere - 0.11)).toBeLessThan(0.02)
  expect(new Set(people.map(({ hukou }) => hukou!.slice(0, 9))).size).toBe(16)
  const born = Map.groupBy(people, ({ household, id18 }) => `${household} ${id18!.slice(6, 14)}`)
  const twins = [...born.values()].filter(({ length }) => length > 1).flat().length / people.length
  expect(twins).toBeGreaterThan(0)
  expect(twins).toBeLessThan(0.01)
})
