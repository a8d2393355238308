import { readdirSync, readFileSync } from 'node:fs'
import { problemCatalogue } from '@zhucan/kernel'
import { describe, expect, it } from 'vitest'
import { locales } from './locale.ts'
import { loadFirstTexts, loadTexts } from './texts.ts'

const folder = (locale: string) => new URL(`../${locale}/`, import.meta.url)
const features = readdirSync(folder('zh-CN'))
const read = (locale: string, file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(file, folder(locale)), 'utf8'))

const leaves = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(leaves)
const holes = (value: unknown) =>
  [...new Set(leaves(value).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort()

/** Each part of a text by its name with its holes; of an English number the form that must say everything. */
const parts = (value: unknown): [string, string[]][] => {
  if (typeof value === 'string') return [['', holes(value)]]
  const named = value as Record<string, unknown>
  if ('other' in named) return [['', holes(named.other)]]
  return Object.entries(named).map(([part, text]) => [part, holes(text)])
}

describe('the texts', () => {
  it('exist as the same files in both languages', () => {
    expect(readdirSync(folder('en'))).toEqual(features)
  })

  it.each(features)('%s has the same keys and holes in both languages, and no empty text', (file) => {
    const zh = read('zh-CN', file)
    const en = read('en', file)
    expect(Object.keys(en)).toEqual(Object.keys(zh))
    for (const [key, text] of Object.entries(zh)) {
      expect(parts(en[key]), key).toEqual(parts(text))
      expect(holes(text), `${key}, in whatever form`).toEqual(holes(en[key]))
      expect(
        [...leaves(text), ...leaves(en[key])].filter((leaf) => leaf.trim() === ''),
        key,
      ).toEqual([])
    }
  })

  it.each(features)('%s speaks Chinese in zh-CN and no Chinese in en', (file) => {
    const foreign = (key: string) => key !== 'ui.otherLanguage'
    const chinese = /[\u4e00-\u9fff]/
    for (const [key, text] of Object.entries(read('en', file)).filter(([key]) => foreign(key))) {
      expect(
        leaves(text).filter((leaf) => chinese.test(leaf)),
        key,
      ).toEqual([])
    }
    const spoken = Object.entries(read('zh-CN', file)).filter(([key]) => foreign(key))
    const hasWords = (leaf: string) => /\p{Letter}/u.test(leaf.replace(/\{\w+\}/g, ''))
    const silent = spoken.filter(([, text]) =>
      leaves(text).some((leaf) => hasWords(leaf) && !chinese.test(leaf)),
    )
    expect(silent.map(([key]) => key)).toEqual([])
  })

  it('never uses a key in two files', async () => {
    const keys = features
      .filter((file) => !file.endsWith('problems.json'))
      .flatMap((file) => Object.keys(read('zh-CN', file)))
    expect(keys.length).toBe(new Set(keys).size)
    const { messages } = await loadTexts('zh-CN')
    const loaded = new Set(Object.keys(messages))
    expect(keys.filter((key) => !loaded.has(key) && !key.startsWith('example.'))).toEqual([])
  })

  it('tell for every problem code what happened and what to do', () => {
    const known = ['first-problems.json', 'problems.json'].flatMap((file) => Object.keys(read('zh-CN', file)))
    expect(known.length).toBe(new Set(known).size)
    expect(Object.keys(problemCatalogue).filter((code) => !known.includes(code))).toEqual([])
  })

  it.each(locales)('of the first pages are part of all texts in %s', async (locale) => {
    const [first, all] = await Promise.all([loadFirstTexts(locale), loadTexts(locale)])
    expect(all.messages).toMatchObject(first.messages)
    expect(all.problems).toMatchObject(first.problems)
  })
})
