import { problem } from './problem.ts'

/** Twelve digits of GB/T 2260 + GB/T 10114: province 2, city 2, county 2, township 3, village 3. */
export type RegionCode = string
/** 0 nation, 1 province, 2 city, 3 county, 4 township or street, 5 village or community. */
export type RegionLevel = 0 | 1 | 2 | 3 | 4 | 5

/** The whole country, above all provinces. */
export const nation: RegionCode = '000000000000'
/** Never a region: it closes the ranges that would otherwise need thirteen digits. */
const last = '999999999999'
const lengths = [0, 2, 4, 6, 9, 12] as const

/** True for twelve digits that may be a region; whether it exists is the region table's to say. */
export function isRegionCode(text: string): boolean {
  return /^\d{12}$/.test(text) && text !== last
}

/** Level by trailing zeros; a city without counties (Dongguan) is a city whose townships hang from it directly. */
export function regionLevel(code: RegionCode): RegionLevel {
  requireCode(code)
  for (let level = 0; level < 5; level++) {
    if (isZero(code, lengths[level]!)) return level as RegionLevel
  }
  return 5
}

/** Half-open range of the codes at or under a region: `code >= lo and code < hi` in byte order (collate "C"). */
export function regionRange(code: RegionCode): { lo: RegionCode; hi: RegionCode } {
  const length = lengths[regionLevel(code)]
  if (length === 0) return { lo: code, hi: last }
  const next = String(Number(code.slice(0, length)) + 1).padStart(length, '0')
  return { lo: code, hi: next.length > length ? last : next.padEnd(12, '0') }
}

/** The region above by digits, or null above the nation. */
export function parentRegion(code: RegionCode): RegionCode | null {
  const level = regionLevel(code)
  return level === 0 ? null : code.slice(0, lengths[level - 1]).padEnd(12, '0')
}

/** True when a region is the ancestor itself or lies under it. */
export function isWithin(code: RegionCode, ancestor: RegionCode): boolean {
  const { lo, hi } = regionRange(ancestor)
  return code >= lo && code < hi
}

/** Makes twelve digits of a shorter code (6, 9 …); throws Problem 'region.invalid' for other texts. */
export function fullRegionCode(text: string): RegionCode {
  const code = text.trim().padEnd(12, '0')
  requireCode(code)
  return code
}

function isZero(code: string, from: number): boolean {
  for (let i = from; i < 12; i++) {
    if (code.charCodeAt(i) !== 48) return false
  }
  return true
}

function requireCode(code: string): void {
  if (!isRegionCode(code)) throw problem('region.invalid', { code: code.slice(0, 20) })
}
