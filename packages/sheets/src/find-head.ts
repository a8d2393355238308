import { findHeader } from './find-header.ts'
import type { Cell, SheetRow } from './sheet-model.ts'

/** The head of a table: the rows it stands in (1-based as in Excel) and one name for each column. */
export interface SheetHead {
  firstRow: number
  lastRow: number
  headers: string[]
}

/** What is known of column names; `join` names a column under a merged group head, `isDoubled` where others are called the same. */
export interface HeadWords {
  knows(header: string): boolean
  join(group: string, own: string, isDoubled: boolean): string
}

/**
 * The head of a table behind its title rows, of one row or of two: merged group heads above the heads of single columns.
 * Null where no row knows a column name.
 */
export function findHead(rows: SheetRow[], words: HeadWords): SheetHead | null {
  const at = rows.findIndex(({ row }) => row === findHeader(rows, words.knows))
  const best = rows[at]
  if (best === undefined) return null
  const alone = { firstRow: best.row, lastRow: best.row, headers: textsOf(best) }
  const pairs = [headOfTwo(best, rows[at + 1], words), headOfTwo(rows[at - 1], best, words)]
  const found = pairs.flatMap((pair) => pair ?? []).toSorted((a, b) => count(b, words) - count(a, words))[0]
  return found && count(found, words) >= count(alone, words) ? found : alone
}

/** Different known names: one that stands twice says less than two. */
const count = ({ headers }: SheetHead, { knows }: HeadWords): number =>
  new Set(headers.filter((header) => header !== '' && knows(header))).size

/** Two rows as one head: group heads above the heads of columns; null where they are not. */
export function headOfTwo(
  upper: SheetRow | undefined,
  lower: SheetRow | undefined,
  words: HeadWords,
): SheetHead | null {
  if (upper === undefined || lower?.row !== upper.row + 1) return null
  if (!lower.cells.every((cell) => cell === null || mayBeHead(cell))) return null
  const [above, below] = [textsOf(upper), textsOf(lower)]
  const groups = groupsOf(above, below)
  const headers = joinRows({ above, below, groups }, words)
  const { knows } = words
  const named = below.flatMap((text, at) => (text === '' ? [] : [knows(text) || knows(headers[at]!)]))
  if (named.filter(Boolean).length * 2 < named.length || !groups.some((group) => group !== null)) return null
  const isHead = divides(above, below, knows) || saysWhose({ below, groups, headers }, words)
  return isHead ? { firstRow: upper.row, lastRow: lower.row, headers } : null
}

/** Of each column the group it stands under, or null; a merged cell's text stands in its first column only. */
function groupsOf(above: readonly string[], below: readonly string[]): (string | null)[] {
  let group: string | null = null
  return below.map((text, at) => {
    group = text === '' ? null : above[at] || group
    return group
  })
}

interface Joined {
  below: readonly string[]
  groups: readonly (string | null)[]
}

function joinRows(
  { above, below, groups }: Joined & { above: readonly string[] },
  words: HeadWords,
): string[] {
  const width = Math.max(above.length, below.length)
  const owns = Array.from({ length: width }, (_, at) => below[at] || (above[at] ?? ''))
  return owns.map((own, at) => {
    const group = groups[at] ?? null
    return group === null ? own : words.join(group, own, isDoubled(owns, own))
  })
}

const isDoubled = (texts: readonly string[], own: string) => texts.filter((text) => text === own).length > 1

/** Whether a known column of the upper row reaches down beside the groups; under a title or a unit none does. */
function divides(above: readonly string[], below: readonly string[], knows: HeadWords['knows']): boolean {
  return above.some((text, at) => text !== '' && (below[at] ?? '') === '' && knows(text))
}

/** Whether two groups or more are needed to tell columns apart, one of them by a name that is known. */
function saysWhose(
  { below, groups, headers }: Joined & { headers: readonly string[] },
  { knows }: HeadWords,
) {
  if (new Set(groups.filter((group) => group !== null)).size < 2) return false
  return below.some((own, at) => own !== '' && headers[at] !== own && knows(headers[at]!))
}

/** Numbers, days and long texts are data. */
function mayBeHead({ kind, text }: Cell): boolean {
  return (kind === 'text' || kind === 'formula') && text.trim().length <= 30 && !/\d{5}/.test(text)
}

const textsOf = ({ cells }: SheetRow): string[] => cells.map((cell) => cell?.text.trim() ?? '')
