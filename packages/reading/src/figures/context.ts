import type { TextKind } from '../head/document-kind.ts'
import type { Sentence, Span } from '../text/sentences.ts'

/** What a reader of items knows of the place it reads at. */
export interface ReadingContext {
  readonly kind: TextKind
  readonly issuedOn: string | null
  /** Year from which months without a year count: of issue, or the first one named. */
  readonly year: number | null
  /** Heading of the section and of the ones above it. */
  readonly headings: string
  /** Path of the section. */
  readonly section: string
  /** Whether it stands before the first section of the body. */
  readonly isPreamble: boolean
  /** Whether the line tells of a year gone by, and nothing since has led away from it. */
  readonly isAfterPast: boolean
  /** Head of the table's column it stands in; '' outside tables. */
  readonly column: string
  /** Whether the sentence, or one before it in its line, turns to what will be done. */
  readonly isAhead: boolean
  readonly sentence: Sentence
  readonly clause: Span
}
