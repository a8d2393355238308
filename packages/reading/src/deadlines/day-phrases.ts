import { numeralValue } from '../numerals/numeral.ts'

/** A phrase that names a day or part of the calendar, not yet resolved. */
export interface DayPhrase {
  readonly start: number
  /** Behind the phrase and its marker. */
  readonly end: number
  readonly year: 'printed' | 'inherited' | 'this' | 'next' | 'every'
  readonly printedYear: number | null
  readonly month: number | null
  readonly day: number | null
  readonly part: 'early' | 'mid' | 'late' | 'end' | null
  /** 前, 之前, 止, 内: due by then; '' where none is printed. */
  readonly marker: string
}

const small = '\\d{1,2}|[一二三四五六七八九十]{1,3}'
const years =
  '(?<year>(?:19|20)\\d{2}|[一二][零〇一二三四五六七八九]{3})年|(?<rel>今年|本年度?|当年|明年|次年|翌年|下一?年度?|来年|每年)(?:度)?的?'
const part = '(?<part>上中旬|中下旬|上旬|中旬|下旬|月?底|月?末|初|中(?![国央学小医等考层央直共]))'
const halves = '(?<half>上半年|下半年|第?[一二三四1-4]季度|年底|年末|年终|年内|年初)(?<q>末|底)?'
const marker = '(?<marker>(?:之|以)?前|止|之内|内)?'
const dotted = '(?<!\\d)(?<dy>20\\d{2})[.\\-/](?<dm>\\d{1,2})[.\\-/](?<dd>\\d{1,2})(?!\\d)'
const phrase = new RegExp(
  `(?:${dotted}|(?:${years})?(?:(?<month>${small})月(?:份)?(?:(?<day>${small})[日号]|${part})?|${halves}|(?<yearpart>底|末|初))?)(?:\\d{1,2}(?:时|：\\d\\d|点)(?:\\d{1,2}分)?|上午|下午|中午|下班|（(?:星期|周|含)[一二三四五六日天当]{1,2}）)*${marker}`,
  'g',
)

const quarters: Readonly<Record<string, number>> = { 一: 3, 二: 6, 三: 9, 四: 12, 1: 3, 2: 6, 3: 9, 4: 12 }

/** All day phrases of a text that name at least a year, a month or a part of the year. */
export function dayPhrasesIn(text: string): DayPhrase[] {
  const found: DayPhrase[] = []
  for (const match of text.matchAll(phrase)) {
    if (match[0] === '') continue
    const one = toPhrase(match)
    if (one) found.push(one)
  }
  return found
}

function toPhrase(match: RegExpExecArray): DayPhrase | null {
  const { rel, part: named, half, yearpart, marker: mark, dy, dm, dd } = match.groups!
  const { year = dy, month = dm, day = dd } = match.groups!
  if (year === undefined && rel === undefined && month === undefined && half === undefined) return null
  if (rel !== undefined && month === undefined && half === undefined && yearpart === undefined) return null
  const place = { start: match.index, end: match.index + match[0].length, marker: mark ?? '' }
  const own = {
    year: yearKind(year, rel),
    printedYear: year === undefined ? null : numberOf(year),
    month: month === undefined ? null : numberOf(month),
    day: day === undefined ? null : numberOf(day),
    part: partOf(named),
  }
  if (own.month !== null && (own.month < 1 || own.month > 12)) return null
  if (half !== undefined) return { ...place, ...own, ...halfOf(half) }
  if (yearpart !== undefined)
    return { ...place, ...own, month: yearpart === '初' ? 1 : 12, part: yearpart === '初' ? 'early' : 'end' }
  return { ...place, ...own }
}

function yearKind(year: string | undefined, rel: string | undefined): DayPhrase['year'] {
  if (year !== undefined) return 'printed'
  if (rel === undefined) return 'inherited'
  if (rel === '每年') return 'every'
  return /今|本|当/.test(rel) ? 'this' : 'next'
}

const numberOf = (text: string) => (/^\d/.test(text) ? Number(text) : numeralValue(text))

function partOf(named: string | undefined): DayPhrase['part'] {
  if (named === undefined) return null
  if (/底|末/.test(named)) return 'end'
  if (named === '上旬' || named === '初') return 'early'
  return named === '中下旬' || named === '下旬' ? 'late' : 'mid'
}

function halfOf(half: string): Pick<DayPhrase, 'month' | 'part'> {
  if (half === '年初') return { month: 1, part: 'early' }
  if (half === '上半年') return { month: 6, part: 'end' }
  const quarter = quarters[/[一二三四1-4](?=季度)/.exec(half)?.[0] ?? '']
  return { month: quarter ?? 12, part: 'end' }
}
