import { common, type Dialect, double } from '../linkage/dialect.ts'

/** Positions from 1; none where the last comes before the first, which Spark would count backwards. */
const places = (from: string, to: string) => `if((${to}) < (${from}), array(), sequence(${from}, ${to}))`

/** Names a value for use in several places: Spark has no `let`. */
const given = (name: string, value: string, body: string) =>
  `transform(array(${value}), ${name} -> ${body})[0]`

/** Bytes in which two texts differ, place by place: short ones written out, which is compiled, others by a function. */
function hamming(a: string, b: string): string {
  const [bytesA, bytesB] = [`cast(${a} as binary)`, `cast(${b} as binary)`]
  const places4 = [1, 2, 3, 4].map(
    (at) => `if(substr(${bytesA}, ${at}, 1) <> substr(${bytesB}, ${at}, 1), 1, 0)`,
  )
  const others = `size(filter(${places('1', 'octet_length(ha)')}, hi -> substr(ha, hi, 1) <> substr(hb, hi, 1)))`
  return `case when ${b} is null then null when octet_length(${a}) <= 4 then ${places4.join(' + ')} else ${given('ha', bytesA, given('hb', bytesB, others))} end`
}

/** Two neighbours that changed places; the texts differ in two bytes, so that nothing else has. */
function neighbourSwap(a: string, b: string): string {
  const at = (text: string, place: string) => `substr(${text}, ${place}, 1)`
  const swapped = `${at('sa', 'si')} = ${at('sb', 'si + 1')} and ${at('sa', 'si + 1')} = ${at('sb', 'si')} and ${at('sa', 'si')} <> ${at('sb', 'si')}`
  return given(
    'sa',
    `cast(${a} as binary)`,
    given('sb', `cast(${b} as binary)`, `exists(${places('1', 'octet_length(sa) - 1')}, si -> ${swapped})`),
  )
}

/** Digits of two whole numbers: one differs, those before and behind it are equal. */
function otherDigit(a: string, b: string, digits: number): string {
  const ways = Array.from({ length: digits }, (_, at) => {
    const [unit, next] = [10 ** at, 10 ** (at + 1)]
    const sameHead = `${a} div ${next} = ${b} div ${next}`
    const sameTail = `abs(${a} - ${b}) % ${unit} = 0`
    const asLong = at === 0 ? 'true' : `least(${a}, ${b}) >= ${unit}`
    return `(abs(${a} - ${b}) < ${next} and ${sameTail} and ${sameHead} and ${asLong})`
  })
  // Spark looks such a list up in a hash table; hardly any pair passes it.
  const gaps = Array.from({ length: digits }, (_, at) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => digit * 10 ** at),
  )
  return `case when abs(${a} - ${b}) in (${gaps
    .flat()
    .map((gap) => `${gap}L`)
    .join(', ')}) then ${ways.join(' or ')} else false end`
}

/** Signs in which two texts agree at their start, four at most. */
const prefix = (a: string, b: string) =>
  `case ${[4, 3, 2, 1].map((n) => `when length(${a}) >= ${n} and substr(${a}, 1, ${n}) = substr(${b}, 1, ${n}) then ${n}`).join(' ')} else 0 end`

/** Stands for a sign of the other text that has found its partner. */
const taken = `'\u0001'`

/** Jaro–Winkler as DuckDB has it: the first free partner within the window, transpositions in pairs, prefix from 0.7. */
function similarity(a: string, b: string): string {
  const window = 'greatest(greatest(length(ja), length(jb)) div 2 - 1, 0)::int'
  const sign = 'substr(ja, ji, 1)'
  const partner = `locate(${sign}, js.rest, greatest(1, ji - jw))`
  const step = given(
    'jp',
    partner,
    `if(jp between 1 and ji + jw, named_struct('rest', overlay(js.rest placing ${taken} from jp for 1), 'signs', js.signs || ${sign}), js)`,
  )
  const matched = `aggregate(${places('1', 'length(ja)')}, named_struct('rest', jb, 'signs', ''), (js, ji) -> ${step})`
  const partners = `filter(${places('1', 'length(jb)')}, jj -> substr(jm.rest, jj, 1) = ${taken})`
  const moved = `size(filter(${places('1', 'length(jm.signs)')}, jk -> substr(jm.signs, jk, 1) <> substr(jb, jo[jk - 1], 1))) div 2`
  const jaro = `(length(jm.signs) / length(ja)::double + length(jm.signs) / length(jb)::double + (length(jm.signs) - ${moved}) / length(jm.signs)::double) / 3`
  const whole = `if(jr > 7e-1, jr + ${prefix('ja', 'jb')} * 1e-1 * (1e+0 - jr), jr)`
  const value = given(
    'jm',
    matched,
    `if(length(jm.signs) = 0, 0e+0, ${given('jo', partners, given('jr', jaro, whole))})`,
  )
  const rated = given('ja', a, given('jb', b, given('jw', window, value)))
  return `(case when ${a} is null or ${b} is null then null when ${a} = '' or ${b} = '' then 0e+0 else floor(${rated} * 1e+6 + 5e-1) / 1e+6 end)`
}

/**
 * Compiled and quick: signs that the other text has nowhere find no partner, and so few partners make no such similarity.
 * Each text is looked through once, because what stands twice in a condition is worked out twice.
 */
function tooFewPartners(a: string, b: string, least: number): string {
  const [signsA, signsB] = [`length(${a})`, `length(${b})`]
  const found = `least(${signsA} - length(translate(${a}, ${b}, '')), ${signsB} - length(translate(${b}, ${a}, '')))`
  // Solved for the partners: (found / signsA + found / signsB + 1) / 3, raised by the prefix.
  const limits = [4, 3, 2, 1, 0].map((n) => double((3 * (least - 1e-5 - n / 10)) / (1 - n / 10) - 1))
  const limit = `element_at(array(${limits.join(', ')}), 5 - ${prefix(a, b)})`
  return `${found} * (${signsA} + ${signsB}) < ${signsA} * ${signsB} * ${limit}`
}

function isSimilar(a: string, b: string, least: number): string {
  const never = tooFewPartners(a, b, least)
  return `(case when ${a} is null or ${b} is null then null when ${a} = '' or ${b} = '' or ${never} then false else ${similarity(a, b)} >= ${double(least)} end)`
}

/** Spark SQL's words for the primitives: built-in functions only, nothing to install on a cluster. */
export const spark: Dialect = {
  ...common,
  id: 'spark',
  stopsJoins: false,
  intDiv: (a, b) => `(${a} div ${b})`,
  hamming,
  otherDigit,
  neighbourSwap,
  similarity,
  isSimilar,
  // Else a backslash in a pattern would be a sign of its own.
  fits: (a, pattern) => `${common.fits(a, pattern)} escape '\\u0001'`,
  startsWith: (a, b) => `startswith(${a}, ${b})`,
  byteLength: (a) => `octet_length(${a})`,
  codePoint: (a) => `coalesce(ascii(${a}), 0)`,
  whole: (a) => `case when try_cast(${a} as bigint)::string = ${a} then try_cast(${a} as bigint) end`,
  digits: (a, count) =>
    `case when octet_length(${a}) = ${count} and try_cast(${a} as bigint)::string = ${a} then try_cast(${a} as bigint) end`,
  digitsOf: (a) => `case when try_cast(${a} as bigint)::string = ${a} then try_cast(${a} as bigint) end`,
  day: (a) =>
    `case when octet_length(${a}) = 10 and try_cast(${a} as date)::string = ${a} and ${a} >= '0001' then try_cast(${a} as date) end`,
  scatter: (a) => {
    const first = `((${a})::bigint * 2654435761 & 4294967295)`
    return `shiftright((${first} ^ shiftright(${first}, 15)) * 739982445, 16)`
  },
  otherBits: (a, b, mask) => `((${a} ^ ${b}) & ${mask})`,
  bitsAt: (a, from, count) => `(shiftright(${a}, ${from}) & ${2 ** count - 1})`,
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`,
  // The engine's drop takes either.
  kindOf: () => `select 'TABLE' as kind`,
}
