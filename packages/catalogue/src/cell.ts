/** One cell as the sheet reader gives it; the same shape as in packages/sheets. */
export type Cell = {
  readonly text: string
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula'
}
