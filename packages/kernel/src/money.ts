const shape = /^([+-]?)(\d*)(?:\.(\d*))?(万?)$/
const exponent = /^[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,2}$/

/**
 * Reads yuan as written in lists ('1,234.50', '￥80元', '1.2万') into fen, or null when it is no amount.
 * More than two decimals come from floating-point cells and are rounded half away from zero.
 */
export function parseYuan(raw: string): bigint | null {
  const text = raw
    .normalize('NFKC')
    .replaceAll(/[\s,¥$'’]|人民币|RMB|元整?$/g, '')
    .replace(/元整?$/, '')
  const parts = shape.exec(exponent.test(text) ? plainDigits(text) : text)
  if (!parts) return null
  const [, sign, whole = '', decimals = '', tenThousand] = parts
  if (whole === '' && decimals === '') return null
  const places = tenThousand === '' ? 2 : 6
  const kept = decimals.slice(0, places).padEnd(places, '0')
  const roundUp = decimals.length > places && decimals.charCodeAt(places) >= 53
  const fen = BigInt(whole + kept) + (roundUp ? 1n : 0n)
  return sign === '-' ? -fen : fen
}

/** Writes fen as yuan with two decimals and thousands separators: 123450n → '1,234.50'. */
export function formatYuan(fen: bigint): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0')
  const yuan = digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0n ? '-' : ''}${yuan}.${digits.slice(-2)}`
}

function plainDigits(text: string): string {
  const number = Number(text)
  return Number.isFinite(number) && Math.abs(number) < 1e15 ? number.toFixed(8) : text
}
