import { endsAsBody } from '../bodies.ts'
import { splitBodies } from '../duties/body-list.ts'
import { type FlatText, squashedOf } from '../text/flat-text.ts'
import type { Line } from '../text/line.ts'
import { sectionLabel } from '../text/section-label.ts'
import type { Opening } from './opening.ts'
import { splitSigners } from './signature.ts'

/** Issuers of a paper without a signature: named in its title, on the line under it, or in its letterhead. */
export function issuersAtHead(flat: FlatText, lines: readonly Line[], opening: Opening): string[] {
  const inTitle = issuersInTitle(flat, opening)
  if (inTitle.length > 0) return inTitle
  const under = issuersUnderTitle(flat, lines, opening)
  return under.length > 0 ? under : issuersInLetterhead(flat, lines, opening)
}

/** 某部、某委关于…: a paper cut off before its signature still names its issuers in the title. */
function issuersInTitle(flat: FlatText, { titleLines }: Opening): string[] {
  const title = titleLines.map(({ text }) => text).join('')
  const named =
    /^([^《》，。“”]{2,80}?)(?:关于|印发|转发|批转|发布|公布|(?=(?:19|20)\d\d年)|(?=[一二][零〇一二三四五六七八九]{3}年))/.exec(
      title,
    )?.[1]
  if (named === undefined || named.startsWith('关于') || !endsAsBody(named)) return []
  return bodiesOver(flat, titleLines, named.length)
}

/** The bodies in so many characters of the title; what a line or a blank parts are two, unless a name was wrapped there. */
function bodiesOver(flat: FlatText, titleLines: readonly Line[], length: number): string[] {
  const found: string[] = []
  let left = length
  let wrapped = ''
  for (const line of titleLines) {
    const part = line.text.slice(0, left)
    left -= part.length
    if (part === '') break
    const original = squashedOf(flat, line.start, line.start + part.length)
    if (!endsAsBody(wrapped + part)) wrapped += original
    else if (wrapped !== '') {
      found.push(wrapped + original)
      wrapped = ''
    } else
      for (const { start, end } of splitBodies(part))
        found.push(
          ...splitSigners(
            flat,
            { ...line, start: line.start + start, text: part.slice(start, end) },
            end - start,
          ),
        )
  }
  return found
}

/** 某某办公室 between title and body, with or without the day behind it. */
function issuersUnderTitle(flat: FlatText, lines: readonly Line[], { titleLines }: Opening): string[] {
  const last = titleLines.at(-1)
  if (!last) return []
  const from = lines.findIndex(({ end }) => end === last.end) + 1
  const found: string[] = []
  for (const line of lines.slice(from, from + 6)) {
    const name = line.text
      .replace(/^（(.*)）$/, '$1')
      .replace(/(?:(?:19|20)\d{2}|[一二][零〇一二三四五六七八九]{3})年[^，。年]{2,9}日$/, '')
    if (sectionLabel(line.text) || name.length > 60 || /[，。；：！？《“]/.test(name)) break
    if (name === '' || !endsAsBody(name)) {
      if (found.length > 0) break
      continue
    }
    const shift = line.text.startsWith('（') ? 1 : 0
    found.push(...splitSigners(flat, { ...line, start: line.start + shift, text: name }, name.length))
  }
  return found
}

/** 某市残疾人联合会文件 above the title. */
function issuersInLetterhead(flat: FlatText, lines: readonly Line[], { titleLines }: Opening): string[] {
  const first = titleLines[0]
  const above = first ? lines.slice(0, lines.indexOf(first)) : []
  return above.flatMap((line) => {
    const name = /^([^，。；：]{4,40})文件$/.exec(line.text)?.[1]
    return name !== undefined && endsAsBody(name)
      ? splitSigners(flat, { ...line, text: name }, name.length)
      : []
  })
}
