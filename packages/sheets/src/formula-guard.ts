/** Starts that make a spreadsheet program compute a text, full-width forms included (some programs fold them). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among the dangerous starts
const formulaStart = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n\u0000]/

/**
 * True for text that a program might run as a formula once someone edits the cell or saves it as csv; such cells
 * get the format's quote prefix.
 */
export function looksLikeFormula(text: string): boolean {
  return formulaStart.test(text)
}
