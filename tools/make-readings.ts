/**
 * Makes the tables of readings and variants in packages/matching/data from the libraries pinyin-pro (MIT) and opencc-js
 * (MIT and Apache-2.0), which are no dependencies: install them in a folder of their own and name it.
 * node tools/make-readings.ts FOLDER
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const ranges = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
] as const

interface Pinyin {
  pinyin(text: string, options: Record<string, unknown>): string[]
}

type Convert = (text: string) => string

const require = createRequire(join(process.argv[2] ?? '.', 'package.json'))
const { pinyin } = require('pinyin-pro') as Pinyin
const { Converter } = require('opencc-js') as {
  Converter: (of: { from: string; to: string }) => Convert
}
const target = join(import.meta.dirname, '../packages/matching/data')

function allCharacters(): string[] {
  return ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)),
  )
}

function reading(text: string, mode: 'normal' | 'surname'): string[] {
  const usual = { toneType: 'none', type: 'array', v: true, nonZh: 'removed' }
  const syllables = pinyin(text, { ...usual, ...(mode === 'surname' ? { surname: 'head' } : {}) })
  return syllables.map((syllable) => syllable.replaceAll('\u00fc', 'v'))
}

function readings(): string {
  const bySyllable = new Map<string, string[]>()
  for (const sign of allCharacters()) {
    const [syllable] = reading(sign, 'normal')
    if (!syllable || !/^[a-z]+$/.test(syllable)) continue
    bySyllable.set(syllable, [...(bySyllable.get(syllable) ?? []), sign])
  }
  return [...bySyllable]
    .sort()
    .map(([syllable, signs]) => `${syllable} ${signs.join('')}\n`)
    .join('')
}

/** Only where a character reads otherwise as a surname than elsewhere. */
function surnameReadings(): string {
  const lines: string[] = []
  for (const sign of allCharacters()) {
    const [usual] = reading(sign, 'normal')
    const [asName] = reading(sign, 'surname')
    if (usual && asName && usual !== asName) lines.push(`${asName} ${sign}\n`)
  }
  return lines.sort().join('')
}

function variants(): string {
  const groups = new Map<string, string[]>()
  // Japanese forms are left out: there a sign of names stands for another word.
  for (const from of ['t', 'tw', 'hk']) {
    const convert = Converter({ from, to: 'cn' })
    for (const sign of allCharacters()) {
      const plain = convert(sign)
      if (plain === sign || [...plain].length !== 1) continue
      groups.set(plain, [...new Set([...(groups.get(plain) ?? []), sign])])
    }
  }
  return [...groups]
    .sort()
    .map(([plain, signs]) => `${plain} ${signs.join('')}\n`)
    .join('')
}

writeFileSync(join(target, 'readings.txt'), readings())
writeFileSync(join(target, 'surname-readings.txt'), surnameReadings())
writeFileSync(join(target, 'variants.txt'), variants())
process.stdout.write(`wrote three tables to ${target}\n`)
