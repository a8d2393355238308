import { COHORTS, DOTTED_NAMES } from '../people/name-tables.ts'
import { givenNames, surnameWeights } from '../people/names.ts'
import type { Weighted } from '../random.ts'
import { type Draws, drawsOf } from './draws.ts'

/** How large a nation is; the same options make the same people for ever. */
export interface NationalOptions {
  readonly seed: number
  /** Persons of the register. */
  readonly persons: number
  /** Rows of a list of payments with numbers as lists have them; three in five are persons of the register. */
  readonly payments: number
  /** Rows of a list without usable numbers; seven in ten are persons of the register. */
  readonly residual: number
}

/** A file of a nation: SQL that reads its rows, and where they go. */
export interface NationalFile {
  readonly name: string
  readonly sql: string
}

const perCounty = 12_800
const villages = 208
const paid = 0.6
const registered = 0.7
const slots = 4096
const firstDay = '1927-01-01'
const days = 33_000

interface Shape {
  readonly counties: number
  /** Of a county: everybody, and those of the register. */
  readonly all: number
  readonly own: number
  readonly step: number
  readonly draws: Draws
  readonly options: NationalOptions
}

function shapeOf(options: NationalOptions): Shape {
  const { persons, payments, residual, seed } = options
  // Forty cities of ninety counties fit into the numbers.
  const counties = Math.min(3600, Math.max(1, Math.round(persons / perCounty)))
  const own = Math.ceil(persons / counties)
  const outside = Math.ceil(payments * (1 - paid) + residual * (1 - registered))
  const all = own + Math.ceil(outside / counties)
  return { counties, all, own, step: coprime(all), draws: drawsOf(seed), options }
}

/** A step that goes through all places of a circle. */
function coprime(length: number): number {
  const divides = (a: number, b: number): number => (b === 0 ? a : divides(b, a % b))
  for (let step = Math.floor(length * 0.618) | 1; ; step += 2) if (divides(step, length) === 1) return step
}

/** The small tables that the files are read from. */
export function nationalTables() {
  const columns = { slot: 'INTEGER', sign: 'VARCHAR' } as const
  const given = COHORTS.flatMap((_, cohort) =>
    (['male', 'female'] as const).flatMap((sex, at) =>
      slotsOf(givenNames(cohort, sex)).map((sign, slot) => [(cohort * 2 + at) * slots + slot, sign] as const),
    ),
  )
  return [
    {
      name: 'nation_surname',
      columns,
      rows: slotsOf(surnameWeights).map((sign, slot) => [slot, sign] as const),
    },
    { name: 'nation_given', columns, rows: given },
    { name: 'nation_dotted', columns, rows: dottedNames().map((sign, slot) => [slot, sign] as const) },
  ]
}

/** A weighted list laid out in equal slots. */
function slotsOf({ values, sums }: Weighted<string>): string[] {
  const total = sums.at(-1)!
  let at = 0
  return Array.from({ length: slots }, (_, slot) => {
    while (sums[at]! <= ((slot + 0.5) / slots) * total) at += 1
    return values[at]!
  })
}

function dottedNames(): string[] {
  const { male, female } = DOTTED_NAMES
  const own = [...male, ...female].flatMap((one) => ['', ...male].map((two) => one + two))
  return own.flatMap((one) => male.map((father) => `${one}·${father}`))
}

/** SQL of all numbers from 0 to below `rows`, in pieces that several threads share. */
function numbersSql(rows: number): string {
  const piece = 4096
  return `(select p.range * ${piece} + i.range as i from (select * from range(${Math.ceil(rows / piece)})) p, range(${piece}) i
    where p.range * ${piece} + i.range < ${rows})`
}

/** SQL of who somebody is, from `county` and `place` in it; the first places are the register's. */
function numberSql(from: string, shape: Shape): string {
  const { counties, all, step, draws } = shape
  const n = `(county * ${all} + place)`
  const born = `(date '${firstDay}' + floor(sqrt((turn + 0.5) / ${all}) * ${days})::integer)`
  // Every eighth has another county's number; the places of those are free there, so that no number stands twice.
  const home = `case when place % 8 = 0 then (county + 37) % ${counties} else county end`
  const digits = `(990000 + (1 + home // 90) * 100 + 1 + home % 90)::bigint`
  const first17 = `((${digits} * 100000000 + year(born) * 10000 + month(born) * 100 + day(born)) * 1000 + (turn % 450) * 2 + male)`
  return `select *, ${checkSql('key')} as ck from (select *, ${first17} as key from (
    select *, ${home} as home, ${born} as born, ${draws.chance('n', 'sex', 0.5)}::integer as male from (
      select *, ${n} as n, (place * ${step}::bigint) % ${all} as turn from (${from}))))`
}

/** SQL of the check of the first seventeen digits, 10 for X. */
function checkSql(key: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.map((weight, at) => `${key} // ${10n ** BigInt(16 - at)} % 10 * ${weight}`).join(' + ')
  return `((12 - (${sum}) % 11) % 11)`
}

const idText = `key::varchar || case when ck = 10 then 'X' else ck::varchar end`

/** SQL of everything the register says of somebody: `n`, `county` and the columns of a list. */
function personSql(from: string, shape: Shape): string {
  const { draws, own, all } = shape
  const relative = `case when place >= ${own} then county * ${all} + place % ${own} when place > 0 then n - 1 else n end`
  const family = `case when ${draws.chance('n', 'relative', 0.1)} then ${relative} else n end`
  const drawn = [
    `${draws.among('family', 'village', villages)} as village`,
    `${draws.chance('family', 'dotted', 0.02)} as dotted`,
    `${draws.among('family', 'surname', slots)} as s_slot`,
    `${draws.among('n', 'dotted name', dottedNames().length)} as d_slot`,
    `${cohortSql()} as cohort`,
  ]
  const table = `(cohort * 2 + 1 - male) * ${slots}`
  const given = [
    `${table} + ${draws.among('n', 'first', slots)} as a_slot`,
    `case when ${singleSql(draws)} then null else ${table} + ${draws.among('n', 'second', slots)} end as b_slot`,
  ]
  const people = `select *, ${given.join(', ')} from (select *, ${drawn.join(', ')} from (select *, ${family} as family from (${numberSql(from, shape)})))`
  return `select n, county, ${columnsOf(draws).join(', ')} from (${people}) p join nation_surname s on s.slot = p.s_slot
    join nation_dotted d on d.slot = p.d_slot join nation_given a on a.slot = p.a_slot left join nation_given b on b.slot = p.b_slot`
}

function columnsOf(draws: Draws): string[] {
  const region = `((990000 + (1 + county // 90) * 100 + 1 + county % 90)::bigint * 1000000 + (100 + village // 12) * 1000 + 200 + village % 12)`
  const phone = `case when ${draws.chance('n', 'guardian', 0.03)} then ${draws.among('family', 'phone', 99_999_989)} else ${draws.among('n', 'phone', 99_999_989)} end`
  return [
    `case when dotted then d.sign else s.sign || a.sign || coalesce(b.sign, '') end as "姓名"`,
    `case when male = 1 then '男' else '女' end as "性别"`,
    `born::varchar as "出生日期"`,
    `${region}::varchar as "户籍地区划"`,
    `(1 + ${draws.among('family', 'group', 9)})::varchar || '组' || (1 + ${draws.among('family', 'door', 120)})::varchar || '号' as "详细地址"`,
    `'199' || lpad((${phone})::varchar, 8, '0') as "联系电话"`,
    `${idText} as "身份证号"`,
  ]
}

function cohortSql(): string {
  const cases = COHORTS.map(({ from }, at) => `when year(born) >= ${from} then ${at}`).reverse()
  return `case ${cases.join(' ')} else 0 end`
}

function singleSql(draws: Draws): string {
  const cases = COHORTS.map(
    ({ single }, at) => `when ${at} then ${draws.chance('n', `single ${at}`, single)}`,
  )
  return `case cohort ${cases.join(' ')} end`
}

/** SQL of county and place of the person with a number in the register, or among the others. */
function placeSql(number: string, kind: 'own' | 'other', { own, all }: Shape): string {
  const size = kind === 'own' ? own : all - own
  return `(${number}) // ${size} as county, ${kind === 'own' ? 0 : own} + (${number}) % ${size} as place`
}

/** The register: everybody of the nation in the order of counties. */
export function nationalRegister(options: NationalOptions): NationalFile {
  const shape = shapeOf(options)
  const from = `select ${placeSql('i', 'own', shape)} from ${numbersSql(options.persons)}`
  return {
    name: 'register',
    sql: `select county * ${shape.own} + n % ${shape.all} + 1 as id, * exclude (n, county) from (${personSql(from, shape)})`,
  }
}

/** Rows of a list in mixed order: `i`, who is meant, and whether that is a person of the register. */
function rowsSql(shape: Shape, list: { rows: number; known: number; skip: number }): string {
  const { persons, seed } = shape.options
  const { rows, known, skip } = list
  const inside = Math.min(Math.round(rows * known), persons)
  const turn = `select i, (i * ${coprime(rows)}::bigint + ${seed}) % ${rows} as j from ${numbersSql(rows)}`
  const register = `j * ${coprime(persons)}::bigint % ${persons}`
  const other = `${skip} + j - ${inside}`
  return `select i, true as known, ${placeSql(register, 'own', shape)} from (${turn}) where j < ${inside}
    union all select i, false as known, ${placeSql(other, 'other', shape)} from (${turn}) where j >= ${inside}`
}

/** Payments: numbers as offices type them, and amounts in fen. */
export function nationalPayments(options: NationalOptions): NationalFile {
  const shape = shapeOf(options)
  const { draws } = shape
  const rows = numberSql(rowsSql(shape, { rows: options.payments, known: paid, skip: 0 }), shape)
  const place = `(1 + ${draws.among('i', 'digit', 17)})`
  const other = `((substr(id, ${place}, 1)::integer + 1 + ${draws.among('i', 'by', 8)}) % 10)::varchar`
  const faults: [share: number, sql: string][] = [
    [15, 'null'],
    [15, `left(id, ${place} - 1) || ${other} || substr(id, ${place} + 1)`],
    [5, `left(id, 8) || substr(id, 10, 1) || substr(id, 9, 1) || substr(id, 11)`],
    [15, `case when substr(id, 7, 2) = '19' then left(id, 6) || substr(id, 9, 9) else id end`],
    [40, 'lower(id)'],
    [30, `' ' || id || ' '`],
    [15, `left(id, 6) || ' ' || substr(id, 7)`],
    [10, `translate(id, '0123456789X', '０１２３４５６７８９Ｘ')`],
    [5, `chr(39) || id`],
    [3, 'left(id, 16)'],
  ]
  let below = 0
  const cases = faults.map(([share, sql]) => {
    below += share
    return `when fault < ${below} then ${sql}`
  })
  return {
    name: 'payments',
    sql: `select case ${cases.join(' ')} else id end as "身份证号", 8000 + ${draws.among('i', 'amount', 40)} * 1000 as "金额",
        case when known then county * ${shape.own} + place + 1 end as register_row
      from (select *, ${idText} as id, ${draws.among('i', 'fault', 1000)} as fault from (${rows}))`,
  }
}

/** People of a list without usable numbers, as they really are, with the register row each means (null for others). */
export function nationalStrangers(options: NationalOptions): NationalFile {
  const shape = shapeOf(options)
  const { payments, residual } = options
  const skip = Math.ceil(payments * (1 - paid))
  const rows = rowsSql(shape, { rows: residual, known: registered, skip })
  const truth = `case when known then county * ${shape.own} + place + 1 end as register_row`
  return {
    name: 'residual',
    sql: `select r.i, r.register_row, p.* exclude (n, county) from (select i, county * ${shape.all} + place as n, ${truth} from (${rows})) r
      join (${personSql(rows, shape)}) p using (n) order by r.i`,
  }
}
