import type { Label } from '@zhucan/kernel'

/** What a code in a filter stands for beyond this catalogue. */
export interface FilterNames {
  region?: string | null
  /** The organisation named in it. */
  office?: string | null
  notice?: string | null
  /** The code of the indicator of the target above, or the title of the task above. */
  parent?: string | null
  /** The code of its indicator. */
  target?: string | null
}

/** How one condition is told; null = it narrows nothing. */
export type Teller = (value: string, names: FilterNames) => Label | null

/** A text in both languages. */
export const both = (zh: string, en: string): Label => ({ zh, en })
/** A value after its heading. */
export const after = (head: Label, value: Label): Label =>
  both(`${head.zh}：${value.zh}`, `${head.en}: ${value.en}`)
/** What is the same in both languages. */
export const plain = (text: string): Label => both(text, text)
/** The word of a table for a key; the key where it has none. */
export const known = (table: Readonly<Record<string, Label>>, key: string): Label => table[key] ?? plain(key)

/** How the order of a list is told, by the words for what it can be ordered by. */
export const tellOrderBy =
  (words: Readonly<Record<string, Label>>): Teller =>
  (value) => {
    const { zh, en } = known(words, value.replace('-', ''))
    return value.startsWith('-')
      ? both(`按${zh}倒序排列`, `Ordered by ${en}, backwards`)
      : both(`按${zh}排列`, `Ordered by ${en}`)
  }
