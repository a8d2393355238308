import { type ClueColour, clueColours } from '@zhucan/catalogue'
import { hideNumbers } from '@zhucan/kernel'
import type { ExportCell } from '../exports/index.ts'
import type { ExportedClause } from './piece-export.store.ts'

/** The language of a file. */
export type Locale = 'zh' | 'en'

/** Columns of a deadline, in targets and in tasks. */
export const dueColumns = ['due', 'colour'] as const

/** Cells of a deadline: the day and how near it is. */
export const dueCells = (
  { due, colour }: { due: string | null; colour: ClueColour },
  locale: Locale,
): ExportCell[] => [due, due === null ? null : clueColours[colour][locale]]

/** Columns of where a piece comes from, and where it is. */
export const sourceColumns = [
  'notice',
  'documentNumber',
  'issuedOn',
  'clause',
  'clauseAddress',
  'address',
] as const

/** What a piece says of where it comes from. */
export interface Sourced extends ExportedClause {
  id: string
  noticeTitle: string | null
  documentNumber: string | null
}

/** Cells of where a piece comes from, word for word but for numbers of people, and the addresses in the Desk. */
export const sourceCells = (kind: 'targets' | 'tasks', piece: Sourced): ExportCell[] => [
  piece.noticeTitle,
  piece.documentNumber,
  piece.issuedOn,
  piece.quote === null ? null : hideNumbers(piece.quote),
  piece.noticeId === null ? null : `/notices/${piece.noticeId}?item=${piece.noticeItemId}`,
  `/${kind}/${piece.id}`,
]
