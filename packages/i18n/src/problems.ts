import type { Locale } from './locale.ts'
import { fill, type Params } from './translate.ts'

/** What a person is told about a Problem: what happened, and what to do now. */
export interface ProblemText {
  readonly what: string
  readonly todo: string
}

/** The texts of one language by problem code. */
export type ProblemTexts = Readonly<Record<string, ProblemText>>

/** Text for a problem code; a code we have no words for falls back to the text of `unknown`. */
export function describeProblem(
  texts: ProblemTexts,
  code: string,
  params: Params,
  locale: Locale,
): ProblemText {
  const text = texts[code] ?? texts.unknown
  if (!text) return { what: code, todo: '' }
  return {
    what: fill(text.what, { code, ...params }, locale),
    todo: fill(text.todo, { code, ...params }, locale),
  }
}
