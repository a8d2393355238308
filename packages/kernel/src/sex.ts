/** Sex as it stands in the register; the law knows two. */
export type Sex = 'male' | 'female'

const words: ReadonlyMap<string, Sex> = new Map([
  ['男', 'male'],
  ['男性', 'male'],
  ['1', 'male'],
  ['M', 'male'],
  ['MALE', 'male'],
  ['女', 'female'],
  ['女性', 'female'],
  ['2', 'female'],
  ['F', 'female'],
  ['FEMALE', 'female'],
])

/** Reads 男/女, GB/T 2261.1 digits 1/2 or English words; null for anything else. */
export function parseSex(raw: string): Sex | null {
  return words.get(raw) ?? words.get(raw.normalize('NFKC').trim().toUpperCase()) ?? null
}
