import { useState } from 'react'

/**
 * The text of a search box that stands in the address too. What the address says replaces it, unless the box itself
 * asked for that: somebody who types on while a slow computer searches loses nothing.
 */
export function useSearchText(said: string): {
  readonly text: string
  readonly setText: (text: string) => void
  /** What the box asks the address to say. */
  readonly ask: (asked: string) => void
} {
  const [box, setBox] = useState<{ text: string; said: string; asked?: string }>({ text: said, said })
  if (box.said !== said) setBox({ text: box.asked === said ? box.text : said, said })
  return {
    text: box.text,
    setText: (text) => setBox((now) => ({ ...now, text })),
    ask: (asked) => setBox((now) => ({ ...now, asked })),
  }
}
