const number = /^[\d.,，．]*\d(?:%|％|‰)?$/
const ratio = /\d[%％‰](?=\s|$)/
const fewestNumbers = 3

/**
 * Places of the blanks that part the cells of a row printed without bars: 某市 216004 75601 99.4%. Only rows that are
 * mostly numbers, a ratio among them, count: blanks inside a name or the number of an account part nothing.
 */
export function cellBlanks(text: string): ReadonlySet<number> {
  const places = new Set<number>()
  for (const match of text.matchAll(/[^\n\r]+/g)) {
    const line = match[0]
    if (line.length > 300 || !/\d\S*[^\S\n]+[\d.,]*\d/.test(line)) continue
    for (const place of blanksOf(line)) places.add(match.index + place)
  }
  return places
}

function blanksOf(line: string): number[] {
  if (/[。；，、：](?!\d)|\t|\|/.test(line) || !ratio.test(line)) return []
  const tokens = [...line.matchAll(/\S+/g)].map(({ index, 0: text }) => ({
    index,
    isNumber: number.test(text),
  }))
  const numbers = tokens.filter(({ isNumber }) => isNumber).length
  if (numbers < fewestNumbers || numbers * 2 < tokens.length || tokens[0]?.isNumber === true) return []
  return tokens
    .slice(1)
    .flatMap(({ index, isNumber }, at) => (isNumber || tokens[at]!.isNumber ? [index - 1] : []))
}
