import type { NumberValue } from '@zhucan/catalogue'

/** A number as two integers: the first 17 digits (below 2^57) and the check as 0–10, 10 for X. */
export interface PlainKey {
  readonly key: bigint
  readonly ck: number
}

/**
 * The plain key of an 18-character number. For an operator's own files and memory only:
 * the server keeps blind keys and never this one.
 */
export function plainKey(id18: string): PlainKey {
  return { key: BigInt(id18.slice(0, 17)), ck: id18[17] === 'X' ? 10 : Number(id18[17]) }
}

/** A row of a file's key table: [row_no, key, ck, upgraded]; without a usable number the key is null. */
export type FileKeyRow = readonly [rowNo: number, key: bigint | null, ck: number | null, upgraded: boolean]

/** What a number cell says, as the catalogue reads it. */
export type NumberReading = Pick<NumberValue, 'kind' | 'id18' | 'usable'>

/** The key row of a file row, from the first of its number cells that is usable. */
export function fileKeyRow(rowNo: number, numbers: readonly NumberReading[]): FileKeyRow {
  const found = numbers.find((number) => number.usable)
  if (!found?.id18) return [rowNo, null, null, false]
  const { key, ck } = plainKey(found.id18)
  return [rowNo, key, ck, found.kind === 'id15']
}

/** A row of the register's key table: [person_id, key, ck]. */
export type RegisterKeyRow<Person extends string | number = number> = readonly [
  personId: Person,
  key: bigint,
  ck: number,
]

/** The key rows of a register row: each usable number of its cells once. */
export function registerKeyRows<Person extends string | number>(
  personId: Person,
  numbers: readonly NumberReading[],
): RegisterKeyRow<Person>[] {
  const usable = new Set(numbers.flatMap((number) => (number.usable && number.id18 ? [number.id18] : [])))
  return [...usable].map((id18) => {
    const { key, ck } = plainKey(id18)
    return [personId, key, ck] as const
  })
}

/** Columns of the two key tables, as `appendRows` takes them. */
export const keyColumns = {
  register: { person_id: 'INTEGER', key: 'BIGINT', ck: 'SMALLINT' },
  file: { row_no: 'INTEGER', key: 'BIGINT', ck: 'SMALLINT', upgraded: 'BOOLEAN' },
} as const
