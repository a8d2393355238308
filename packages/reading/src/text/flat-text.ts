import { characterOf } from './radicals.ts'
import { digitSlips, slips } from './slips.ts'
import { cellBlanks } from './spaced-rows.ts'
import { simplify } from './traditional.ts'
import { softBreaks } from './unwrap.ts'

/** A text made plain for reading, which still knows where in the original each of its characters stands. */
export interface FlatText {
  /** Simplified, one width, no white space but line breaks, known slips mended. */
  readonly plain: string
  readonly original: string
  /** For each character of `plain` its offset in `original`. */
  readonly origin: Int32Array
}

/** The original's part that a stretch of the plain text was made from. */
export interface Place {
  readonly start: number
  readonly end: number
}

const punctuation: Readonly<Record<string, string>> = {
  ',': '，',
  '﹐': '，',
  '､': '、',
  '﹑': '、',
  ';': '；',
  ':': '：',
  '﹕': '：',
  '!': '！',
  '?': '？',
  '(': '（',
  ')': '）',
  '﹙': '（',
  '﹚': '）',
  '｡': '。',
  '「': '“',
  '」': '”',
  '『': '“',
  '』': '”',
  '〝': '“',
  '〞': '”',
  '《': '《',
  '〈': '〈',
  '％': '%',
  '﹪': '%',
  '～': '~',
  '∼': '~',
  '〜': '~',
  '．': '.',
  '﹝': '〔',
  '﹞': '〕',
  '〖': '[',
  '〗': ']',
  '︰': '：',
  '｜': '|',
  '│': '|',
  '┃': '|',
  '¦': '|',
  '﹔': '；',
  '⼀': '一',
  '［': '[',
  '］': ']',
  '【': '[',
  '】': ']',
  '—': '—',
  '–': '—',
  '―': '—',
  '─': '—',
  '－': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '○': '〇',
  '◯': '〇',
  Ｏ: 'O',
  '・': '·',
  '•': '·',
  '‧': '·',
}

const breaks = /[\n\r\v\f\u0085\u2028\u2029]/
const blank = /[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/

/** Makes a text plain, keeping the way back. */
export function flatten(original: string): FlatText {
  const characters: string[] = []
  const origin: number[] = []
  const between = cellBlanks(original)
  for (let at = 0; at < original.length; at += 1) {
    const raw = original[at]!
    if (between.has(at) || (raw === '\t' && isCellTab(original, at))) {
      characters.push('|')
    } else if (breaks.test(raw)) {
      if (raw === '\r' && original[at + 1] === '\n') continue
      characters.push('\n')
    } else if (blank.test(raw)) continue
    else characters.push(plainCharacter(raw))
    origin.push(at)
  }
  const paged = without(characters, origin, pageNumbers(characters.join('')))
  const indents = indentsOf(original, paged.origin, paged.characters)
  const wrapped = without(paged.characters, paged.origin, softBreaks(paged.characters.join(''), indents))
  const joined = without(wrapped.characters, wrapped.origin, thousandsMarks(wrapped))
  return { plain: mend(joined.characters.join('')), original, origin: Int32Array.from(joined.origin) }
}

/** Tabs inside a line that has two or more of them part the cells of a table. */
function isCellTab(text: string, at: number): boolean {
  const from = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 400)
  const to = text.indexOf('\n', at)
  const line = text.slice(from, Math.min(to < 0 ? text.length : to, at + 400))
  return /\S\t/.test(text.slice(Math.max(0, at - 1), at + 1)) && /^[^\t]*\S\t\S[^\t]*\t\S/.test(line.trim())
}

const pageNumber = /(?<=\n)(?:[—·-]+\d{1,3}[—·-]+|第\d{1,3}页(?:[，/]?共\d{1,3}页)?)\n/g

/** Places of the lines that hold nothing but the number of a page. */
function pageNumbers(text: string): number[] {
  return [...text.matchAll(pageNumber)].flatMap(({ index, 0: line }) =>
    Array.from(line, (_, at) => index + at),
  )
}

/** How many blanks each line begins with in the original. */
function indentsOf(original: string, origin: readonly number[], characters: readonly string[]): number[] {
  const indents: number[] = []
  let begins = true
  let last = -1
  for (const [at, character] of characters.entries()) {
    if (begins) {
      const before = original.slice(Math.max(last + 1, origin[at]! - 60), origin[at])
      indents.push(character === '\n' ? 0 : /[^\S\n]*$/.exec(before)![0].length)
    }
    begins = character === '\n'
    last = origin[at]!
  }
  if (begins) indents.push(0)
  return indents
}

interface Mapped {
  readonly characters: readonly string[]
  readonly origin: readonly number[]
}

function without(
  characters: readonly string[],
  origin: readonly number[],
  places: readonly number[],
): Mapped {
  if (places.length === 0) return { characters, origin }
  const drop = new Set(places)
  const isKept = (_: unknown, at: number) => !drop.has(at)
  return { characters: characters.filter(isKept), origin: origin.filter(isKept) }
}

function plainCharacter(raw: string): string {
  const code = raw.charCodeAt(0)
  if (code < 0x80) return punctuation[raw] ?? raw
  const mapped = punctuation[raw]
  if (mapped !== undefined) return mapped
  if ((code >= 0xff10 && code <= 0xff19) || (code >= 0xff21 && code <= 0xff5a))
    return String.fromCharCode(code - 0xfee0)
  return simplify(code <= 0x2fd5 ? characterOf(raw) : raw)
}

/** Places of the commas in 12,345: they are no end of a clause. */
function thousandsMarks({ characters, origin }: Mapped): number[] {
  const places: number[] = []
  for (const match of characters.join('').matchAll(/(?<![\d.])[lI\d]\d{0,2}(?:，\d{3})+(?!\d)/g))
    for (let at = match.index; at < match.index + match[0].length; at += 1)
      if (characters[at] === '，' && origin[at + 1]! === origin[at]! + 1) places.push(at)
  return places
}

/** A point between Chinese words is a full stop; behind the numeral of a heading it is none. */
const pointForStop =
  /(?<=[\u4e00-\u9fff）”%])(?<!(?:^|\n)[（(]?[一二三四五六七八九十]{1,3})\.(?=[\u4e00-\u9fff“（《\n]|$)/g

function mend(text: string): string {
  const mended = slips.reduce((whole, [wrong, meant]) => whole.replaceAll(wrong, meant), text)
  return mended
    .replace(pointForStop, '。')
    .replace(/(?<=\d)[OolI]{1,6}(?=[\d%年月日时万亿元人名户个家项所场，。；）]|$)/gm, (run) =>
      run.replace(/./g, (letter) => digitSlips[letter]!),
    )
    .replace(/(?<=[^A-Za-z\d])[lI](?=[\d名户个家项所场万亿])/g, (letter) => digitSlips[letter]!)
    .replace(/(?<=\d)曰/g, '日')
    .replace(/(?<=[\d万余多])入(?=[，。；、次以]|$)/g, '人')
}

/** Where a stretch of the plain text stands in the original. */
export function placeOf(flat: FlatText, start: number, end: number): Place {
  const last = flat.origin[end - 1]
  return { start: flat.origin[start] ?? 0, end: last === undefined ? 0 : last + 1 }
}

/** The original wording of a stretch of the plain text. */
export function originalOf(flat: FlatText, start: number, end: number): string {
  const place = placeOf(flat, start, end)
  return flat.original.slice(place.start, place.end)
}

/** The original wording without white space. */
export function squashedOf(flat: FlatText, start: number, end: number): string {
  return originalOf(flat, start, end).replace(/\s+/g, '')
}
