import type { PersonalDatum, Section } from './document.ts'

/**
 * The text with its personal data masked, each at its own length: every offset means the same place in both. Line breaks
 * inside a number stay where they are.
 */
export function maskText(text: string, personalData: readonly PersonalDatum[]): string {
  let masked = ''
  let from = 0
  for (const datum of personalData) {
    if (datum.start < from) continue
    masked += text.slice(from, datum.start) + maskOne(text.slice(datum.start, datum.end), datum.masked)
    from = datum.end
  }
  return masked + text.slice(from)
}

function maskOne(found: string, mask: string): string {
  if (mask.length === found.length && !/\s/.test(found)) return mask
  return found.replaceAll(/\S/g, '*')
}

/** The section that a place of the text belongs to: the last heading at or above it. */
export function sectionAt(sections: readonly Section[], start: number): string {
  return sections.findLast((section) => section.start <= start)?.path ?? ''
}
