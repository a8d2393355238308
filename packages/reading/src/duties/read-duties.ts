import type { ResponsibilityItem } from '../document.ts'
import type { TextKind } from '../head/document-kind.ts'
import type { FlatText } from '../text/flat-text.ts'
import { type Line, withoutLabel } from '../text/line.ts'
import type { Sentence } from '../text/sentences.ts'
import { type BodySpan, bodyListAt } from './body-list.ts'
import { type Neighbours, readBrackets, readLabelledLine, readTrailingLabel, toItem } from './brackets.ts'
import { readProse } from './prose.ts'

/** What holds for the duties of a section. */
export interface DutyContext {
  readonly flat: FlatText
  readonly section: string
  readonly headings: string
  readonly kind: TextKind
  readonly firstListedLeads: boolean
  /** Issuer in its short form. */
  readonly issuer: string | null
  /** The one body addressed; null where there are several. */
  readonly addressee: string | null
  /** Year the paper is of. */
  readonly year: number | null
}

/** Duties of one line; `above` is the line before it. */
export function readDuties(
  context: DutyContext,
  line: Line,
  sentences: readonly Sentence[],
  near: Neighbours,
): ResponsibilityItem[] {
  const { flat, section } = context
  const place = { flat, section }
  const brackets = readBrackets(place, line, context.firstListedLeads)
  const labelled = readLabelledLine(place, line, context.firstListedLeads, near)
  if (labelled.length > 0) return [...labelled, ...brackets]
  const listed = listedDuty(context, line, near.above)
  const prose = sentences.flatMap((sentence) =>
    readProse({
      ...place,
      sentence,
      kind: context.kind,
      headings: context.headings,
      issuer: context.issuer,
      addressee: context.addressee,
      year: context.year,
    }),
  )
  return [
    ...listed.filter((one) => !prose.some((other) => other.start === one.start)),
    ...prose,
    ...brackets,
    ...readTrailingLabel(place, line, context.firstListedLeads),
  ]
}

/** Entries of a list whose heading lays a duty: （一）公安部门有关…信息； and 省教育厅：负责…. */
function listedDuty(context: DutyContext, line: Line, above: string): ResponsibilityItem[] {
  const { text, start, end } = withoutLabel(line)
  const isEntry = /^（/.test(line.text) && /(?:义务|职责|分工|责任)[^。]{0,60}：$|；$/.test(above)
  const bodies = isEntry ? bodiesBefore(text, '有关') : []
  if (bodies.length > 0) return [entryItem(context, bodies, start, end, text)]
  const list = bodyListAt(text, 0)
  if (!list) return []
  const rest = text.slice(list.end)
  const isColon =
    /^(?:：|。)(?:主要)?(?:负责|牵头|统筹|组织|指导|协调|会同|配合|承担|落实|加强|做好|制定|将|督促|依法|按照|推动|支持|开展|参与|安排|提供|保障|筹措|拨付|核拨|发放|审核|受理|办理|建立|健全|完善|及时|定期|积极|认真|抓好|推进|实施|编制|汇总|监督|宣传|摸底|排查|筛查|录入|核实|核查|比对|动员|引导|选派|培训|把|对|为|做|履行|切实)/.test(
      rest,
    )
  if (!isColon) return []
  return [entryItem(context, list.bodies, start, end, text)]
}

/** 甲部门有关…信息、乙机构有关…信息: the bodies before each such word. */
function bodiesBefore(text: string, word: string): BodySpan[] {
  const bodies: BodySpan[] = []
  let from = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const begin = from === 0 ? 0 : text.lastIndexOf('、', at - 1) + 1
    const list = begin < from ? null : bodyListAt(text.slice(0, at), begin)
    if (list && list.end === at) bodies.push(...list.bodies)
    else if (from === 0) return []
    from = at + word.length
  }
  return bodies
}

function entryItem(
  context: DutyContext,
  lead: readonly BodySpan[],
  start: number,
  ...[end, text]: [end: number, text: string]
): ResponsibilityItem {
  const behind = lead.at(-1)!.end + 1
  const stop = text.slice(behind).search(/[，；。]/)
  const to = stop < 0 ? end : start + behind + stop
  return toItem(context, { lead, support: [] }, start, [start, to])
}
