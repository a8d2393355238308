import { sectionLabel } from './section-label.ts'

/** Ends of lines where a paragraph may be over. */
const closes = /[。；：！？”）]$/
/** Lines that begin something of their own. */
const opens =
  /^(?:[\u4e00-\u9fff]{2,10}：(?=.)|附件|附：|附表|抄送|主送|目录|第[一二三四五六七八九十百零〇\d]{1,5}[章条节]|[〔（(]?\d{4}年\d{1,2}月\d{1,2}日[）)]?$|.{0,20}[〔[（]\d{4}[〕\]）]\d{1,4}号$)/
const narrowest = 22
const widest = 70
const fewestLines = 5
const slack = 4

/** Places of the line breaks that only end a printed line, not a paragraph: none where lines are paragraphs. */
export function softBreaks(text: string): number[] {
  const lines = text.split('\n')
  const width = printedWidth(lines)
  if (width === null) return []
  const places: number[] = []
  let at = 0
  for (const [index, line] of lines.entries()) {
    at += line.length
    if (isBroken(line, lines[index + 1], width)) places.push(at)
    at += 1
  }
  return places
}

/** Printed width: digits and letters take half of what a Chinese character takes. */
function widthOf(line: string): number {
  return line.length - (line.match(/[!-~]/g)?.length ?? 0) / 2
}

/** The width lines were broken at; null where they were not. */
function printedWidth(lines: readonly string[]): number | null {
  const long = lines.map(widthOf).filter((width) => width >= narrowest)
  if (long.length < fewestLines) return null
  const sorted = long.sort((a, b) => a - b)
  const width = sorted[Math.floor(sorted.length * 0.9)]!
  if (width > widest) return null
  const full = lines.filter((line) => widthOf(line) >= width - slack)
  const open = full.filter((line) => !closes.test(line))
  return full.length >= fewestLines && open.length >= full.length * 0.5 ? width : null
}

function isBroken(line: string, next: string | undefined, width: number): boolean {
  if (next === undefined || next === '' || widthOf(line) < width - slack) return false
  return !/[。；：！？]$/.test(line) && sectionLabel(next) === null && !opens.test(next)
}
