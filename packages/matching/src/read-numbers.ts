import { type Analysis, sqlName } from '@zhucan/analysis'

/** Cells of numbers to read: a source, SQL of the cell, and columns (SQL by name) that come along. */
export interface NumberCells {
  readonly from: string
  readonly cell: string
  readonly along: Readonly<Record<string, string>>
}

const parts = 'number_part'
// What stands behind the end of `plain` is taken away.
const signs = '０１２３４５６７８９xｘＸb　\u00a0\t＇'
const plain = '0123456789XXXB'

/**
 * Makes the small table in which `readNumbersSql` looks up what each piece of a number adds to the sum behind its check;
 * null stands for a year or day that is none. Five look-ups cost half of sixteen divisions.
 */
export async function prepareReading(analysis: Analysis): Promise<void> {
  const long = `case x // 100 when 2 then 28 when 4 then 30 when 6 then 30 when 9 then 30 when 11 then 30 else 31 end`
  const lists = [
    pieceSql('head', { digits: 3, behind: 15 }),
    pieceSql('tail', { digits: 3, behind: 12 }),
    pieceSql('year', { digits: 4, behind: 8, where: 'x >= 1800' }),
    // 29 February is left to the closer look, which knows leap years.
    pieceSql('day', {
      digits: 4,
      behind: 4,
      where: `x // 100 between 1 and 12 and x % 100 between 1 and ${long}`,
    }),
    pieceSql('turn', { digits: 3, behind: 1 }),
  ]
  await analysis.run(`create or replace table ${parts} as select ${lists.join(', ')}`)
}

function pieceSql(
  name: string,
  { digits, behind, where = 'true' }: { digits: number; behind: number; where?: string },
): string {
  const terms = Array.from(
    { length: digits },
    (_, at) => `x // ${10 ** at} % 10 * ${2 ** (at + behind) % 11}`,
  )
  return `(select list(case when ${where} then (${terms.join(' + ')}) % 11 end::tinyint order by x) from range(${10 ** digits}) r(x)) as l_${name}`
}

/**
 * SQL that reads number cells as the reader of single cells does, in one pass inside the engine; needs `prepareReading`.
 * Gives `key` and `ck` of a usable number, `upgraded` (the cell held fifteen digits), `digits` of an unusable one with
 * fourteen or more, and `rest`, the cell itself, where the engine cannot say and the other reader must.
 */
export function readNumbersSql({ from, cell, along }: NumberCells): string {
  const names = Object.keys(along).map((name) => `${sqlName(name)}, `)
  const made = Object.entries(along).map(([name, sql]) => `${sql} as ${sqlName(name)}, `)
  const cells = `select ${made.join('')}nullif(${cell}, '') as raw from ${from}`
  const isRest = `text is not null and number is null and not regexp_full_match(text, '[0-9XB]*')`
  const digits = `replace(text, 'B', '')`
  return `select ${names.join('')}case when fits then first17 when good then other17 end as key,
      case when fits then typed when good then other end::smallint as ck, coalesce(good and isold, false) as upgraded,
      case when fits is false then raw when text is null or good then null when not (${isRest}) and strlen(${digits}) >= 14 then substr(${digits}, 1, 18) end as digits,
      case when ${isRest} then raw end as rest
    from (${closer(usual(cells))})`
}

/** Cells of eighteen signs as on the document. Cutting text costs more than all else, so only those with an X are cut. */
function usual(cells: string): string {
  const whole = `case when isx then try_cast(substr(raw, 1, 17) || '0' as bigint) else try_cast(raw as bigint) end`
  // The engine takes ' 12', '1e5' and '0x1F' for whole numbers too: in eighteen signs they are too small, end in 00 or begin with 0.
  const isPlain = `n between 100000000000000000 and 999999999999999999 and n % 100 <> 0`
  const pieces = ['head', 'tail', 'year', 'day', 'turn'].map((piece) => `l_${piece}[p_${piece} + 1]`)
  return layers(`select * from (${cells}), ${parts}`, [
    [`ends_with(raw, 'X') as isx`],
    [`case when strlen(raw) = 18 and raw >= '1' then ${whole} end as n`],
    [`case when ${isPlain} then n // 10 end as first17`],
    [`case when isx then 10 else n - first17 * 10 end as typed`, `first17 // 1000 as first14`],
    [`first14 // 10000 as first10`, `first17 - first14 * 1000 as p_turn`],
    [`first10 // 10000 as first6`, `first14 - first10 * 10000 as p_day`],
    [`first6 // 1000 as p_head`, `first10 - first6 * 10000 as p_year`],
    [`first6 - p_head * 1000 as p_tail`],
    [`(${pieces.join(' + ')} + typed) % 11 = 1 as fits`],
  ])
}

/** All others: signs between digits taken away, fifteen digits made eighteen, certificates cut, leap days. */
function closer(usually: string): string {
  // Translating takes as long as all else together and few need it.
  const text = `case when regexp_full_match(bare, '[0-9XB]*') then bare else translate(bare, '${signs}', '${plain}') end`
  const upgrade = `substr(text, 1, 6) || case when substr(text, 13, 3) >= '996' then '18' else '19' end || substr(text, 7, 9)`
  const [year, day] = ['(other17 // 10000000 % 10000)', '(other17 // 1000 % 10000)']
  const isDay = `case when ${day} = 229 then ${year} % 4 = 0 and (${year} % 100 <> 0 or ${year} % 400 = 0) else l_day[${day} + 1] is not null end`
  const ifNumber = (sql: string) => `case when number is not null then ${sql} end`
  return layers(usually, [
    [
      `case when fits is null and raw is not null then replace(replace(raw, ' ', ''), chr(39), '') end as bare`,
    ],
    [`case when bare is not null then ${text} end as text`],
    [
      `case when text is null then null when regexp_full_match(text, '[0-9]{17}[0-9X]([0-9XB]{2,})?') then substr(text, 1, 18)
        when regexp_full_match(text, '[0-9]{15}') then ${upgrade} end as number`,
    ],
    [`${ifNumber(`substr(number, 1, 17)::bigint`)} as other17`, 'strlen(number) = 17 as isold'],
    [`${ifNumber(checkSql('other17'))} as other`],
    [
      `${ifNumber(`l_year[${year} + 1] is not null and ${isDay} and (isold or ends_with(number, substr('0123456789X', other::integer + 1, 1)))`)} as good`,
    ],
  ])
}

function layers(from: string, columns: readonly (readonly string[])[]): string {
  return columns.reduce((inner, some) => `select *, ${some.join(', ')} from (${inner})`, from)
}

/** SQL of the check of seventeen digits, 10 for X: digits are places of ten, the check wants places of two. */
function checkSql(first17: string): string {
  const tens = Array.from({ length: 16 }, (_, at) => `${first17} // ${10n ** BigInt(at + 1)} * ${2 ** at}`)
  return `((12 - 2 * (${first17} - 8 * (${tens.join(' + ')})) % 11) % 11)`
}
