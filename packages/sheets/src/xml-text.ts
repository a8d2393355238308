const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const reference = /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));|&/g

/**
 * Text of raw XML: the five predefined entities and character references resolved, line ends made one. Null where
 * it refers to anything else, because own entities need a DOCTYPE and that is refused.
 */
export function unescapeXml(raw: string): string | null {
  // Two plain searches: nearly every text of a sheet needs nothing, and a pattern costs three times as much.
  const text = raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
  if (!text.includes('&')) return text
  let isBroken = false
  const resolved = text.replace(reference, (_, hex?: string, decimal?: string, name?: string) => {
    const character = name === undefined ? fromPoint(hex, decimal) : named[name]
    if (character === undefined) isBroken = true
    return character ?? ''
  })
  return isBroken ? null : resolved
}

function fromPoint(hex: string | undefined, decimal: string | undefined): string | undefined {
  const point = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal)
  const isAllowed = point >= 1 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
  return isAllowed ? String.fromCodePoint(point) : undefined
}
