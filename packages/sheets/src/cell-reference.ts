/** Letters of a 0-based column: 0 → A, 26 → AA. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

/** A cell's place; `row` is 0 where the reference names only a column. */
export interface CellPlace {
  column: number
  row: number
}

/**
 * Reads "C5" into 0-based column 2 and 1-based row 5 by filling `place`, which is reused because a sheet has
 * millions of references. False where the text is no reference. Huge numbers stay huge, for the limits to see.
 */
export function readReference(reference: string, place: CellPlace): boolean {
  let column = 0
  let at = 0
  for (; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at)
    if (code < 65 || code > 90) break
    column = column * 26 + (code - 64)
  }
  if (at === 0 || at > 7) return false
  let row = 0
  for (let i = at; i < reference.length; i += 1) {
    const digit = reference.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return false
    row = row * 10 + digit
  }
  place.column = column - 1
  place.row = row
  return true
}
