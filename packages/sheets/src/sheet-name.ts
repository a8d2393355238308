const longestName = 31

/**
 * A name that Excel takes for a tab: no : \ / ? * [ ], no apostrophe at its ends, at most 31 units, not
 * `History`, and unlike (case ignored) those in `taken`.
 */
export function safeSheetName(wanted: string, taken: readonly string[]): string {
  const cleaned = wanted
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
    .replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, '')
    .replace(/[:\\/?*[\]]/g, '_')
    .trim()
    .replace(/^'+|'+$/g, '')
  const base = cleaned === '' || /^history$/i.test(cleaned) ? `${cleaned}_` : cleaned
  const used = new Set(taken.map((name) => name.toLowerCase()))
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` (${number})`
    const name = cut(base, longestName - suffix.length) + suffix
    if (!used.has(name.toLowerCase())) return name
  }
}

/** Cuts without leaving half of a rare character. */
function cut(text: string, length: number): string {
  const piece = text.slice(0, length)
  return (piece.isWellFormed() ? piece : piece.slice(0, -1)).replace(/'+$/, '').trimEnd()
}
