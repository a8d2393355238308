import pairs from 'opencc-js/dict/TSCharacters'

/** Traditional characters that simplified texts use as well, in another sense. */
const keep = new Set('乾藉著徵瞭馀')

const simplified = new Map<string, string>()
for (const pair of pairs.split('|')) {
  const [from = '', to = ''] = pair.split(' ')
  if (from.length === 1 && to.length === 1 && !keep.has(from)) simplified.set(from, to)
}

/** The simplified form of one character; the same character where there is none. */
export function simplify(character: string): string {
  return simplified.get(character) ?? character
}
