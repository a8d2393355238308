import en from '../en/examples.json' with { type: 'json' }
import zh from '../zh-CN/examples.json' with { type: 'json' }
import type { Locale } from './locale.ts'

/** A key of the texts that only the gallery of components shows. */
export type ExampleKey = keyof typeof zh

/** Texts of the gallery; kept out of the product's own texts. */
export const exampleTexts: Readonly<Record<Locale, Readonly<Record<ExampleKey, string>>>> = {
  'zh-CN': zh,
  en,
}
