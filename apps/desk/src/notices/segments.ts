/** A stretch of the text that means something; offsets are UTF-16 units. */
export interface Mark {
  readonly id: string
  readonly start: number
  readonly end: number
}

/** A piece of a line that the same marks cover. */
export interface Segment {
  readonly start: number
  readonly text: string
  /** The marks over it, longest first: the innermost stands last. */
  readonly marks: readonly string[]
}

/** One line of the text with its pieces. */
export interface TextLine {
  readonly start: number
  readonly segments: readonly Segment[]
}

/** Cuts a text into lines and each line where marks begin or end; marks may overlap, stand within each other and cross lines. */
export function segmentsOf(text: string, marks: readonly Mark[]): TextLine[] {
  const ordered = marks
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  let start = 0
  let open: Mark[] = []
  let next = 0
  return text.split('\n').map((line) => {
    const end = start + line.length
    while (next < ordered.length && ordered[next]!.start < end) open.push(ordered[next++]!)
    open = open.filter((mark) => mark.end > start)
    const found: TextLine = { start, segments: cut(line, start, open) }
    start = end + 1
    return found
  })
}

function cut(line: string, start: number, marks: readonly Mark[]): Segment[] {
  const end = start + line.length
  const edges = new Set([start, end])
  for (const mark of marks) {
    if (mark.start > start && mark.start < end) edges.add(mark.start)
    if (mark.end > start && mark.end < end) edges.add(mark.end)
  }
  const places = [...edges].sort((a, b) => a - b)
  return places.slice(0, -1).map((from, index) => ({
    start: from,
    text: line.slice(from - start, places[index + 1]! - start),
    marks: marks.filter((mark) => mark.start <= from && mark.end > from).map(({ id }) => id),
  }))
}

/** The mark meant by a click where several lie over each other: the innermost, or the next one behind the present. */
export function pickMark(marks: readonly string[], current: string | undefined): string | undefined {
  const inner = marks.toReversed()
  const at = current === undefined ? -1 : inner.indexOf(current)
  return inner[(at + 1) % inner.length]
}
