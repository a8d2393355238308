import type { DocumentKind } from '../document.ts'
import { datesIn, isoDate } from '../numerals/dates.ts'
import { type FlatText, squashedOf } from '../text/flat-text.ts'
import type { Line } from '../text/line.ts'
import { sectionLabel } from '../text/section-label.ts'
import { documentKind, innerKind, type TextKind } from './document-kind.ts'
import { issuersAtHead } from './issuers-at-head.ts'
import { readLawHead } from './law-head.ts'
import { numberIn, type Opening, orderPattern, readOpening } from './opening.ts'
import { findSignature } from './signature.ts'

/** What a document says of itself. */
export interface Metadata {
  readonly title: string
  readonly documentNumber: string | null
  readonly issuers: readonly string[]
  readonly issuedOn: string | null
  readonly addressees: readonly string[]
  readonly kind: DocumentKind
  /** Sort of the text inside: a notice that issues a plan reads as a plan. */
  readonly textKind: TextKind
  /** Offset in the plain text where the body begins. */
  readonly bodyFrom: number
}

/** Reads title, number, issuers, date and addressees. */
export function readMetadata(flat: FlatText, lines: readonly Line[]): Metadata {
  const opening = readOpening(lines)
  const printed = opening.titleLines.map((line) => squashedOf(flat, line.start, line.end)).join('')
  const behindTitle = /[（(]([\u4e00-\u9fff]{2,16}[〔[［]\d{4}[〕\]］]\d{1,4}[号號])[）)]$/.exec(printed)
  const title = behindTitle ? printed.slice(0, behindTitle.index) : printed
  const addressees = [
    ...addressedAbove(flat, lines, opening),
    ...readAddressees(flat, lines[opening.addresseeLine]),
  ]
  const articles = lines.findIndex(({ text }) => /^第[^，。]{1,6}[条章]/.test(text))
  const ordered = readOrder(flat, lines, opening)
  if (ordered) return { ...ordered, addressees, bodyFrom: lines[opening.bodyFrom]?.start ?? 0 }
  const kind = documentKind(title, articles >= 0, addressees.length > 0)
  const signature = kind === 'article' ? null : findSignature(flat, lines, opening.bodyFrom)
  const law = articles >= 0 && addressees.length === 0 ? readLawHead(lines.slice(1, articles)) : null
  const adopters = law && law.issuers.length > 0 ? law.issuers : undefined
  return {
    title,
    documentNumber: readNumber(flat, lines, opening) ?? behindTitle?.[1] ?? law?.documentNumber ?? null,
    issuers:
      kind === 'article' ? [] : (adopters ?? signature?.issuers ?? issuersAtHead(flat, lines, opening)),
    issuedOn:
      law?.issuedOn ??
      signature?.issuedOn ??
      dateUnderTitle(lines, opening) ??
      dayAtEnd(lines) ??
      dayOfPrinting(lines),
    addressees,
    kind,
    textKind: innerKind(title, kind),
    // The lines under a law's title tell of its making and lay down nothing.
    bodyFrom: lines[law === null ? opening.bodyFrom : Math.max(articles, opening.bodyFrom)]?.start ?? 0,
  }
}

/** An order that puts a regulation into force: 某省人民政府令 第312号 《…办法》已经…通过，现予公布. */
function readOrder(flat: FlatText, lines: readonly Line[], opening: Opening) {
  const top = lines.slice(0, 8)
  const orderLine = top.findIndex(
    ({ text }) => /令(?:（?第[^，。]{1,8}号）?)?$/.test(text) && text.length < 60,
  )
  const sentence = top.find(({ text }) =>
    /《[^》]{3,60}》[^。]{0,120}(?:通过|批准|审议|同意|公布)/.test(text),
  )
  if (orderLine < 0 || !sentence || opening.addresseeLine >= 0) return null
  const named = /《([^》]{3,60})》/.exec(sentence.text)!
  const from = sentence.start + named.index + 1
  const below = lines.indexOf(sentence) + 1
  const issuedOn = findSignature(flat, lines, below)?.issuedOn ?? dayBelow(lines, below)
  const number = orderPattern.exec(
    lines
      .slice(orderLine, orderLine + 2)
      .map(({ text }) => text)
      .join(''),
  )
  const body = lines[orderLine]!.text.replace(/令?(?:（?第[^，。]{1,8}号）?)?$/, '')
  return {
    title: squashedOf(flat, from, from + named[1]!.length),
    documentNumber: number ? number[0].replace(/[（）()]/g, '') : null,
    issuers: [body.replace(/^中华人民共和国(?=国务院)/, '')],
    issuedOn,
    kind: 'measures' as const,
    textKind: 'measures' as const,
  }
}

/** A paper that closes with nothing but its day; its issuer stands in the title. */
function dayAtEnd(lines: readonly Line[]): string | null {
  const last = lines.findLast(({ text }) => !/^（|^(?:附件|附：|抄送|联系)/.test(text))?.text ?? ''
  const day = /^\d{4}年\d{1,2}月\d{1,2}日$/.test(last) ? datesIn(last)[0] : undefined
  return isoDate(day)
}

/** 某某办公室2024年3月1日印发, where nobody signed. */
function dayOfPrinting(lines: readonly Line[]): string | null {
  const last = lines.slice(-4).findLast(({ text }) => text.length < 60 && /日印发[|。]*$/.test(text))
  return last ? isoDate(datesIn(last.text).at(-1)) : null
}

function dayBelow(lines: readonly Line[], from: number): string | null {
  const below = lines.slice(from, from + 8)
  return below.map(({ text }) => isoDate(datesIn(text)[0])).find((day) => day !== null) ?? null
}

function readNumber(flat: FlatText, lines: readonly Line[], opening: Opening): string | null {
  const line = lines[opening.numberLine]
  if (!line) return numberInSeries(lines, opening)
  const match = numberIn(line.text)
  return match ? squashedOf(flat, line.start + match.index, line.start + match.index + match[0].length) : null
}

/** 2025年第2号, alone on the line under the title of an announcement. */
function numberInSeries(lines: readonly Line[], { titleLines }: Opening): string | null {
  const last = titleLines.at(-1)
  const below = lines[lines.findIndex(({ end }) => end === last?.end) + 1]?.text ?? ''
  const found = /^（?((?:(?:19|20)\d{2}年)?第\d{1,4}号)）?$/.exec(below)
  return found && /公告|通告|令|公报/.test(last?.text ?? '') ? found[1]! : null
}

/** 各县残联， on the line above the one that ends in a colon. */
function addressedAbove(
  flat: FlatText,
  lines: readonly Line[],
  { addresseeLine, titleLines }: Opening,
): string[] {
  const above = lines[addresseeLine - 1]
  const isOwn = above && /^[^。；：《]{2,80}，$/.test(above.text) && !titleLines.includes(above)
  return isOwn ? readAddressees(flat, above) : []
}

function readAddressees(flat: FlatText, line: Line | undefined): string[] {
  if (!line) return []
  const names: string[] = []
  let from = 0
  let depth = 0
  for (const [at, character] of [...line.text].entries()) {
    if (character === '（') depth += 1
    if (character === '）') depth -= 1
    if (depth > 0 || !'，：'.includes(character)) continue
    if (at > from) names.push(squashedOf(flat, line.start + from, line.start + at))
    from = at + 1
  }
  return names
}

/** An article prints its day under the headline, a speech or an old paper in brackets. */
function dateUnderTitle(lines: readonly Line[], opening: Opening): string | null {
  const last = opening.titleLines.at(-1)
  const from = last ? lines.findIndex(({ end }) => end === last.end) + 1 : 0
  for (const { text } of lines.slice(from, from + 5)) {
    if (sectionLabel(text) || text.length > 80) break
    const day = isoDate(datesIn(text)[0])
    if (day !== null) return day
  }
  return null
}
