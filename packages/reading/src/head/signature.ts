import { endsAsBody } from '../bodies.ts'
import { datesIn, isoDate } from '../numerals/dates.ts'
import { type FlatText, squashedOf } from '../text/flat-text.ts'
import type { Line } from '../text/line.ts'
import { sectionLabel } from '../text/section-label.ts'

/** Who signed and when. */
export interface Signature {
  readonly issuers: readonly string[]
  readonly issuedOn: string | null
  /** Index of the line with the date. */
  readonly dateLine: number
}

const dateOnly =
  /^[（(]?(?:(?:19|20)\d{2}[.\-/]\d{1,2}[.\-/]\d{1,2}$|(?:\d{4}|[一二][零〇一二三四五六七八九O0]{3})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})[日号][）)]?$)/
const mostIssuers = 16

/** The first line with nothing but a date, below the opening, that follows the names of its signers. */
export function findSignature(flat: FlatText, lines: readonly Line[], from: number): Signature | null {
  for (let at = from; at < lines.length; at += 1) {
    const { text } = lines[at]!
    const alone = dateOnly.test(text)
    const shared = alone ? null : signerBeforeDate(text)
    if (!alone && shared === null) continue
    const issuedOn = isoDate(datesIn(text)[0])
    if (issuedOn === null) continue
    const above = alone ? signersAbove(flat, lines, at, from) : []
    const issuers = shared === null ? above : splitSigners(flat, lines[at]!, shared.length)
    if (issuers.length > 0) return { issuers, issuedOn, dateLine: at }
  }
  return null
}

/** 某市残疾人联合会 2021年3月30日 on one line. */
function signerBeforeDate(text: string): string | null {
  const match = /^(.{2,60}?)((?:\d{4}|[一二][零〇一二三四五六七八九O0]{3})年[^年，。]{2,12}日)$/.exec(text)
  if (!match || /[，。；：《]/.test(match[1]!)) return null
  return endsAsSigner(match[1]!) ? match[1]! : null
}

/** （代章） on a line of its own, between the name and the day. */
const onlySeal = /^（?(?:盖章|代章|章|印章|印|公章|签章|此页无正文|本页无正文)）?$/
const seal = /（(?:盖章|代章|章|印章|印|公章)）$/

function endsAsSigner(text: string): boolean {
  const name = text.replace(seal, '')
  return endsAsBody(name) || /(?:办|省|市|县|区|馆|台|行|社|团|军|小组|执法局)$/.test(name)
}

function signersAbove(flat: FlatText, lines: readonly Line[], at: number, from: number): string[] {
  const found: string[][] = []
  for (let index = at - 1; index >= from && found.length < mostIssuers; index -= 1) {
    const line = lines[index]!
    if (onlySeal.test(line.text)) continue
    if (!isSignerLine(line.text)) break
    found.unshift(splitSigners(flat, line, line.text.length))
  }
  return found.flat()
}

function isSignerLine(text: string): boolean {
  if (text.length > 90 || /[，。；：！？《“]/.test(text) || sectionLabel(text)) return false
  return endsAsSigner(text) && !/^(?:附|抄|主题词|联系)/.test(text)
}

/** The signers of one line: they stand apart by white space, or follow each other without it. */
export function splitSigners(flat: FlatText, line: Line, length: number): string[] {
  const pieces: string[] = []
  let from = 0
  for (let at = 1; at <= length; at += 1) {
    const gap = at < length && flat.origin[line.start + at]! - flat.origin[line.start + at - 1]! > 1
    const listed = at < length && line.text[at] === '、'
    if (at < length && !gap && !listed) continue
    const piece = line.text.slice(from, at)
    const rest = line.text.slice(listed ? at + 1 : at)
    if (at < length && (!endsAsSigner(piece) || !endsAsSigner(rest))) continue
    pieces.push(
      squashedOf(flat, line.start + from, line.start + at).replace(
        /[（(](?:盖章|代章|章|印章|印|公章)[）)]$/,
        '',
      ),
    )
    from = listed ? at + 1 : at
  }
  return pieces.filter((piece) => piece !== '')
}
