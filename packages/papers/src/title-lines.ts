import { widthOf } from './wording.ts'

/** Characters of size 2 that a line of the title holds with air at both ends. */
export const titleWidth = 18

const noBegin = /^[的地得了着过和与及、，。；：》）”·的]/
const noEnd = /[《（“〔的之和与及在关于对将]$/

// Words of this field that a general dictionary takes apart, and dates.
const whole =
  /残疾(?:人|儿童|学生|青年|妇女|老人|证)|残工委|专职委员|联合会|两项补贴|辅助器具|无障碍|动态更新|“[^”]{1,12}”|[\d—.-]+(?:年度?|月份?|日|号|[个项名])?|工作(?:要点|方案|情况|任务)|实施(?:方案|意见)|任务分工|完成情况/g

/** Words of a title; what belongs together stays together. */
function wordsOf(title: string): string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
  const inside = new Set(
    [...title.matchAll(whole)].flatMap((match) =>
      Array.from({ length: match[0].length - 1 }, (_, index) => match.index + index + 1),
    ),
  )
  const words: string[] = []
  for (const { segment, index } of segmenter.segment(title)) {
    if (inside.has(index) && words.length > 0) words.push(words.pop() + segment)
    else words.push(segment)
  }
  return words
}

/** How far a shape is from a trapezium or a diamond; 0 is best. */
function unease(lines: readonly string[]): number {
  const widths = lines.map(widthOf)
  const [first = 0, second = 0, third] = widths
  const broken = lines.reduce(
    (sum, line, index) =>
      sum +
      (index > 0 && noBegin.test(line) ? 40 : 0) +
      (index < lines.length - 1 && noEnd.test(line) && !line.endsWith('关于') ? 6 : 0) +
      (opensMore(line) ? 25 : 0),
    0,
  )
  const short = widths.filter((width) => width < 4).length * 30
  if (third === undefined) return broken + short + Math.abs(Math.abs(first - second) - 4)
  const isHourglass = second < first && second < third
  return broken + short + (isHourglass ? 60 : 0) + Math.abs(second - Math.max(first, third) - 2)
}

const opensMore = (line: string): boolean =>
  line.split('《').length !== line.split('》').length || line.split('“').length !== line.split('”').length

/**
 * Breaks a title into centred lines that form a trapezium or a diamond, whole words kept together.
 * @example titleLines('关于印发2026年工作要点的通知') // one line
 */
export function titleLines(title: string, width = titleWidth): string[] {
  if (widthOf(title) <= width) return [title]
  const words = wordsOf(title)
  const ways = waysToBreak(words, Math.max(2, Math.ceil(widthOf(title) / width)), width)
  return ways.length > 0 ? best(ways) : cutHard(title, width)
}

function best(ways: readonly string[][]): string[] {
  return ways.reduce((chosen, way) => (unease(way) < unease(chosen) ? way : chosen))
}

/** All ways into two or three lines no longer than the width; longer titles are filled greedily. */
function waysToBreak(words: readonly string[], lines: number, width: number): string[][] {
  const line = (from: number, to?: number) => words.slice(from, to).join('')
  const fits = (text: string) => text !== '' && widthOf(text) <= width
  const two = words.map((_, index) => [line(0, index), line(index)]).filter((way) => way.every(fits))
  if (lines === 2 && two.length > 0) return two
  const three = words.flatMap((_, first) =>
    fits(line(0, first))
      ? words.map((_, second) => [line(0, first), line(first, Math.max(first, second)), line(second)])
      : [],
  )
  return three.filter((way) => way.join('') === line(0) && way.every(fits))
}

function cutHard(title: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of wordsOf(title).flatMap((one) => (widthOf(one) > width ? [...one] : [one]))) {
    if (line !== '' && widthOf(line + word) > width) {
      lines.push(line)
      line = ''
    }
    line += word
  }
  return line === '' ? lines : [...lines, line]
}
