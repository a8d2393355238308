/** One choice of a list; `note` is a second, quieter line. */
export interface Option {
  readonly value: string
  readonly label: string
  readonly note?: string
}
