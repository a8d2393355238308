/**
 * A whole number below zero for a text that is not a number by itself, the same in every run, so that what is kept of a
 * register fits a file read later. Of a million texts two share one of the long numbers once in ten thousand runs.
 */
export function wordId(text: string): number {
  const [high, low] = mix(text)
  return -(1 + (high & 0xfffff) * 2 ** 32 + low)
}

/** The same in 31 bits, for what is only one sign of several. */
export function shortWordId(text: string): number {
  return -(1 + (mix(text)[1] >>> 2))
}

function mix(text: string): [number, number] {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    high = Math.imul(high ^ code, 2_654_435_761)
    low = Math.imul(low ^ code, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return [high >>> 0, low >>> 0]
}
