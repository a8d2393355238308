/** How a quotient is cut to its decimals. `down` is the truncation that some printed reports use. */
export type RoundingMode = 'half-up' | 'half-even' | 'down'

/** Decimals that are kept, and how the rest goes. */
export interface Rounding {
  readonly digits: number
  readonly mode: RoundingMode
}

/** An exact decimal: `units` of 10^-scale. Never a float, so that 0.1 is a tenth. */
export interface Decimal {
  readonly units: bigint
  readonly scale: number
}

const shape = /^(-?)(\d{1,30})(?:\.(\d{1,12}))?$/

/** Reads '130.96', '-7' or '252813', or null when it is no plain decimal. */
export function parseDecimal(text: string): Decimal | null {
  const parts = shape.exec(text.trim())
  if (!parts) return null
  const [, sign, whole = '', decimals = ''] = parts
  const units = BigInt(whole + decimals)
  return { units: sign === '-' ? -units : units, scale: decimals.length }
}

/** Reads a decimal that our own tables hold; throws on anything else. */
export function decimal(value: string | bigint | number): Decimal {
  const read = parseDecimal(String(value))
  if (!read) throw new TypeError('no plain decimal')
  return read
}

/** Writes a decimal with all its places: { units: 24945n, scale: 2 } → '249.45'. */
export function decimalText({ units, scale }: Decimal): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const sign = units < 0n ? '-' : ''
  if (scale === 0) return sign + digits
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** a + b, exact. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { units: raise(a, scale) + raise(b, scale), scale }
}

/** a − b, exact. */
export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, { units: -b.units, scale: b.scale })
}

/** -1, 0 or 1 as a lies below, at or above b. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const { units } = subtractDecimals(a, b)
  if (units === 0n) return 0
  return units < 0n ? -1 : 1
}

/** a ÷ b cut to its decimals, or null when b is zero: nothing can be said then, least of all 100 %. */
export function divideDecimals(a: Decimal, b: Decimal, rounding: Rounding): Decimal | null {
  if (b.units === 0n) return null
  const scale = Math.max(a.scale, b.scale)
  const above = raise(a, scale) * 10n ** BigInt(rounding.digits)
  return { units: cut(above, raise(b, scale), rounding.mode), scale: rounding.digits }
}

/** a as per cent of b: 130.96 of 52.5 → 249.45. Null when b is zero. */
export function percentOf(a: Decimal, b: Decimal, rounding: Rounding): Decimal | null {
  return divideDecimals({ units: a.units * 100n, scale: a.scale }, b, rounding)
}

/** a × b, cut to its decimals. */
export function multiplyDecimals(a: Decimal, b: Decimal, rounding: Rounding): Decimal {
  const product = { units: a.units * b.units, scale: a.scale + b.scale }
  return divideDecimals(product, { units: 1n, scale: 0 }, rounding)!
}

const raise = ({ units, scale }: Decimal, to: number): bigint => units * 10n ** BigInt(to - scale)

function cut(above: bigint, below: bigint, mode: RoundingMode): bigint {
  const negative = above < 0n !== below < 0n
  const a = above < 0n ? -above : above
  const b = below < 0n ? -below : below
  const whole = a / b
  const twice = (a % b) * 2n
  const isUp = mode !== 'down' && (twice > b || (twice === b && (mode === 'half-up' || whole % 2n === 1n)))
  const units = whole + (isUp ? 1n : 0n)
  return negative ? -units : units
}
