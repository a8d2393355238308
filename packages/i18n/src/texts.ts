import type { Locale } from './locale.ts'
import type { ProblemTexts } from './problems.ts'
import type { Messages } from './translate.ts'
import type { messages as sourceMessages } from './zh-cn.ts'

/** Every key that a screen may ask for; taken from the Chinese files, so a wrong key does not compile. */
export type MessageKey = keyof typeof sourceMessages

/** The texts of one language. */
export interface Texts {
  readonly messages: Messages<MessageKey>
  readonly problems: ProblemTexts
}

/** Fetch the texts of one language; each language is a file of its own. */
export async function loadTexts(locale: Locale): Promise<Texts> {
  return locale === 'en' ? import('./en.ts') : import('./zh-cn.ts')
}
