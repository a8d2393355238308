import { fileById, mapHeaders } from '@zhucan/catalogue'

/** Few lists of other departments have two of these. */
const ofRegister = ['certificateNumber', 'category', 'level', 'certificateState', 'validTo'] as const

/** How many of the columns that tell a register from a list stand in a header row. */
export function countRegisterColumns(headers: readonly string[]): number {
  const map = mapHeaders(fileById('register')!.sheets.holders!, headers)
  return ofRegister.filter((key) => map[key] !== undefined).length
}

/**
 * Whether two sides look as if they were given the wrong way round: the file has at least two more of these columns than the
 * register. A register that is an extract may look so as well, so it is told and not refused.
 */
export function looksSwapped(sides: Readonly<Record<'register' | 'file', { ofRegister?: number }>>): boolean {
  const { register, file } = sides
  return register.ofRegister !== undefined && (file.ofRegister ?? 0) >= register.ofRegister + 2
}
