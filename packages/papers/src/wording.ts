/** The fixed words of official papers; they are Chinese whatever language the screens speak. */
export const words = {
  headMark: '文件',
  attachment: '附件',
  copies: '抄送',
  printed: '印发',
  urgent: '加急',
  mostUrgent: '特急',
  openNumber: '　　',
  colon: '：',
  stop: '。',
  comma: '，',
} as const

/** Fonts by name, each with what stands in where an office lacks it. */
export const fonts = {
  title: {
    name: '方正小标宋简体',
    instead: ['方正小标宋_GBK', '华文中宋', 'STZhongsong', 'SimSun', 'Noto Serif CJK SC'],
  },
  body: { name: '仿宋_GB2312', instead: ['仿宋', 'FangSong', '华文仿宋', 'STFangsong', 'Noto Serif CJK SC'] },
  first: { name: '黑体', instead: ['SimHei', '华文黑体', 'STHeiti', 'Noto Sans CJK SC'] },
  second: { name: '楷体_GB2312', instead: ['楷体', 'KaiTi', '华文楷体', 'STKaiti', 'Noto Serif CJK SC'] },
  page: { name: '宋体', instead: ['SimSun', '华文宋体', 'STSong', 'Noto Serif CJK SC'] },
} as const

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 to 99 as labels print it: 一, 十, 十一, 二十. */
export function labelNumeral(count: number): string {
  if (count < 1 || count > 99) return String(count)
  const tens = Math.floor(count / 10)
  const one = digits[count % 10]!
  if (tens === 0) return one
  return `${tens === 1 ? '' : digits[tens]}十${one}`
}

const labels: Readonly<Record<1 | 2 | 3 | 4, (count: number) => string>> = {
  1: (count) => `${labelNumeral(count)}、`,
  2: (count) => `（${labelNumeral(count)}）`,
  3: (count) => `${count}.`,
  4: (count) => `（${count}）`,
}

/** Gives the label of each heading in turn: 一、 （一） 1. （1）. */
export function createLabels(): (level: 1 | 2 | 3 | 4) => string {
  const counts = [0, 0, 0, 0]
  return (level) => {
    counts[level - 1] = (counts[level - 1] ?? 0) + 1
    counts.fill(0, level)
    return labels[level](counts[level - 1]!)
  }
}

/** 2026年11月22日, as a paper is signed; '' without a day. */
export function printedDay(day: string | null): string {
  const [year, month, date] = (day ?? '').split('-').map(Number)
  return year && month && date ? `${year}年${month}月${date}日` : ''
}

/** 武残联〔2026〕6号; the number open while none was given. */
export function printedNumber(paper: {
  readonly number: { readonly organ: string; readonly year: number; readonly number: number } | null
  readonly organ: string
  readonly signedOn: string | null
}): string {
  const { number } = paper
  if (number) return `${number.organ}〔${number.year}〕${number.number}号`
  return paper.organ === ''
    ? ''
    : `${paper.organ}〔${paper.signedOn?.slice(0, 4) ?? words.openNumber}〕${words.openNumber}号`
}

/** Width of a text in characters: what is not Chinese takes half of one. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) < 0x250 ? 0.5 : 1), 0)
