import type { Label } from './label.ts'

/** Kind of disability by GB/T 26341. */
export type Category = 'vision' | 'hearing' | 'speech' | 'physical' | 'intellectual' | 'mental' | 'multiple'
/** Level by GB/T 26341; 1 is the most severe. */
export type Level = 1 | 2 | 3 | 4

/** The seven categories with their digit in the certificate number. Several web pages swap 1 and 2; they are wrong. */
export const categories = [
  { code: 'vision', digit: 1, label: { zh: '视力', en: 'Vision' } },
  { code: 'hearing', digit: 2, label: { zh: '听力', en: 'Hearing' } },
  { code: 'speech', digit: 3, label: { zh: '言语', en: 'Speech' } },
  { code: 'physical', digit: 4, label: { zh: '肢体', en: 'Physical' } },
  { code: 'intellectual', digit: 5, label: { zh: '智力', en: 'Intellectual' } },
  { code: 'mental', digit: 6, label: { zh: '精神', en: 'Mental' } },
  { code: 'multiple', digit: 7, label: { zh: '多重', en: 'Multiple' } },
] as const satisfies readonly { code: Category; digit: number; label: Label }[]

/** The four levels, most severe first. */
export const levels = [
  { code: 1, label: { zh: '一级', en: 'Level 1' } },
  { code: 2, label: { zh: '二级', en: 'Level 2' } },
  { code: 3, label: { zh: '三级', en: 'Level 3' } },
  { code: 4, label: { zh: '四级', en: 'Level 4' } },
] as const satisfies readonly { code: Level; label: Label }[]

const categoryWords: ReadonlyMap<string, Category> = new Map<string, Category>([
  ...categories.flatMap(({ code, digit, label }): [string, Category][] => [
    [code.toUpperCase(), code],
    [String(digit), code],
    [`0${digit}`, code],
    [label.zh, code],
  ]),
  ['视', 'vision'],
  ['盲', 'vision'],
  ['听', 'hearing'],
  ['聋', 'hearing'],
  ['言', 'speech'],
  ['语言', 'speech'],
  ['肢', 'physical'],
  ['智', 'intellectual'],
  ['精', 'mental'],
  ['多重残', 'multiple'],
  ['综合', 'multiple'],
])

const levelWords: ReadonlyMap<string, Level> = new Map<string, Level>([
  ['1', 1],
  ['01', 1],
  ['一', 1],
  ['壹', 1],
  ['I', 1],
  ['2', 2],
  ['02', 2],
  ['二', 2],
  ['贰', 2],
  ['II', 2],
  ['3', 3],
  ['03', 3],
  ['三', 3],
  ['叁', 3],
  ['III', 3],
  ['4', 4],
  ['04', 4],
  ['四', 4],
  ['肆', 4],
  ['IV', 4],
])

const kindWords = [
  ...categories.map(({ label }) => label.zh),
  '语言',
  '视',
  '听',
  '言',
  '肢',
  '智',
  '精',
  '盲',
  '聋',
].join('|')
const levelSigns = 'IV|I{1,3}|[1-4一二三四壹贰叁肆]'
const behind = '(?:类?(?:残疾?)?人?|障碍|类)'
/** 4肢体, 肢体残疾, 肢残, 肢体残疾二级 */
const kindFirst = new RegExp(`^(?:0?[1-7])?(${kindWords})${behind}?(?:(${levelSigns})级)?$`)
/** 二级肢体残疾 */
const levelFirst = new RegExp(`^(${levelSigns})级(${kindWords})${behind}?$`)

/** Reads a digit 1–7, 肢体, 肢体残疾, 肢残, 4 肢体, 肢体二级 or the English code; null for anything else. */
export function parseCategory(raw: string): Category | null {
  const direct = categoryWords.get(raw)
  if (direct) return direct
  const text = tidy(raw)
  const word = kindFirst.exec(text)?.[1] ?? levelFirst.exec(text)?.[2] ?? text
  return categoryWords.get(word) ?? null
}

/** Reads 1–4, 一级, 壹级, Ⅰ级, 二级残疾 or 肢体二级; null for anything else. */
export function parseLevel(raw: string): Level | null {
  const direct = levelWords.get(raw)
  if (direct) return direct
  const text = tidy(raw)
  const word =
    kindFirst.exec(text)?.[2] ?? levelFirst.exec(text)?.[1] ?? text.replace(/残疾?$/, '').replace(/级$/, '')
  return levelWords.get(word) ?? null
}

/** Levels 1 and 2 are what subsidy rules call severe (重度). */
export function isSevere(level: Level): boolean {
  return level <= 2
}

/** The category behind a digit 1–7 of a certificate number, or null. */
export function categoryOfDigit(digit: number): Category | null {
  return categories[digit - 1]?.code ?? null
}

function tidy(raw: string): string {
  return raw
    .normalize('NFKC')
    .replaceAll(/[\s.,、:·\-_()（）]/g, '')
    .toUpperCase()
}
