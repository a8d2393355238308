import { pinyin } from 'pinyin-pro'

const known = new Map<string, { letters: string; initials: string }>()
const mostKnown = 20_000

/** How a region's name is read, whole and by initials; names of places repeat, so they are kept. */
export function regionSound(name: string): { letters: string; initials: string } {
  const before = known.get(name)
  if (before) return before
  const reading = pinyin(name, { toneType: 'none', type: 'array', v: true, nonZh: 'removed' })
  const sound = { letters: reading.join(''), initials: reading.map(([first]) => first).join('') }
  if (known.size < mostKnown) known.set(name, sound)
  return sound
}
