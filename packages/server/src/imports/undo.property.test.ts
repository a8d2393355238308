import { type Assertion, asOf, type Values } from '@zhucan/catalogue'
import { createPool } from '@zhucan/db'
import { type TestOffice, testDay, testOffice } from '@zhucan/testing/office'
import * as fc from 'fast-check'
import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFields } from '../register/index.ts'
import { invented, makeWorkbook, openWizard } from './test-imports.ts'

type Row = { who: number; address: string | null; phone: string | null; level: 1 | 2 }
type Step =
  | { kind: 'import'; rows: Row[] }
  | { kind: 'edit'; who: number; address: string }
  | { kind: 'undo'; which: number; only: number | null }

const who = fc.integer({ min: 0, max: 2 })
const address = fc.constantFrom('甲', '乙', '丙')
const row = fc.record({
  who,
  address: fc.option(address),
  phone: fc.option(fc.constantFrom('13800000001', '13800000002')),
  level: fc.constantFrom(1 as const, 2 as const),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      rows: fc.uniqueArray(row, { minLength: 1, maxLength: 3, selector: (r) => r.who }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('edit' as const), who, address }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('undo' as const),
      which: fc.nat(6),
      only: fc.option(who, { freq: 3 }),
    }),
  },
)

/** What was said in the model: every import says each filled cell of each row, also what was said before. */
interface Said {
  who: number
  importNo: number | null
  fields: Values
}

/** The definition in words: a person is there while something is said; an undo leaves out what the import said. */
class Model {
  said: Said[] = []
  creator = new Map<number, number>()

  take(importNo: number, rows: readonly Row[]): void {
    for (const { who: one, ...cells } of rows) {
      if (!this.creator.has(one)) this.creator.set(one, importNo)
      const fields = Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== null))
      this.said.push({ who: one, importNo, fields })
    }
  }

  edit(one: number, fields: Values): void {
    if (this.creator.has(one)) this.said.push({ who: one, importNo: null, fields })
  }

  undo(importNo: number, only: number | null): void {
    for (const one of [0, 1, 2]) if (only === null || only === one) this.leaveOut(importNo, one)
  }

  leaveOut(importNo: number, one: number): void {
    const at = this.said.findIndex((said) => said.who === one && said.importNo === importNo)
    if (at < 0) return
    if (this.creator.get(one) === importNo) {
      const spokenOfLater = this.said.slice(at + 1).some((said) => said.who === one)
      if (spokenOfLater) return
      this.creator.delete(one)
    }
    this.said = this.said.filter((said) => said.who !== one || said.importNo !== importNo)
  }

  shown(one: number): Values | null {
    if (!this.creator.has(one)) return null
    const history = this.said
      .map((said, at): Assertion & { who: number } => ({
        who: said.who,
        id: String(at).padStart(4, '0'),
        source: said.importNo === null ? 'staff' : 'register',
        validFrom: testDay,
        recordedAt: at,
        fields: said.fields,
      }))
      .filter((said) => said.who === one)
    return asOf(history, testDay)
  }
}

let office: TestOffice
let owner: Pool
let wizard: Awaited<ReturnType<typeof openWizard>>
beforeAll(async () => {
  office = await testOffice()
  owner = createPool(office.database.ownerUrl, { max: 1 })
  await owner.query(`select set_config('app.reach', '{[000000000000,999999999999)}', false)`)
  wizard = await openWizard(office)
})
afterAll(async () => {
  await owner.end()
  await office.close()
})

const header = ['姓名', '身份证号', '残疾人证号', '户籍地', '地址', '联系电话']
const numberOf = (run: number, one: number) => run * 8 + one * 2 + 1
const nameOf = (run: number, one: number) => `试${run}甲${one}`

async function takeIn(run: number, rows: readonly Row[]): Promise<string> {
  const lines = rows.map(({ who: one, address: place, phone, level }) => {
    const { idNumber, certificateNumber } = invented(numberOf(run, one), '1955-05-05', level)
    return [nameOf(run, one), idNumber, certificateNumber, '990101001001', place, phone]
  })
  const { id, done } = await wizard.take(await makeWorkbook({ 名册: [header, ...lines] }), 'r.xlsx', {
    'x-again': 'yes',
  })
  expect(done.state).toBe('done')
  return id
}

async function personOf(run: number, one: number) {
  const { rows } = await owner.query('select id, shown, sealed, level, kind from person where name = $1', [
    nameOf(run, one),
  ])
  return rows[0] as { id: string; shown: Values; sealed: Buffer | null; level: number } | undefined
}

async function shownOf(run: number, one: number): Promise<Values | null> {
  const person = await personOf(run, one)
  if (!person) return null
  const { address: place, level } = person.shown
  expect(level).toBe(person.level)
  const { rows } = await owner.query(
    'select level from certificate where person_id = $1 and ended_on is null',
    [person.id],
  )
  expect(rows).toEqual([{ level: person.level }])
  const { phone } = openFields(office.server.keyring, person.sealed, person.id)
  return { ...(place !== undefined && { address: place }), ...(phone !== undefined && { phone }), level }
}

const said = (level: 1 | 2): Step => ({
  kind: 'import',
  rows: [{ who: 0, address: null, phone: null, level }],
})
/** A level that goes and comes back; without the middle import the first certificate was never closed. */
const thereAndBack: Step[] = [said(1), said(2), said(1), { kind: 'undo', which: 1, only: null }]

/** The person goes last, after words about them were taken back that another import had said. */
const latestFirst: Step[] = [
  said(1),
  said(2),
  { kind: 'undo', which: 1, only: null },
  { kind: 'undo', which: 0, only: null },
]

let runs = 0
test('shows after any imports, edits and undos what is said with the undone ones left out', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
      const run = runs++
      const model = new Model()
      const imports: string[] = []
      for (const one of steps) await take(run, one, model, imports)
      for (const person of [0, 1, 2])
        expect([person, await shownOf(run, person)]).toEqual([person, model.shown(person)])
    }),
    { numRuns: 12, endOnFailure: false, examples: [[thereAndBack], [latestFirst]] },
  )
}, 240_000)

async function take(run: number, one: Step, model: Model, imports: string[]): Promise<void> {
  if (one.kind === 'import') {
    model.take(imports.length, one.rows)
    imports.push(await takeIn(run, one.rows))
  } else if (one.kind === 'edit') {
    const person = await personOf(run, one.who)
    if (!person) return
    model.edit(one.who, { address: one.address })
    await owner.query(
      `insert into assertion (id, person_id, source, valid_from, recorded_at, fields)
       values (gen_random_uuid(), $1, 'staff', $2, $3, $4)`,
      [
        person.id,
        testDay,
        new Date(office.server.now()).toISOString(),
        JSON.stringify({ address: one.address }),
      ],
    )
    await owner.query(`update person set shown = shown || $2, updated_at = $3 where id = $1`, [
      person.id,
      JSON.stringify({ address: one.address }),
      new Date(office.server.now()).toISOString(),
    ])
  } else {
    const id = imports[one.which]
    if (id === undefined) return
    const person = one.only === null ? null : await personOf(run, one.only)
    if (one.only !== null && !person) return
    model.undo(one.which, one.only)
    const answer = await wizard.undo(id, person ? { people: [person.id] } : {})
    expect(answer.status).toBe(200)
    expect(['undone', 'done']).toContain((await wizard.get(id)).state)
    expect((await wizard.get(id)).problem).toBeNull()
  }
}
