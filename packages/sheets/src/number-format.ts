/** What a number format makes of a number; `padded` keeps the zeros of formats such as 000000. */
export type NumberStyle =
  | { as: 'number' }
  | { as: 'date'; time: boolean }
  | { as: 'time' }
  | { as: 'padded'; width: number }

const plain: NumberStyle = { as: 'number' }
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
const builtInTimes = new Set([18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56])

/** Style of a built-in format id (ids 27–36 and 50–58 as a Chinese Excel shows them). */
export function builtInStyle(id: number): NumberStyle {
  if (builtInDates.has(id)) return { as: 'date', time: id === 22 }
  if (builtInTimes.has(id)) return { as: 'time' }
  return plain
}

/** A spreadsheet program stops at 255; the patterns below take the square of a code's length. */
const longestFormat = 255

/** Style of a format code such as `yyyy"年"m"月"d"日"`, `[$-804]yyyy-mm-dd` or `000000`. */
export function styleOfFormat(code: string): NumberStyle {
  if (code.length > longestFormat) return plain
  const first = code.split(';', 1)[0] ?? ''
  if (/\[(h+|m+|s+)\]/i.test(first)) return plain
  const bare = first
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/[_*]./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .toLowerCase()
  if (/^0{2,18}$/.test(bare)) return { as: 'padded', width: bare.length }
  if (/general|[#0?@]/.test(bare.replace(/s+\.0+/g, 's'))) return plain
  const hasDay = /[yde]/.test(bare.replace(/am\/pm|a\/p/g, ''))
  const hasTime = /[hs]/.test(bare)
  if (hasDay || (/m/.test(bare) && !hasTime)) return { as: 'date', time: hasTime }
  return hasTime ? { as: 'time' } : plain
}

const lastSerial = 2_958_465

/** Day of an Excel serial as YYYY-MM-DD; null for what is no day (0, negative, beyond 9999, the false 29 February 1900). */
export function serialToDay(serial: number, date1904: boolean): string | null {
  const whole = Math.floor(serial) + (date1904 ? 1462 : 0)
  const isDay = whole >= 1 && whole <= lastSerial && whole !== 60
  if (!isDay) return null
  // Lotus 1-2-3 thought 1900 a leap year and Excel kept it: serials before 60 count from one day later.
  const days = whole < 60 ? whole - 25_568 : whole - 25_569
  return new Date(days * 86_400_000).toISOString().slice(0, 10)
}

/** Time of day of a serial's fraction as HH:MM:SS, rounded to the second. */
export function serialToTime(serial: number): string {
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400) % 86_400
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** No program writes more than twenty digits; the patterns below take the square of their number. */
const longestNumber = 400

/**
 * Plain digits of a number as the file holds it: exponents are written out by moving the point in the text, so
 * no digit passes through a float; only the noise behind the 15th digit of a fraction is rounded as Excel shows it.
 */
export function plainNumber(raw: string): string {
  if (raw.length > longestNumber) return raw
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(raw)
  if (!parts) return raw
  const sign = parts[1] === '-' ? '-' : ''
  const fraction = parts[3] ?? ''
  const digits = (parts[2] ?? '') + fraction
  if (digits === '') return raw
  const point = (parts[2] ?? '').length + Number(parts[4] ?? 0)
  const text = movePoint(digits, point)
  if (text.includes('.') && text.replace(/^0\.0*|\./g, '').length > 15) return roundTo15(sign + text)
  return text === '0' ? '0' : sign + text
}

function movePoint(digits: string, point: number): string {
  const padded = point > 0 ? digits.padEnd(point, '0') : '0'.repeat(1 - point) + digits
  const at = Math.max(point, 1)
  const whole = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const fraction = padded.slice(at).replace(/0+$/, '')
  return fraction === '' ? whole : `${whole}.${fraction}`
}

function roundTo15(text: string): string {
  const rounded = Number(text).toPrecision(15)
  return rounded.includes('e') ? text : rounded.replace(/\.?0+$/, '')
}

/** Excel serial of a day YYYY-MM-DD; null for what is no day or lies before 1 March 1900. */
export function dayToSerial(day: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const ms = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) return null
  const serial = ms / 86_400_000 + 25_569
  return serial > 60 ? serial : null
}
