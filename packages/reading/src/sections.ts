import type { Section } from './document.ts'
import { type FlatText, placeOf, squashedOf } from './text/flat-text.ts'
import type { Line } from './text/line.ts'
import { sectionLabel } from './text/section-label.ts'

/** A section and the place in the plain text from which it counts. */
export interface PlacedSection extends Section {
  readonly from: number
  /** Whether it is an article of a law. */
  readonly isArticle: boolean
  /** Its heading behind those of the sections above it. */
  readonly headings: string
}

/** The section tree of a text: a section begins where a line begins with its label. */
export function readSections(flat: FlatText, lines: readonly Line[]): PlacedSection[] {
  const open: (string | undefined)[] = []
  const above: (string | undefined)[] = []
  const sections: PlacedSection[] = []
  const attached = attachmentLines(lines)
  for (const line of lines) {
    const found = attached.has(line.start) ? null : sectionLabel(line.text)
    if (!found) continue
    open.length = found.depth
    open[found.depth] = found.label
    const path = open.filter((label) => label !== undefined).join('/')
    const heading = found.depth === 1 ? '' : headingOf(flat, line, found.length)
    above.length = found.depth
    above[found.depth] = heading
    const headings = above.filter((one) => one !== undefined).join(' ')
    const { start } = placeOf(flat, line.start, line.start + 1)
    sections.push({ path, heading, start, from: line.start, isArticle: found.depth === 1, headings })
  }
  return sections
}

/** Offsets of the lines that only list attachments. */
export function attachmentLines(lines: readonly Line[]): ReadonlySet<number> {
  const attached = new Set<number>()
  let isInside = false
  for (const { text, start } of lines) {
    isInside = staysInAttachmentList(text, isInside)
    if (isInside) attached.add(start)
  }
  return attached
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
