/** A stretch of a text in UTF-16 units; `end` is behind the last. */
interface Stretch {
  start: number
  end: number
}

const latin = /[0-9A-Za-z]/

/**
 * Every place where words stand in a text. White space and the width of characters do not count, so that a name printed
 * 林 晓岚 is found as well; a number or a Latin word is found only whole.
 */
export function placesOfWords(text: string, words: string): Stretch[] {
  const wanted = folded(words).plain
  if (wanted === '') return []
  const { plain, origin } = folded(text)
  const places: Stretch[] = []
  for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    if (goesOn(plain, at) || goesOn(plain, end)) continue
    places.push({ start: origin[at]!, end: origin[end - 1]! + 1 })
    at = end - 1
  }
  return places
}

/** Whether a number or Latin word goes on over a place. */
const goesOn = (plain: string, at: number): boolean =>
  at > 0 && at < plain.length && latin.test(plain[at - 1]!) && latin.test(plain[at]!)

function folded(text: string): { plain: string; origin: number[] } {
  const origin: number[] = []
  let plain = ''
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!
    if (/\s/.test(character)) continue
    const wide = character.normalize('NFKC')
    plain += wide.length === 1 ? wide : character
    origin.push(at)
  }
  return { plain, origin }
}
