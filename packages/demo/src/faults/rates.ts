/** Ways to write a number that the reader sees through; the person is still found. */
export type NumberVariant =
  | 'fifteen-digits'
  | 'lower-case'
  | 'outer-blank'
  | 'inner-blank'
  | 'full-width'
  | 'apostrophe'

/** Ways to spoil a number so that nobody is found by it. */
export type NumberDamage = 'missing' | 'digit-typo' | 'transposed' | 'truncated' | 'numeric-cell'

/** Ways to write another name than the certificate's; no reader can tell without the person's number. */
export type NameVariant =
  | 'homophone'
  | 'traditional'
  | 'lookalike'
  | 'lost-character'
  | 'dropped-character'
  | 'swapped'
  | 'middle-dot'

/**
 * Shares of list rows, from section 2.2 of the matching paper; 'lower-case' touches every such number but shows only
 * where the check is X. 'numeric-cell' is ours: numbers that a spreadsheet turned into numerals.
 */
export const NUMBER_RATES: Readonly<Record<NumberDamage | NumberVariant, number>> = {
  missing: 0.015,
  'digit-typo': 0.015,
  transposed: 0.005,
  truncated: 0.003,
  'numeric-cell': 0.002,
  'fifteen-digits': 0.015,
  'lower-case': 0.04,
  'outer-blank': 0.03,
  'inner-blank': 0.015,
  'full-width': 0.01,
  apostrophe: 0.005,
}

/** Shares of list rows: the mix of the matching paper at about a third of its strength, which is made for linkage. */
export const NAME_RATES: Readonly<Record<Exclude<NameVariant, 'middle-dot'>, number>> = {
  homophone: 0.018,
  traditional: 0.008,
  lookalike: 0.003,
  'lost-character': 0.0025,
  'dropped-character': 0.0025,
  swapped: 0.001,
}

/** Share of rows that stand in a list twice. */
export const DUPLICATE_RATE = 0.003

/** Share of rows with an empty row behind them. */
export const BLANK_ROW_RATE = 0.002

/** The register is typed by people who hold the certificate in their hands: fewer faults. */
export const REGISTER_RATES = {
  /** Number unusable in both columns, so the row cannot be imported. */
  blocked: 0.008,
  /** Written oddly, read all the same. */
  variant: 0.02,
  /** Of the rows of quiet homes: something else is wrong in the row. */
  spoiled: 0.3,
  phone: 0.004,
} as const
