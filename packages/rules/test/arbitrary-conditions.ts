import type { FactsCatalogue } from '@zhucan/catalogue'
import fc from 'fast-check'
import type { FactRow, FactValue } from '../src/evaluate-term.ts'

const label = { zh: '\u4e8b\u5b9e', en: 'fact' }
const common = { subject: 'person', source: 'register', label } as const

/** Invented facts of every type, two of each where comparing two of them matters. */
export const testFacts: FactsCatalogue = {
  'some.int': { ...common, type: 'int' },
  'other.int': { ...common, type: 'int' },
  'some.money': { ...common, type: 'money' },
  'other.money': { ...common, type: 'money' },
  'some.text': { ...common, type: 'text' },
  'some.kind': {
    ...common,
    type: 'text',
    values: ['none', 'some', 'all'].map((value) => ({ value, label })),
  },
  'some.bool': { ...common, type: 'bool' },
  'other.bool': { ...common, type: 'bool' },
  'some.date': { ...common, type: 'date' },
  'other.date': { ...common, type: 'date' },
}

// Few values, so that equality is met often; the ends of the 32-bit range, and text that tempts bad quoting.
const ints = [-2, -1, 0, 1, 2, 3, 2_147_483_647, -2_147_483_648]
const amounts = [-100, 0, 1, 2, 100, 9_999_999_999_999]
const texts = ['', 'none', "it's", '"quoted"', 'back\\slash', '\u4f4e\u4fdd', '$1', '%', '--', '𠮷']
const kinds = ['none', 'some', 'all']
const dates = ['1899-12-31', '2026-02-28', '2026-03-01', '2024-02-29']

const domains: Readonly<Record<string, readonly NonNullable<FactValue>[]>> = {
  int: ints,
  money: amounts,
  bool: [true, false],
  date: dates,
}

function domainOf(name: string, type: string): readonly NonNullable<FactValue>[] {
  if (name === 'some.kind') return kinds
  return domains[type] ?? texts
}

/** A random value of a fact, unknown in one of three. */
export function anyRow(facts: FactsCatalogue, { unknowns }: { unknowns: boolean }): fc.Arbitrary<FactRow> {
  const cells = Object.entries(facts).map(([name, { type, values }]) => {
    const known = fc.constantFrom(...(values?.map((each) => each.value) ?? domainOf(name, type)))
    return [name, unknowns ? fc.option(known, { freq: 2 }) : known] as const
  })
  return fc.record(Object.fromEntries(cells))
}

/** Text of random conditions of the whole grammar over the invented facts. */
export function anyCondition({
  nullTests,
  dates,
}: {
  nullTests: boolean
  dates: boolean
}): fc.Arbitrary<string> {
  return fc.letrec((tie) => grammar((name) => tie(name) as fc.Arbitrary<string>, nullTests, dates))
    .bool as fc.Arbitrary<string>
}

type Tie = (name: string) => fc.Arbitrary<string>

function grammar(tie: Tie, nullTests: boolean, hasDates: boolean): Record<string, fc.Arbitrary<string>> {
  const comparisons = [
    compared(tie('int'), ordered),
    compared(tie('money'), ordered),
    compared(freeText, equality),
    compared(kindText, equality),
    member(tie('int')),
    member(freeText),
    member(kindText),
    ...(hasDates ? [compared(day, ordered), member(day)] : []),
    ...(nullTests ? [nullTest] : []),
  ]
  return {
    bool: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      facts('some.bool', 'other.bool'),
      ...comparisons,
      joined('&&', tie('bool')),
      joined('||', tie('bool')),
      joined('&&', tie('bool')),
      joined('||', tie('bool')),
      negated('!', tie('bool')),
      compared(tie('bool'), equality),
      chosen(tie('bool'), tie('bool')),
      fc.constantFrom('true', 'false'),
    ),
    int: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      facts('some.int', 'other.int'),
      number,
      ...arithmetic(tie('int'), tie('int'), tie('bool')),
    ),
    money: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      facts('some.money', 'other.money'),
      ...arithmetic(tie('money'), facts('some.money', 'other.money'), tie('bool')),
    ),
  }
}

const number = fc.constantFrom('0', '1', '2', '3', '-1', '-2', '0x10')
const equality = fc.constantFrom('==', '!=')
const ordered = fc.constantFrom('==', '!=', '<', '<=', '>', '>=')
const freeText = fc.oneof(
  facts('some.text'),
  fc.constantFrom(...texts).map((text) => JSON.stringify(text)),
)
const kindText = fc.oneof(
  facts('some.kind'),
  fc.constantFrom(...kinds).map((text) => `'${text}'`),
)
const day = fc.oneof(
  facts('some.date', 'other.date'),
  fc.constantFrom(...dates).map((text) => `date("${text}")`),
)
const nullTest = fc
  .tuple(fc.constantFrom(...Object.keys(testFacts)), equality)
  .map(([name, operator]) => `${name} ${operator} null`)

function facts(...names: string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...names)
}

function compared(side: fc.Arbitrary<string>, operator: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(side, operator, side).map(([left, sign, right]) => `(${left}) ${sign} (${right})`)
}

function joined(operator: string, side: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(side, side).map(([left, right]) => `(${left} ${operator} ${right})`)
}

function negated(operator: string, inner: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return inner.map((text) => `${operator}(${text})`)
}

function chosen(condition: fc.Arbitrary<string>, branch: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(condition, branch, branch).map(([test, yes, no]) => `((${test}) ? (${yes}) : (${no}))`)
}

function member(item: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const list = fc.array(item, { minLength: 1, maxLength: 4 })
  return fc.tuple(item, list).map(([value, items]) => `(${value}) in [${items.join(', ')}]`)
}

function arithmetic(
  whole: fc.Arbitrary<string>,
  leaf: fc.Arbitrary<string>,
  condition: fc.Arbitrary<string>,
) {
  const sum = fc.tuple(whole, fc.constantFrom('+', '-'), leaf).map(([a, sign, b]) => `(${a} ${sign} ${b})`)
  const product = fc.tuple(leaf, number).map(([a, factor]) => `(${a}) * ${factor}`)
  return [sum, product, negated('-', leaf), chosen(condition, leaf)]
}
