/** A line that begins a section. */
export interface SectionLine {
  readonly depth: number
  readonly label: string
  /** Length of the printed label. */
  readonly length: number
}

const numeral = '[零〇一二三四五六七八九十百]{1,6}'
const labels: readonly (readonly [pattern: RegExp, depth: number])[] = [
  [new RegExp(`^第(${numeral}|\\d{1,3})章`), 0],
  [new RegExp(`^第(${numeral}|\\d{1,3})条(?:之[一二三四五六七八九十])?`), 1],
  [new RegExp(`^(${numeral})(?:、|[.]|，(?=[^，。；]{2,40}$))`), 2],
  [new RegExp(`^[（〈<](${numeral})[）〉>](?:、(?=[^、]))?`), 3],
  [/^(\d{1,2})(?:[.](?!\d)|[.](?=(?:19|20)\d\d年)|、)/, 4],
]

/** The label a line begins with, if it begins a section. */
export function sectionLabel(text: string): SectionLine | null {
  for (const [pattern, depth] of labels) {
    const match = pattern.exec(text)
    if (!match) continue
    const bare = depth <= 1 ? match[0] : depth === 3 ? `(${match[1]})` : match[1]!
    return { depth, label: bare, length: match[0].length }
  }
  return null
}
