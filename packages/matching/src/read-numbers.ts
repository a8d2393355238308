import { type Analysis, sqlName } from '@zhucan/analysis'

/** Cells of numbers to read: a source, SQL of the cell, columns (SQL by name) that come along, and the name of what is made. */
export interface NumberCells {
  readonly from: string
  readonly cell: string
  readonly along: Readonly<Record<string, string>>
  readonly into: string
}

const pieces = 'number_piece'
// What stands behind the end of `plain` is taken away.
const signs = '０１２３４５６７８９ＸＢ　\u00a0＇'
const plain = '0123456789XB'
/** What is added to a whole number whose check is X. */
const isX = 10n ** 18n

/**
 * Makes the small table in which `readNumbers` looks up what each piece of a number adds to the sum behind its check. No piece
 * stands for a year or day that is none, for a number that begins with 0 or ends in 00. Lists must stay small: the engine
 * copies them for every two thousand rows.
 */
export async function prepareReading(analysis: Analysis): Promise<void> {
  const isLeap = '(x % 4 = 0 and (x % 100 <> 0 or x % 400 = 0))'
  const last = `case x // 100 when 2 then 29 when 4 then 30 when 6 then 30 when 9 then 30 when 11 then 30 else 31 end`
  const lists = [
    // From 1000 on for numbers with an X, whose check is ten.
    listSql(
      'head',
      [1, 2000],
      `case when x % 1000 >= 100 then (${weight(3, 15)} + 10 * (x // 1000)) % 11 end`,
    ),
    listSql('tail', [0, 1000], weight(3, 12)),
    listSql(
      'year',
      [1, 10_000],
      `case when x >= 1800 then ${weight(4, 8)} + case when ${isLeap} then 0 else 64 end end`,
    ),
    listSql(
      'day',
      [1, 10_000],
      `case when x // 100 between 1 and 12 and x % 100 between 1 and ${last} then ${weight(4, 4)} + case x when 229 then 128 else 0 end end`,
    ),
    listSql('turn', [1, 10_000], `case when x % 100 > 0 then ${weight(4, 0)} end`),
    // Both marks together are 29 February of a year without one.
    `(select list(x % 64 % 11 = 1 and x < 192 order by x) from range(1, 256) r(x)) as l_fits`,
  ]
  await analysis.run(`create or replace table ${pieces} as select ${lists.join(', ')}`)
}

function listSql(name: string, [from, to]: readonly [number, number], value: string): string {
  return `(select list((${value})::utinyint order by x) from range(${from}, ${to}) r(x)) as l_${name}`
}

/** SQL of what the digits of `x` add, of which the last stands so many places before the end. */
function weight(digits: number, behind: number): string {
  const terms = Array.from(
    { length: digits },
    (_, at) => `x // ${10 ** at} % 10 * ${2 ** (at + behind) % 11}`,
  )
  return `(${terms.join(' + ')}) % 11`
}

/**
 * Reads number cells as the reader of single cells does, inside the engine; needs `prepareReading`. Makes a view `into` with a
 * row for each cell: `key` and `ck` of a usable number, `upgraded` (the cell held fifteen digits), `digits` of an unusable one
 * with fourteen or more, and `rest`, the cell itself, where the engine cannot say and `addReadings` must.
 */
export async function readNumbers(analysis: Analysis, cells: NumberCells): Promise<void> {
  const along = Object.keys(cells.along).map((name) => `${sqlName(name)}, `)
  const [usual, odd] = tablesOf(cells.into)
  await analysis.run(`create or replace table ${usual} as ${usualSql(cells)}`)
  // In a table of their own they fill the engine's batches again; one in ten of each would cost twice as much.
  const some = sqlName(`${cells.into} cell`)
  await analysis.run(
    `create or replace table ${some} as select ${along.join('')}raw from ${usual} where key is null;
     alter table ${usual} drop column raw`,
  )
  await analysis.run(
    `create or replace table ${odd} as ${closerSql(`from ${some}`, along.join(''))}; drop table ${some}`,
  )
  await analysis.run(
    `create or replace view ${sqlName(cells.into)} as
     select ${along.join('')}key, ck, false as upgraded, null::varchar as digits, null::varchar as rest from ${usual} where key is not null
     union all select ${along.join('')}key, ck, upgraded, digits, rest from ${odd}`,
  )
}

/** SQL of the cells (`raw`) that the engine could not read, each once. */
export function unreadSql(views: readonly string[]): string {
  const cells = views.map((into) => `select rest as raw from ${tablesOf(into)[1]} where rest is not null`)
  return `select distinct raw from (${['select null::varchar as raw where false', ...cells].join(' union all ')})`
}

/** Takes over what another reader says of the cells left: a table of raw, key, ck, upgraded, digits. */
export async function addReadings(analysis: Analysis, into: string, readings: string): Promise<void> {
  const odd = tablesOf(into)[1]
  await analysis.run(
    `update ${odd} set key = r.key, ck = r.ck, upgraded = r.upgraded, digits = r.digits, rest = null
     from ${sqlName(readings)} r where r.raw = ${odd}.rest`,
  )
}

/** Removes a view and what it stands on. */
export async function dropNumbers(analysis: Analysis, into: string): Promise<void> {
  const tables = tablesOf(into).map((table) => `drop table ${table}`)
  await analysis.run([`drop view ${sqlName(into)}`, ...tables].join('; '))
}

function tablesOf(into: string): [usual: string, odd: string] {
  return [sqlName(`${into} usual`), sqlName(`${into} odd`)]
}

/** All cells: those of eighteen signs as on the document are read, of the others the cell stays. Most of the time goes here. */
function usualSql({ from, cell, along }: NumberCells): string {
  const made = Object.entries(along).map(([name, sql]) => `${sql} as ${sqlName(name)}, `)
  const names = Object.keys(along).map((name) => `${sqlName(name)}, `)
  return `select ${names.join('')}case when fits then ${keyOf('n')} end as key, case when fits then ${checkOf('n')} end::smallint as ck,
      case when fits then null else nullif(raw, '') end as raw
    from (${looked(`select ${made.join('')}${cell} as raw from ${from}`, 'raw')})`
}

/** Adds `n`, the number of eighteen signs as on the document, and `fits`: null of any other and where a closer look is needed. */
function looked(cells: string, text: string): string {
  // Cutting text is dear, so only numbers with an X are cut. The engine takes ' 12', '1e5', '0x1F' and '1_2' for whole numbers
  // too: in eighteen signs they are too small, end in 00 or begin with 0, for which there are no pieces.
  const whole = `case when ends_with(${text}, 'X') then try_cast(substr(${text}, 1, 17) || '0' as bigint) % ${isX} + ${isX} else try_cast(${text} as bigint) end`
  const sum = [
    'l_head[n // 1000000000000000]',
    'l_tail[n // 1000000000000 % 1000 + 1]',
    'l_year[n // 100000000 % 10000]',
    'l_day[n // 10000 % 10000]',
    'l_turn[n % 10000]',
  ].join(' + ')
  return layers(`select * from (${cells}), ${pieces}`, [
    [`case when strlen(${text}) = 18 and ${text} >= '1' then ${whole} end as n`],
    [`l_fits[${sum}] as fits`],
  ])
}

function keyOf(n: string): string {
  return `${n} % ${isX} // 10`
}

function checkOf(n: string): string {
  return `${n} % 10 + ${n} // ${isX} * 10`
}

/** All others: signs between digits taken away, fifteen digits made eighteen, certificates cut. */
function closerSql(cells: string, along: string): string {
  // Most have blanks only. Translating is dear and few need it.
  const bare = `case when strlen(spaceless) = 18 then spaceless else replace(replace(spaceless, chr(39), ''), chr(9), '') end`
  const text = `case when strlen(raw) = length(raw) then upper(bare) else translate(upper(bare), '${signs}', '${plain}') end`
  const isRest = `fits is null and number is null and text is not null and not regexp_full_match(text, '[0-9XB]*')`
  const upgrade = `substr(text, 1, 6) || case when substr(text, 13, 3) >= '996' then '18' else '19' end || substr(text, 7, 9)`
  const [year, day] = ['(other // 10000000 % 10000)', '(other // 1000 % 10000)']
  const isDay = `(l_day[${day}] & 192) + (l_year[${year}] & 192) < 192`
  const ifNumber = (sql: string) => `case when number is not null then ${sql} end`
  const texts = layers(cells, [
    [`replace(raw, ' ', '') as spaceless`],
    [`${bare} as bare`],
    [`${text} as text`],
  ])
  const odd = layers(looked(texts, 'text'), [
    [
      `case when fits is not null or text is null then null
        when strlen(text) = 15 then case when regexp_full_match(text, '[0-9]{15}') then ${upgrade} end
        when strlen(text) >= 18 and regexp_full_match(text, '[0-9]{17}[0-9X]([0-9XB]{2,})?') then substr(text, 1, 18) end as number`,
    ],
    [`${ifNumber('substr(number, 1, 17)::bigint')} as other`, 'strlen(number) = 17 as isold'],
    [`${ifNumber(checkSql('other'))} as check`],
    [
      `coalesce(${ifNumber(`${isDay} and (isold or ends_with(number, substr('0123456789X', "check"::integer + 1, 1)))`)}, false) as good`,
    ],
  ])
  const digits = `replace(text, 'B', '')`
  return `select ${along}case when fits then ${keyOf('n')} when good then other end as key,
      case when fits then ${checkOf('n')} when good then "check" end::smallint as ck, good and isold as upgraded,
      case when fits or good or ${isRest} then null when strlen(${digits}) >= 14 then substr(${digits}, 1, 18) end as digits,
      case when ${isRest} then raw end as rest
    from (${odd})`
}

function layers(from: string, columns: readonly (readonly string[])[]): string {
  return columns.reduce((inner, some) => `select *, ${some.join(', ')} from (${inner})`, from)
}

/** SQL of the check of seventeen digits, 10 for X: digits are places of ten, the check wants places of two. */
function checkSql(first17: string): string {
  const tens = Array.from({ length: 16 }, (_, at) => `${first17} // ${10n ** BigInt(at + 1)} * ${2 ** at}`)
  return `((12 - 2 * (${first17} - 8 * (${tens.join(' + ')})) % 11) % 11)`
}
