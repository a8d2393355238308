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

/**
 * Places of the line breaks that only end a printed line, not a paragraph: none where lines are paragraphs.
 * `indents` has for each line how many blanks it begins with.
 */
export function softBreaks(text: string, indents: readonly number[]): number[] {
  const lines = text.split('\n')
  const width = printedWidth(lines)
  const isFlush = indents.filter((indent) => indent < 2).length > indents.length / 2
  const places: number[] = []
  let at = 0
  for (const [index, line] of lines.entries()) {
    at += line.length
    const isParagraph = isFlush && (indents[index + 1] ?? 0) >= 2
    const next = lines[index + 1]
    const isBetween =
      width === null ? isSplit(line, next ?? '', splitAnywhere) : !isParagraph && isBroken(line, next, width)
    if (isBetween) places.push(at)
    at += 1
  }
  return places
}

/** 1.86 at the end of a line and 亿元 on the next are one figure. */
const splitFigure = /\d\n(?:[万亿余多]|[元人名户个项家所场期%]|平方|公里)/

/** The same where lines are paragraphs: only where nothing else can be meant. */
const splitAnywhere = /\d\n(?:[万亿]|[元人名户个%](?:次)?(?:[，。；、）]|$))/

const isSplit = (line: string, next: string, pattern: RegExp) =>
  pattern.test(`${line.slice(-1)}\n${next.slice(0, 3)}`)

/** Running text that has no end yet: a comma in it, and no label before it. */
function runsOn(line: string, width: number): boolean {
  return /[，、。；]/.test(line) && widthOf(line) >= width / 2 && sectionLabel(line) === null
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
  if (next === undefined || next === '' || /[。；：！？]$/.test(line)) return false
  if (isSplit(line, next, splitFigure)) return true
  if (widthOf(line) < width - slack && !runsOn(line, width)) return false
  return sectionLabel(next) === null && !opens.test(next)
}
