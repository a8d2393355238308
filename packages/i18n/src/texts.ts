import type { Locale } from './locale.ts'
import type { ProblemTexts } from './problems.ts'
import type { Messages } from './translate.ts'
import type { messages as sourceMessages } from './zh-cn.ts'

/** Every key that a screen may ask for; taken from the Chinese files, so a wrong key does not compile. */
export type MessageKey = keyof typeof sourceMessages

/** The texts of one language; until all have come, those of later pages are missing. */
export interface Texts {
  readonly messages: Partial<Messages<MessageKey>>
  readonly problems: ProblemTexts
}

/** Fetch all texts of one language; each language is a file of its own. */
export async function loadTexts(locale: Locale): Promise<Texts> {
  return locale === 'en' ? import('./en.ts') : import('./zh-cn.ts')
}

/** Fetch only what log-in, the frame and the register say, so that the first list is there sooner. */
export async function loadFirstTexts(locale: Locale): Promise<Texts> {
  return locale === 'en' ? import('./first-en.ts') : import('./first-zh-cn.ts')
}
