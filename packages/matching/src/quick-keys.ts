const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const signs = " 　\u00a0\t'＇０１２３４５６７８９ｘＸ"
const plain = '\u0001\u0001\u0001\u0001\u0001\u00010123456789XX'

/**
 * SQL that reads number cells as they are usually written: eighteen signs, a real birth date and the right check, perhaps with
 * blanks, full-width digits, a small x or an apostrophe. Gives `key` and `ck` for these and `rest`, the cell itself, for all
 * others, which take a closer look; `columns` (SQL by name) come along.
 */
export function quickKeysSql(from: string, cell: string, columns: Readonly<Record<string, string>>): string {
  const along = Object.keys(columns)
    .map((name) => `${name}, `)
    .join('')
  const made = Object.entries(columns)
    .map(([name, sql]) => `${sql} as ${name}, `)
    .join('')
  // The cell as it stands first: stripping costs more than all else, and few cells need it.
  const text = `case when strlen(raw) = 18 and right(raw, 1) <> 'x' then raw
    else replace(upper(translate(raw, '${signs.replaceAll("'", "''")}', '${plain}')), chr(1), '') end`
  const digits = `case when strlen(text) = 18 and right(text, 1) in ('0','1','2','3','4','5','6','7','8','9','X') then try_cast(left(text, 17) as bigint) end`
  const sum = weights.map((weight, at) => `first17 // ${10n ** BigInt(16 - at)} % 10 * ${weight}`).join(' + ')
  const check = `(12 - (${sum}) % 11) % 11`
  const typed = `case right(text, 1) when 'X' then 10 else ascii(right(text, 1)) - 48 end`
  const born = `try_cast(substr(text, 7, 4) || '-' || substr(text, 11, 2) || '-' || substr(text, 13, 2) as date) between date '1880-01-01' and date '2020-12-31'`
  const isUsual = `first17 >= 10000000000000000 and ${check} = ${typed} and ${born}`
  return `select ${along}case when usual then first17 end as key, case when usual then ${typed} end::smallint as ck, case when usual is not true then raw end as rest
    from (select *, ${isUsual} as usual from (select *, ${digits} as first17 from (select *, ${text} as text from (
      select ${made}nullif(${cell}, '') as raw from ${from}))))`
}
