/** What is searched in an entry: its words, and how they are read in pinyin where that is known. */
export interface Findable {
  readonly label: string
  /** Further words, and the readings, parted by spaces. */
  readonly keys?: string | undefined
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()
const letters = (text: string) =>
  plain(text)
    .replaceAll('ü', 'v')
    .replaceAll(/[\s'’·-]/g, '')

/** How well an entry fits what was typed: 0 not at all, more is better. The beginning counts more than the middle. */
export function fitOf(entry: Findable, typed: string): number {
  const text = plain(typed).trim()
  if (text === '') return 1
  const label = plain(entry.label)
  if (label === text) return 5
  if (label.startsWith(text)) return 4
  const words = plain(entry.keys ?? '').split(/\s+/)
  const sound = letters(typed)
  if (words.some((word) => word === text || word === sound)) return 4
  if (sound !== '' && words.some((word) => word.startsWith(sound))) return 3
  return label.includes(text) ? 2 : 0
}

/** The entries that fit, the best first, in their own order otherwise. */
export function bestOf<Entry extends Findable>(
  entries: readonly Entry[],
  typed: string,
  most: number,
): Entry[] {
  return entries
    .map((entry, place) => ({ entry, place, fit: fitOf(entry, typed) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || a.place - b.place)
    .slice(0, most)
    .map(({ entry }) => entry)
}

/** Fifteen or more digits, whatever stands between them, are a number and not a name. */
export const looksLikeNumber = (text: string): boolean =>
  (text.normalize('NFKC').match(/[\dXx]/g)?.length ?? 0) >= 15
