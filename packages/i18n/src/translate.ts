import type { Locale } from './locale.ts'
import { formatNumber } from './numbers.ts'

/** Values that fill the `{holes}` of a message; numbers are grouped by thousands, codes and years are passed as text. */
export type Params = Readonly<Record<string, string | number>>

/** A message is one text, or one per English number (`one`, `other`), chosen by the parameter `count`. */
export type Message = string | { readonly one: string; readonly other: string }

/** All messages of one language by key. */
export type Messages<Key extends string = string> = Readonly<Record<Key, Message>>

/** Looks a message up and fills it. A missing key shows itself, so that it is seen. */
export type Translate<Key extends string = string> = (key: Key, params?: Params) => string

function choose(message: Message, params: Params): string {
  if (typeof message === 'string') return message
  return Number(params.count) === 1 ? message.one : message.other
}

/** Fill the `{holes}` of a text; a hole without a value stays visible. */
export function fill(text: string, params: Params, locale: Locale): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = params[name]
    if (value === undefined) return hole
    return typeof value === 'number' ? formatNumber(value, locale) : value
  })
}

/** Make the look-up function of one language. */
export function createTranslate<Key extends string>(
  locale: Locale,
  messages: Partial<Messages<Key>>,
): Translate<Key> {
  return (key, params = {}) => {
    const message: Message | undefined = messages[key]
    return message === undefined ? key : fill(choose(message, params), params, locale)
  }
}
