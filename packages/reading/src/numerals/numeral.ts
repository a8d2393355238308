const digits: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
  廿: 20,
  卅: 30,
}
const small: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 拾: 10, 佰: 100, 仟: 1000 }
const large: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 }

/** A character of a Chinese numeral, in a form for character classes. */
export const chineseDigits = '零〇一二两三四五六七八九十百千万亿廿卅'

/**
 * The value of a Chinese numeral: 二百五十三, 一千零八, 二〇〇四, 三点五, 两万; null where it is none.
 * @example numeralValue('一百二十万') // 1200000
 */
export function numeralValue(text: string): number | null {
  const [whole = '', fraction, ...rest] = text.split('点')
  if (rest.length > 0 || whole === '') return null
  const integer = integerValue(whole)
  if (integer === null || fraction === undefined) return integer
  const places = positional(fraction)
  return places === null ? null : Number(`${integer}.${String(places).padStart(fraction.length, '0')}`)
}

function integerValue(text: string): number | null {
  const isPositional = text.length > 1 && [...text].every((one) => one in digits && digits[one]! < 10)
  return isPositional ? positional(text) : additive(text)
}

function positional(text: string): number | null {
  const values = [...text].map((one) => digits[one])
  if (values.length === 0 || values.some((value) => value === undefined || value > 9)) return null
  return Number(values.join(''))
}

/** 三千二百万零五: sums below 万 and 亿; 一百二 is 120 by speech but no official text writes it. */
function additive(text: string): number | null {
  let total = 0
  let section = 0
  let digit: number | null = null
  for (const one of text) {
    const scale = large[one]
    const step = small[one]
    if (scale !== undefined) {
      const below = section + (digit ?? 0)
      if (below === 0 && total === 0) return null
      total = scale > 1e4 ? (total + below) * scale : total + below * scale
      section = 0
      digit = null
    } else if (step !== undefined) {
      section += (digit ?? 1) * step
      digit = null
    } else if (digits[one] !== undefined) {
      if (digit !== null && digit !== 0) return null
      digit = digits[one]!
    } else return null
  }
  return total + section + (digit ?? 0)
}

/** A count below 100 in Chinese, as lists are numbered: 十, 二十三. Larger ones come back in digits. */
export function chineseNumeral(count: number): string {
  if (!Number.isInteger(count) || count < 1 || count >= 100) return String(count)
  const names = '零一二三四五六七八九'
  const tens = Math.floor(count / 10)
  const ones = count % 10
  const ten = tens === 0 ? '' : tens === 1 ? '十' : `${names[tens]}十`
  return ten + (ones === 0 ? '' : names[ones])
}
