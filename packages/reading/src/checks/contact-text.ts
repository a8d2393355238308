import type { FlatText } from '../text/flat-text.ts'

/** The plain text with a space where the original has white space, so that two numbers side by side stay two. */
export interface ContactText {
  readonly text: string
  /** For each character of `text` its offset in the plain text. */
  readonly origin: Int32Array
}

/** Makes the text in which numbers and names of people are looked for. */
export function contactText({ plain, original, origin }: FlatText): ContactText {
  const characters: string[] = []
  const places: number[] = []
  for (let at = 0; at < plain.length; at += 1) {
    const from = at === 0 ? 0 : origin[at - 1]! + 1
    if (origin[at]! > from && /[^\S\n]/.test(original.slice(from, origin[at]))) {
      characters.push(' ')
      places.push(at)
    }
    characters.push(plain[at]!)
    places.push(at)
  }
  return { text: characters.join(''), origin: Int32Array.from(places) }
}
