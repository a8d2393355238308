import { createPool } from '@zhucan/db'
import { type TestOffice, testOffice } from '@zhucan/testing/office'
import fc from 'fast-check'
import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFields } from '../register/index.ts'
import { type Book, readBook } from './test-books.ts'
import { invented, makeWorkbook, openWizard } from './test-imports.ts'

const holderSheet = '持证残疾人'
const familySheet = '家庭成员'
const village = '990101001001'
const headings = { address: '地址', phone: '联系电话', education: '文化程度', isCarer: '是否照料人' } as const
type Field = keyof typeof headings

/** Values as the form writes them; what the register keeps of them follows below. */
const written: Record<Field, readonly string[]> = {
  address: ['东街1号', '西街2号', '南街3号'],
  phone: ['13900000001', '13900000002', '13900000003'],
  education: ['小学', '初中'],
  isCarer: ['是', '否'],
}
const kept: Readonly<Record<string, unknown>> = { 小学: 'primary', 初中: 'junior', 是: true, 否: false }

const fieldsOf = { holder: ['address', 'phone', 'education'], relative: ['phone', 'isCarer'] } as const
const people = [
  { name: '持甲', kind: 'holder', n: 301 },
  { name: '持乙', kind: 'holder', n: 303 },
  { name: '亲甲', kind: 'relative', n: 305 },
  { name: '亲乙', kind: 'relative', n: 307 },
] as const
type Person = (typeof people)[number]

const cells = people.flatMap((person) =>
  fieldsOf[person.kind].map((field: Field) => ({ person, field, values: written[field] })),
)
type Cell = (typeof cells)[number]

/** For each cell: what stands in it when the form goes out, what is written here meanwhile, what the returner makes of it. */
const story = fc.tuple(
  ...cells.map(({ values }) =>
    fc.record({
      sent: fc.option(fc.constantFrom(...values), { nil: null }),
      here: fc.option(fc.constantFrom(...values), { nil: null, freq: 2 }),
      there: fc.oneof(
        { weight: 2, arbitrary: fc.constant(undefined) },
        fc.constant(''),
        fc.constantFrom(...values),
      ),
    }),
  ),
)

interface Told {
  sent: string | null
  here: string | null
  there: string | undefined
}

/** What the register should show: a change of the returner alone counts, one of ours stays unless a clerk says otherwise. */
function expected({ sent, here, there }: Told, take: 'ours' | 'theirs'): string | null {
  const now = here ?? sent
  if (there === undefined || there === '' || there === sent || there === now) return now
  const isConflict = now !== sent
  return isConflict && take === 'ours' ? now : there
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

let runs = 0
const nameOf = ({ name }: Person) => `${name}${runs}`

function workbook(textOf: (cell: Cell) => string | null) {
  const value = (person: Person, field: Field) =>
    textOf(cells.find((cell) => cell.person === person && cell.field === field)!)
  const holders = people
    .filter(({ kind }) => kind === 'holder')
    .map((person) => {
      const { idNumber, certificateNumber } = invented(person.n + runs * 10, '1960-02-03')
      const [address, phone, education] = fieldsOf.holder.map((field) => value(person, field))
      return [
        nameOf(person),
        idNumber,
        certificateNumber,
        village,
        `H${runs}`,
        '户主',
        address!,
        phone!,
        education!,
      ]
    })
  const family = people
    .filter(({ kind }) => kind === 'relative')
    .map((person) => {
      const [phone, isCarer] = fieldsOf.relative.map((field) => value(person, field))
      return [`H${runs}`, nameOf(person), '配偶', null, '1961-01-01', phone!, isCarer!]
    })
  return makeWorkbook({
    [holderSheet]: [
      ['姓名', '身份证号', '残疾人证号', '户籍地', '户编号', '与户主关系', '地址', '联系电话', '文化程度'],
      ...holders,
    ],
    [familySheet]: [
      ['户编号', '姓名', '与户主关系', '身份证号', '出生日期', '联系电话', '是否照料人'],
      ...family,
    ],
  })
}

async function takeIn(textOf: (cell: Cell) => string | null): Promise<void> {
  const { done } = await wizard.take(await workbook(textOf), 'r.xlsx', { 'x-again': 'yes' })
  expect(done.state).toBe('done')
}

/** The returner's work: cells filled in, rows turned round, columns moved. */
function fillIn(book: Book, told: readonly Told[], isTurned: boolean): Book {
  const filled: Book = { ...book }
  for (const sheet of [holderSheet, familySheet]) {
    const [heads = [], ...rows] = book[sheet]!.map((row) => [...row])
    for (const [at, { person, field }] of cells.entries()) {
      const { there } = told[at]!
      const row = rows.find((one) => one[heads.indexOf('姓名')] === nameOf(person))
      if (there !== undefined && row) row[heads.indexOf(headings[field])] = there === '' ? null : there
    }
    const order = isTurned ? [...heads.keys()].reverse() : [...heads.keys()]
    const moved = [heads, ...(isTurned ? rows.reverse() : rows)].map((row) =>
      order.map((i) => row[i] ?? null),
    )
    filled[sheet] = moved
  }
  return filled
}

async function shown({ person, field }: Cell): Promise<unknown> {
  const { rows } = await owner.query('select id, shown, sealed from person where name = $1', [nameOf(person)])
  const { id, shown: plain, sealed } = rows[0]
  const value = field === 'phone' ? openFields(office.server.keyring, sealed, id).phone : plain[field]
  return value ?? null
}

const keptAs = (text: string | null) => (text === null ? null : (kept[text] ?? text))

test('comes back with both sheets, and each cell is whose it should be', async () => {
  await fc.assert(
    fc.asyncProperty(
      story,
      fc.constantFrom('ours' as const, 'theirs' as const),
      fc.boolean(),
      async (told, take, isTurned) => {
        runs++
        await owner.query('truncate export_spending')
        const toldOf = (cell: Cell) => told[cells.indexOf(cell)]!
        await takeIn((cell) => toldOf(cell).sent)
        const answer = await wizard.call(`/api/v1/register/workbook?numbers=clear`)
        const book = await readBook(new Uint8Array(await answer.arrayBuffer()))
        if (told.some(({ here }) => here !== null)) await takeIn((cell) => toldOf(cell).here)
        const { id } = await wizard.upload(await makeWorkbook(fillIn(book, told, isTurned)), 'back.xlsx', {
          'x-again': 'yes',
        })
        await wizard.map(id)
        const { state, counts } = await wizard.get(id)
        expect([state, counts.faulty ?? 0, counts.missing ?? 0]).toEqual(['ready', 0, 0])
        await wizard.call(`/api/v1/imports/${id}/cells`, { method: 'PUT', json: { all: take } })
        await wizard.apply(id)
        expect((await wizard.get(id)).state).toBe('done')
        for (const cell of cells)
          expect([cell.person.name, cell.field, await shown(cell)]).toEqual([
            cell.person.name,
            cell.field,
            keptAs(expected(toldOf(cell), take)),
          ])
      },
    ),
    { numRuns: 6, endOnFailure: true },
  )
}, 120_000)
