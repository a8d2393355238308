import type { Section } from './document.ts'
import { type FlatText, placeOf, squashedOf } from './text/flat-text.ts'
import type { Line } from './text/line.ts'

/** A line that begins a section. */
export interface SectionLine {
  readonly depth: number
  readonly label: string
  /** Length of the printed label. */
  readonly length: number
}

/** A section and the place in the plain text from which it counts. */
export interface PlacedSection extends Section {
  readonly from: number
  /** Whether it is an article of a law. */
  readonly isArticle: boolean
}

const numeral = '[零〇一二三四五六七八九十百]{1,6}'
const labels: readonly (readonly [pattern: RegExp, depth: number])[] = [
  [new RegExp(`^第(${numeral}|\\d{1,3})章`), 0],
  [new RegExp(`^第(${numeral}|\\d{1,3})条(?:之[一二三四五六七八九十])?`), 1],
  [new RegExp(`^(${numeral})(?:、|[.]|，(?=[^，。；]{2,40}$))`), 2],
  [new RegExp(`^[（〈<](${numeral})[）〉>]`), 3],
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

/** The section tree of a text: a section begins where a line begins with its label. */
export function readSections(flat: FlatText, lines: readonly Line[]): PlacedSection[] {
  const open: (string | undefined)[] = []
  const sections: PlacedSection[] = []
  let isAttachmentList = false
  for (const line of lines) {
    isAttachmentList = staysInAttachmentList(line.text, isAttachmentList)
    const found = isAttachmentList ? null : sectionLabel(line.text)
    if (!found) continue
    open.length = found.depth
    open[found.depth] = found.label
    const path = open.filter((label) => label !== undefined).join('/')
    const heading = found.depth === 1 ? '' : headingOf(flat, line, found.length)
    const { start } = placeOf(flat, line.start, line.start + 1)
    sections.push({ path, heading, start, from: line.start, isArticle: found.depth === 1 })
  }
  return sections
}

/** 附件：1.… with the numbered lines under it lists attachments and begins no section. */
function staysInAttachmentList(text: string, isInside: boolean): boolean {
  if (/^附(?:件|表|录)?(?:：|$)/.test(text)) return true
  return isInside && /^\d{1,2}[.、]/.test(text) && !/[。；]$/.test(text)
}

const longestFirst = 31

function headingOf(flat: FlatText, line: Line, labelLength: number): string {
  const from = line.start + labelLength
  const rest = line.text.slice(labelLength)
  const stop = rest.indexOf('。')
  if (stop >= 0) return stop <= longestFirst && stop > 0 ? squashedOf(flat, from, from + stop) : ''
  if (/[；，、]$/.test(rest) || rest === '') return ''
  return squashedOf(flat, from, line.end).replace(/[：:]$/, '')
}

/** Path of the section a place of the plain text stands in; '' before the first. */
export function sectionAt(sections: readonly PlacedSection[], at: number): string {
  return sections.findLast((section) => section.from <= at)?.path ?? ''
}
