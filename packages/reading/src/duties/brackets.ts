import { endsAsBody, endsAsRegion } from '../bodies.ts'
import type { ResponsibilityItem } from '../document.ts'
import { type FlatText, originalOf, placeOf, squashedOf } from '../text/flat-text.ts'
import type { Line } from '../text/line.ts'
import { type Assignment, looksLikeBodies, readAssignment, saysFirstLeads } from './assignment.ts'
import { type BodySpan, splitBodies } from './body-list.ts'

/** What the readers of duties need to make an item. */
export interface DutyPlace {
  readonly flat: FlatText
  readonly section: string
}

const bracket = /（([^（）]*(?:（[^（）]*）[^（）]*)*)）/g
const assigning =
  /(?:负责|牵头|配合|指导|承担|落实|协助|参与|实施|主办|办理|推进)(?:[。，；]|$|[^）]{0,40}(?:下同|牵头单位|负责|配合)[^）]{0,20}$)/

/** Makes an item of an assignment whose offsets count from `offset` in the plain text. */
export function toItem(
  place: DutyPlace,
  assignment: Assignment,
  offset: number,
  quote: readonly [number, number],
): ResponsibilityItem {
  const { flat, section } = place
  const names = (bodies: readonly BodySpan[]) =>
    bodies.map(({ start, end }) => squashedOf(flat, offset + start, offset + end))
  return {
    kind: 'responsibility',
    section,
    quote: originalOf(flat, quote[0], quote[1]),
    start: placeOf(flat, quote[0], quote[1]).start,
    lead: names(assignment.lead),
    support: names(assignment.support),
  }
}

/** Brackets that assign units: （…负责）, （…牵头，…配合）, （责任单位：…）. */
export function readBrackets(place: DutyPlace, line: Line, firstListedLeads: boolean): ResponsibilityItem[] {
  const items: ResponsibilityItem[] = []
  for (const match of line.text.matchAll(bracket)) {
    const from = line.start + match.index
    const inner = match[1]!
    if (inner.length > 240 || /^(?:以下简称|含|包括|指|详见|见|参见)/.test(inner)) continue
    const quote = [from, from + match[0].length] as const
    const labelled = readLabels(inner, firstListedLeads)
    const assignment =
      labelled ??
      listWithAside(inner) ??
      (assigning.test(inner)
        ? readAssignment(inner, firstListedLeads)
        : endsParagraph(line.text, match.index + match[0].length, match.index)
          ? bareList(inner, firstListedLeads)
          : null)
    if (assignment && assignment.lead.length > 0 && looksLikeBodies(assignment))
      items.push(toItem(place, assignment, from + 1, quote))
  }
  return items
}

/** 甲、乙，列首位的为牵头单位，下同: the bracket that says so for all. */
function listWithAside(inner: string): Assignment | null {
  const at = inner.search(/[，；][^，；]{2,16}牵头[^，；]{0,4}(?:[，；]下同)?$/)
  return at > 0 && saysFirstLeads(inner.slice(at)) ? bareList(inner.slice(0, at), true) : null
}

/** …不少于12场。（市人社局、市残联）: a bracket behind the last sentence of a paragraph. */
const endsParagraph = (text: string, end: number, start: number) =>
  /^[。；]?$/.test(text.slice(end)) && /[。；！]$/.test(text.slice(0, start))

/** Nothing but names of bodies: they are charged. */
function bareList(inner: string, firstListedLeads: boolean): Assignment | null {
  const bodies = splitBodies(inner)
  const areBodies = bodies.length > 0 && bodies.every(({ name }) => endsAsBody(name) || endsAsRegion(name))
  if (!areBodies || /[。：“”《》\d]/.test(inner)) return null
  return firstListedLeads
    ? { lead: bodies.slice(0, 1), support: bodies.slice(1) }
    : { lead: bodies, support: [] }
}

const label =
  /((?:牵头(?:责任)?|主办|责任|负责|承办|配合|协办)(?:单位|部门|处室|科室|股室|科所|站所|室|处|科|股)|责任主体|落实单位|实施单位|完成单位|参与(?:单位|部门)|参加单位|协同单位|指导单位|支持单位)(?:及分工)?：/g

/** Reads 牵头单位：甲；配合单位：乙、丙; null where no label stands. */
export function readLabels(text: string, firstListedLeads: boolean): Assignment | null {
  const found = [...text.matchAll(label)]
  if (found.length === 0) return null
  const lead: BodySpan[] = []
  const support: BodySpan[] = []
  const charge: BodySpan[] = []
  for (const [index, match] of found.entries()) {
    const start = match.index + match[0].length
    const end = endOfNames(text, start, found[index + 1]?.index ?? text.length)
    const bodies = splitBodies(
      text
        .slice(start, end)
        .replace(/（[^（）]*(?:负责|牵头|配合|协助|参与|单位|下同|部门：)[^（）]*）/g, (aside) =>
          '、'.repeat(aside.length),
        ),
    ).map((body) => ({
      name: body.name,
      start: body.start + start,
      end: body.end + start,
    }))
    const isSupport = /^(?:配合|协办|参与|参加|协同|支持|指导)/.test(match[1]!)
    const isHead = /^(?:牵头|主办)/.test(match[1]!)
    const within = isSupport || isHead ? null : rolesWithin(text.slice(start, end), start)
    if (within) {
      lead.push(...within.lead)
      support.push(...within.support)
    } else (isSupport ? support : isHead ? lead : charge).push(...bodies)
  }
  support.push(...aside(text, firstListedLeads))
  return settleLabels({ lead, charge, support }, firstListedLeads)
}

/** Who leads of those behind 牵头单位, 责任单位 and 配合单位. */
export function settleLabels(
  { lead, charge, support }: Record<'lead' | 'charge' | 'support', readonly BodySpan[]>,
  firstListedLeads: boolean,
): Assignment {
  if (lead.length > 0) return { lead, support: [...charge, ...support] }
  if (firstListedLeads) return { lead: charge.slice(0, 1), support: [...charge.slice(1), ...support] }
  return charge.length > 0 ? { lead: charge, support } : { lead: support, support: [] }
}

/** 责任单位：甲牵头，乙配合: behind the label each says what it does; names without a word for it lead. */
export function rolesWithin(names: string, start: number): Assignment | null {
  if (!/(?:牵头|配合|协助|协办|参与)(?:$|[，；])/.test(names)) return null
  const cut = names.lastIndexOf('，') + 1
  const found = readAssignment(names, false)
  if (!found) return null
  const move = (bodies: readonly BodySpan[]) =>
    bodies.map((body) => ({ name: body.name, start: body.start + start, end: body.end + start }))
  if (found.lead.length > 0) return { lead: move(found.lead), support: move(found.support) }
  // 责任单位：甲，乙配合: the first name has no word of its own.
  const supporting = found.support.filter((body) => body.start >= cut)
  const leading = found.support.filter((body) => body.start < cut)
  return leading.length > 0 ? { lead: move(leading), support: move(supporting) } : null
}

/** 责任单位：甲（乙配合）: a bracket beside a label names who supports. */
function aside(text: string, firstListedLeads: boolean): readonly BodySpan[] {
  return [...text.matchAll(bracket)].flatMap((match) => {
    const found = assigning.test(match[1]!) ? readAssignment(match[1]!, firstListedLeads) : null
    const from = match.index + 1
    return (found?.support ?? []).map((body) => ({
      name: body.name,
      start: body.start + from,
      end: body.end + from,
    }))
  })
}

function endOfNames(text: string, start: number, next: number): number {
  const names = text.slice(start, next)
  const stop = names.search(/[。；\n]|完成时限|完成时间|时间：|，(?:完成|时限)/)
  return start + (stop < 0 ? names.length : stop)
}

const labelAtStart = new RegExp(`^${label.source}`)
const supportAtStart = /^(?:[（(]|\d+[.、])?(?:配合|协办|参与|参加|协同|支持)(?:单位|部门|处室|科室|股室)：/
const leadAtStart = /^(?:[（(]|\d+[.、])?(?:牵头|主办|责任|负责)(?:责任)?(?:单位|部门|处室|科室|股室)：/

/** The lines around a line; a line 配合单位：乙 belongs to the line 牵头单位：甲 above it. */
export interface Neighbours {
  readonly above: string
  readonly below: Line | undefined
}

/** A line that begins with 责任单位： or the like, with the line of supporters below it. */
export function readLabelledLine(
  place: DutyPlace,
  line: Line,
  firstListedLeads: boolean,
  { above, below }: Neighbours,
): ResponsibilityItem[] {
  const lead = /^(?:[（(]|\d+[.、])?/.exec(line.text)![0].length
  if (!labelAtStart.test(line.text.slice(lead)) || line.text.startsWith('（')) return []
  if (supportAtStart.test(line.text) && leadAtStart.test(above)) return []
  const isPair = below !== undefined && leadAtStart.test(line.text) && supportAtStart.test(below.text)
  const end = isPair ? below.end : line.end
  const text = place.flat.plain.slice(line.start, end)
  const assignment = readLabels(text, firstListedLeads)
  if (!assignment || assignment.lead.length === 0) return []
  return [toItem(place, assignment, line.start, [line.start + lead, end - (/[。；]$/.test(text) ? 1 : 0)])]
}

/** …不少于12场。责任单位：甲、乙: a label behind the last sentence of a paragraph. */
export function readTrailingLabel(
  place: DutyPlace,
  line: Line,
  firstListedLeads: boolean,
): ResponsibilityItem[] {
  const at = line.text.search(new RegExp(`(?<=[。！])${label.source}`))
  if (at < 0) return []
  const text = line.text.slice(at)
  const assignment = readLabels(text, firstListedLeads)
  if (!assignment || assignment.lead.length === 0 || !looksLikeBodies(assignment)) return []
  const end = line.end - (/[。；]$/.test(text) ? 1 : 0)
  return [toItem(place, assignment, line.start + at, [line.start + at, end])]
}
