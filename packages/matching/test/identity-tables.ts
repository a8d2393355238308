import type { LinkageRow } from '@zhucan/demo'
import { identityColumns } from '../src/index.ts'

/** Columns of a raw table of persons, as a linkage by identity reads it. */
export const identityTable = {
  row_no: 'INTEGER',
  ...Object.fromEntries(identityColumns.map((column) => [column, 'VARCHAR'] as const)),
} as const

/** Its cells for an invented row; `at` counts from 0. */
export function identityCells(row: LinkageRow, at: number) {
  const { name, sex, birth, region, address, phone, idNumber } = row
  return [at + 1, name, sex, birth, region, null, address, phone, idNumber].map((cell) => cell || null)
}
