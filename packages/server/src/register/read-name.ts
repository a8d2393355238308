import { pinyin } from 'pinyin-pro'

/** One way to read a name: 王小明 = `wangxiaoming`, `wxm`. */
export interface NameSound {
  readonly name: string
  readonly letters: string
  readonly initials: string
}

/** Rare readings beyond these would find more strangers than people. */
const mostReadings = 8

const plain = { toneType: 'none', type: 'array', v: true, nonZh: 'removed' } as const

/**
 * The ways a name is read, the usual one first: the surname by its own table (单 Shàn, 仇 Qiú), the other characters
 * also by their other readings, one at a time. Nothing for a name without Chinese characters.
 */
export function readName(name: string): NameSound[] {
  const usual = pinyin(name, { ...plain, surname: 'head' })
  const characters = [...name].filter((character) => pinyin(character, plain).length > 0)
  const readings = [usual, ...(characters.length === usual.length ? otherReadings(characters, usual) : [])]
  const sounds = new Map<string, NameSound>()
  for (const reading of readings) {
    const letters = reading.join('')
    if (letters === '' || sounds.has(letters) || sounds.size === mostReadings) continue
    sounds.set(letters, { name, letters, initials: reading.map(([first]) => first).join('') })
  }
  return [...sounds.values()]
}

function otherReadings(characters: readonly string[], usual: readonly string[]): string[][] {
  return characters.flatMap((character, place) =>
    pinyin(character, { ...plain, multiple: true })
      .filter((sound) => sound !== usual[place])
      .map((sound) => usual.with(place, sound)),
  )
}

/** What somebody typed in Latin letters, as the sounds are written: `Wang Xiao-Ming`, `lü`; nothing when it holds others. */
export function typedSound(text: string): string | undefined {
  const letters = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replaceAll(/[\s'’·-]/g, '')
  return /^[a-z]{1,40}$/.test(letters) ? letters : undefined
}
