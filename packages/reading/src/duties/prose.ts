import { isGeneric } from '../bodies.ts'
import type { ResponsibilityItem } from '../document.ts'
import { endWithoutMark } from '../figures/read-figures.ts'
import type { TextKind } from '../head/document-kind.ts'
import type { Sentence, Span } from '../text/sentences.ts'
import type { Assignment } from './assignment.ts'
import { type BodyList, type BodySpan, bodyListAt } from './body-list.ts'
import { type DutyPlace, toItem } from './brackets.ts'

/** What the reading of duties in running text needs to know. */
export interface ProseContext extends DutyPlace {
  readonly sentence: Sentence
  readonly kind: TextKind
  /** Headings of the section and of the ones above it. */
  readonly headings: string
  /** Issuer in its short form, the unstated subject of 配合民政部门…. */
  readonly issuer: string | null
  /** The one body addressed, spoken to as 你会; null where there are several. */
  readonly addressee: string | null
  /** Year the paper is of. */
  readonly year: number | null
}

const day =
  '(?:(?:每年|今年|\\d{4}年)?\\d{1,2}月(?:\\d{1,2}日|底|末|[上中下]旬)?|(?:今年|每年|\\d{4}年)?年?底)(?:之?前|内)，?'
const opening = new RegExp(
  `^(?:(?:同时|其中|此外|另外|目前|今后|为此|因此|对此|届时|原则上|必要时|具体|[一二三四五六七八九]是|并|而|则|但|且|即|凡|在此基础上|[一二三四五六七八九]要)，?|(?:到|于|在)?${day})+`,
)
const adverbs =
  '(?:及其[\\u4e00-\\u9fff]{2,8}|届时|及时|都|均|也|还|又|一律|主动|积极|切实|认真|进一步|严格|共同|分别|同时|统一|具体|依法|全面|充分|继续|抓紧|尽快|高度|定期|每年|今年|明年|次年|来年|今后|同样|原则上|务必|坚决|始终|率先|带头|各自|直接|一并|另行|适时|主要|首先|逐级|必须|负责人|主要负责人|主要负责同志|主要领导|党组|领导班子|领导)'
const modal = new RegExp(
  `^${adverbs}*(?:要(?!求|素|闻|点|件|么|不是)|应当|应(?!急|用|届|该由|邀|聘|征|税)|必须|须|务必|需(?!求)|将(?=[\\u4e00-\\u9fff])|负责(?!人|的)|承担(?!的)|牵头(?!的))`,
)
const laterModal =
  /(?<![主重需必纲只首简摘不还之总概提扼])要(?!求|素|闻|点|件|么|不是)|应当|(?<![对响相反适供])应(?!急|用|对|届|邀|聘|征|税)|必须|(?<!必)须|务必/
const bridge =
  /^(?:，)?(?:根据|按照|依据|依照|结合|在|对|对于|通过|围绕|针对|为|以|凭|自|从|于|作为|会同|商|与|和|由|把|将|每年|定期|收到|接到|接受|自收到|及其|按|负责人|每|年|截至|到|至|同|就|向|用|并|\d|全|统筹)/
const plainVerb =
  /^(?:，)?(?:(?:于|在)?(?:\d{1,2}月[、和及]?)+(?!\d)|各(?=举办|组织|召开|开展)|及时|足额|按时|按期|如实|、|定期|依法|依照[^，。]{0,20}，?|统一|分别|共同|具体|每年|每季度|每月|适时|积极|主动|同步|逐级|会同[^，。]{2,20}|按照?[^，。]{0,24}，?|(?:在|于|自)[^，。]{2,24}(?:内|前|后|时|起|中|期间)，?|今年|明年|次年|\d{4}年度?(?![\d底末])|通过[^，。]{2,24}|根据[^，。]{0,24}，?|对[^，。]{2,30}|为(?!了|主|[^，。；]{0,6}(?:成员|组长))[^，。；]{2,24}?(?=补助|解决|提供|安排|发放|购买|落实|办理|配备|缴纳|代缴|拨付|核拨|拨给)|向[^，。；]{2,14}?(?=公布|公开|公示|报|提)|逐[户人项条件一村级笔个]|按[季月年旬]|按程序|按规定|按要求|按职责|按照职责|依职责|每(?:半年|两年|三年|周|日|两个月)|[季月年]度?[底末]|(?:于|在)?\d{1,2}月[上中下]旬|专题|全程|牵头|每年[^，。]{0,10}前|\d{4}年[^，。]{0,12}前|从[^，。；]{2,24}中|(?:自[^，。；]{2,14}之日起)?(?:\d{1,3}|[一二三五七十两]{1,2})个?(?:工作日|自然日|小时|日|天|月)(?:之)?内)*(?:(?:补助|补贴)(?!资金|标准|经费|对象|金|办法|政策|范围|项目|工作|申请|发放)|解决|购买|代缴|缴纳|筛查|承担|负担|匹配|配套|列支|筹措|支付|代缴|补足|结算|作出|答复|反馈|对接|核查|登记(?!机关|部门)|录入|更新|上传|归档|通知|告知|转介|评定|调剂|包[保联片抓]|挂包|比对|入户|采购(?!中心|人)|派驻|指派|抓实|跟进|跟踪|综合|联合|举办|召开|负责|主管|将|把|推行|完成|对照|结合|监督|督促|上报|移交|牵头|制定|拟订|拟定|修订|组织|开展|承担|核发|审核|审批|审查|审定|建立|健全|设立|设置|免收|减收|免费|提供|公布|公示|发布|编制|编报|实施|指导|监督|管理|协调|受理|办理|承办|承接|确定|核定|核实|认定|安排|落实|统筹|推进|推动|加强|强化|完善|做好|给予|予以|发放|拨付|下达|汇总|报送|上报|检查|督查|考核|评估|验收|组建|成立|加大|支持|配合|协助|研究|出台|明确|开放|督促|履行|保障|纳入|备案|提出|配备|出具|收集|分析|通报|宣传|培训|选派|指定|委托|引导|鼓励|发动|动员|搭建|设计|印发|转发|下发|签订|筹集|征收|征缴|使用|抓好|搞好|牵头|公开|报告|推出|编发|编印|调度|会商|研判|复核|抽查|巡查|走访|约谈|回访|清查|排查|摸排|领导(?!小组|班子|干部)|建设(?!部|厅|局|委|规划|工程|资金|标准|用地))/
const relative = /^(?!主管|负责)[\u4e00-\u9fff]{2,4}的[\u4e00-\u9fff\d]/
const reported =
  /^[^，。；]{0,12}(?:已(?!批准)|曾|了(?!解))|(?:制定|出台|印发|建立|开展|完成|组织|召开|举办|成立|启动|安排|投入|实施)了/
const permitted = /^(?:也|还|均|都)?(?:可(?!持续|靠)|可以|有权)/

const inRules = new Set<TextKind>(['law', 'measures', 'plan', 'opinion', 'notice', 'decision', 'reply'])

/** Duties of named bodies in one sentence: one item for each body that has a duty of its own. */
export function readProse(context: ProseContext): ResponsibilityItem[] {
  const { sentence } = context
  const items: ResponsibilityItem[] = []
  let lastSubject: BodyList | null = null
  for (const [index, clause] of sentence.clauses.entries()) {
    const next = sentence.clauses[index + 1]
    const last = items.at(-1)
    const helpers = last ? supporters(clause) : []
    if (last && helpers.length > 0) {
      const names = toItem(context, { lead: helpers, support: [] }, clause.start, [
        clause.start,
        clause.end,
      ]).lead
      items[items.length - 1] = { ...last, support: [...last.support, ...names] }
      continue
    }
    const found =
      subjectDuty(context, clause, next) ??
      cooperation(context, clause, items.length > 0 || lastSubject !== null)
    if (found) {
      items.push(found)
      lastSubject = bodyListAt(clause.text, 0)
    }
    const passives = passiveDuties(context, clause, found)
    items.push(...passives)
    if (found || passives.length > 0) items.push(...furtherShares(context, clause))
  }
  return withoutDoubles(items)
}

/** 乙、丙配合 behind a clause that names who leads. */
function supporters(clause: Span): readonly BodySpan[] {
  const joined = /^(?:并)?(?:会同|商(?!务|业|会))/.exec(clause.text)
  if (joined)
    return bodyListAt(clause.text, joined[0].length)?.bodies.filter(({ name }) => !isGeneric(name)) ?? []
  const list = /配合|协助|参与|参加|支持/.test(clause.text) ? bodyListAt(clause.text, 0) : null
  return list && onlySupports.test(clause.text.slice(list.end)) ? list.bodies : []
}

const onlySupports =
  /^(?:积极|密切|按职责|按职责分工|共同|做好|予以|等|协同)*(?:配合|协助|参与|参加|支持)(?:(?:做好|开展|完成|落实|推进|实施|抓好|组织)[^，；。]{0,24})?[，；。]?$/

function withoutDoubles(items: readonly ResponsibilityItem[]): ResponsibilityItem[] {
  return items.filter((item, at) => items.findIndex((other) => other.lead.join() === item.lead.join()) === at)
}

/** Body + modal at the beginning of a clause. */
function subjectDuty(context: ProseContext, clause: Span, next: Span | undefined): ResponsibilityItem | null {
  const asked = /^(?:现|恳|敬|特|商|诚|务|烦|拟)?请(?!示|求|假)/.exec(clause.text.replace(opening, ''))
  const lead = (opening.exec(clause.text)?.[0].length ?? 0) + (asked?.[0].length ?? 0)
  const dated = yearBefore.exec(clause.text.slice(lead))
  if (dated && context.year !== null && Number(dated[1]) < context.year) return null
  const list = bodyListAt(clause.text, lead + (dated?.[0].length ?? 0))
  if (!list || list.bodies.every(({ name }) => isGeneric(name) || isPartOfSpeech(context, name))) return null
  const rest = clause.text.slice(list.end)
  const until = dutyEnd(context, clause, rest, next, asked !== null)
  if (until === null) return null
  const assignment = helpers(context, clause, list, rest) ?? rolesOf(clause.text, list, rest)
  const earlier = bodiesJustBefore(context, clause)
  const joined = { ...assignment, lead: [...earlier, ...assignment.lead] }
  const from = joined.lead[0]?.start ?? list.bodies[0]!.start
  return toItem(context, named(joined), clause.start, [
    clause.start + (earlier.length > 0 ? from : list.bodies[0]!.start),
    until,
  ])
}

/** 2024年市级财政安排…: the year is no part of the name. */
const yearBefore =
  /^((?:19|20)\d{2})年(?:度|\d{1,2}月(?:\d{1,2}日)?(?:至\d{1,2}日)?)?起?，?(?=[\u4e00-\u9fff])/

/** 省残联、省财政厅，各市政府要…: a clause that is nothing but bodies belongs to the subject behind it. */
function bodiesJustBefore({ sentence }: ProseContext, clause: Span): readonly BodySpan[] {
  const before = sentence.clauses[sentence.clauses.indexOf(clause) - 1]
  const list = before?.text.endsWith('，') ? bodyListAt(before.text, 0) : null
  if (!before || !list || list.end !== before.text.length - 1) return []
  const shift = before.start - clause.start
  return list.bodies.map(({ name, start, end }) => ({ name, start: start + shift, end: end + shift }))
}

/** Papers speak of themselves, and to their addressees: neither is a body by its name, but 你会 is the one addressed. */
const isPartOfSpeech = ({ addressee }: ProseContext, name: string) =>
  !(addressee !== null && isSpokenTo(name, addressee)) &&
  /^(?:(?:本|该)?(?:条例|办法|规定|通知|意见|方案)|[你贵我](?:[\u4e00-\u9fff]|单位|部门|中心|公司))$/.test(
    name,
  )

/** Whether 你会, 你局, 你单位 can mean this body. */
export function isSpokenTo(name: string, addressee: string): boolean {
  const ending = /^[你贵](.|单位|部门|中心|公司)$/.exec(name)?.[1]
  return ending !== undefined && (ending === '单位' || addressee.endsWith(ending))
}

function named({ lead, support }: Assignment): Assignment {
  const own = lead.filter(({ name }) => !isGeneric(name))
  return { lead: own.length > 0 ? own : lead, support: support.filter(({ name }) => !isGeneric(name)) }
}

/** Where the duty clause ends, or null where the clause lays no duty on its subject. */
function dutyEnd(
  context: ProseContext,
  clause: Span,
  rest: string,
  next: Span | undefined,
  isAsked: boolean,
): number | null {
  const end = endWithoutMark(clause)
  if (isAsked) return rest.length > 1 ? end : null
  if (/^是[^，。；]{2,24}(?:主体|责任人|责任单位|牵头单位|主管部门|主管机关)，$/.test(rest))
    return next && modal.test(next.text) ? endWithoutMark(next) : null
  if (isNoDuty(rest)) return null
  if (
    permitted.test(rest) ||
    /^(?:的|等(?!部门|单位|有关)|是|为(?:本|主管|[^，。；]{0,6}(?:成员|组长|副组长))|由)/.test(rest)
  )
    return null
  if (modal.test(rest.replace(/^，/, ''))) return end
  if (laysDuties(context) && datedVerb.test(rest) && !reported.test(rest)) return end
  const nextText = next?.text ?? ''
  if (/^，?$/.test(rest))
    return next && (modal.test(nextText) || (bridge.test(nextText) && laterModal.test(nextText)))
      ? endWithoutMark(next)
      : null
  if (bridge.test(rest) || new RegExp(`^${adverbs}+`).test(rest)) {
    if (laterModal.test(beforeObject(rest))) return end
    if (/，$/.test(rest) && modal.test(nextText)) return next ? endWithoutMark(next) : end
  }
  if (/(?:的|时|后)，$/.test(rest) && rest.length < 40 && next && modal.test(nextText))
    return endWithoutMark(next)
  const goesOn = isLaw(context) ? goesOnInNext : laysDuties(context) ? joinsInNext : null
  if (next && goesOn?.test(rest) && plainVerb.test(nextText)) return endWithoutMark(next)
  if (
    laysDuties(context) &&
    !isTopicOfMoney(clause.text.slice(0, clause.text.length - rest.length), rest) &&
    plainVerb.test(rest) &&
    !/时，$/.test(rest) &&
    !relative.test(rest) &&
    !reported.test(rest)
  )
    return end
  return null
}

/** A revocation, a rate named after a body, a slogan of halves, a thing to be taken in: none is laid on the subject. */
const isNoDuty = (rest: string) =>
  /(?:同时|一并|即行|相应|予以)?废止[，。；]?$/.test(rest) ||
  /^[\u4e00-\u9fff]{1,6}率(?![先领])/.test(rest) ||
  /^(?:引导|主导|推动|支持|扶持|监管|统筹)、(?:市场|社会|企业|群众|多方|部门|行业)/.test(rest) ||
  /^纳入/.test(rest) ||
  /^要[\u4e00-\u9fff]{2,4}的[^，。；]{2,30}$/.test(rest) ||
  /^牵头[^，。；]*(?<![为除])了/.test(rest)

/** 在5月中旬前推出…, 每季度末…报告: what is dated is due, whatever the verb. */
const datedVerb =
  /^(?:(?:在|于|应)?(?:\d{4}年|今年|每年)?\d{1,2}月(?:\d{1,2}日|底|末|[上中下]旬)?之?前|(?:自[^，。；]{2,14}之日起)?(?:\d{1,3}|[一二三五七十两]{1,2})个?(?:工作日|自然日|小时|日|天)(?:之)?内|每(?:季度?|月|年|半年|周)[初底末]?)(?!(?:全部|全面)?(?:建成|投用|投入使用|竣工|开工|完工)|\d|平均|约|人均|新增|达到?|增长|超过|[^，。；]{0,6}率|[^，。；]{0,8}\d+[万亿]?[元人户名%])[\u4e00-\u9fff]{3}/

/** Money that is promised without amount or time binds nobody. */
const isFavour = (rest: string) => /倾斜|适当|优先|酌情/.test(rest) && !/\d/.test(rest)

/** 财政 is a body where it says whose it is: 省级财政, 中央财政. */
const isTopicOfMoney = (subject: string, rest: string) =>
  /财政$/.test(subject) &&
  (isFavour(rest) || !/(?:中央|国家|地方|各级|[省市县区州盟旗乡镇本同]级?)财政$/.test(subject))

/** 甲会同乙，于…完成. */
const joinsInNext = /^会同[^，。；]{2,60}，$/

/** 根据…，确定…: in rules the verb may wait for the next clause. */
const goesOnInNext = /^(?:会同|根据|按照|依据|依照|结合|针对|围绕|通过|对)[^，。；]{2,60}，$/
const isLaw = ({ kind }: ProseContext) => kind === 'law' || kind === 'measures'

/** Below these a paper that tells turns to what is to be done. */
const asksBelow = /(?:下一?步|下阶段|有关|工作|几点|整改)[^ ]{0,6}(?:要求|安排|措施|打算|建议|意见)/

/** Plain verbs are duties in rules and plans, and below the headings of other papers that direct. */
function laysDuties({ kind, section, headings }: ProseContext): boolean {
  if (kind === 'circular' || kind === 'letter' || kind === 'report') return asksBelow.test(headings)
  return inRules.has(kind) && (section !== '' || kind === 'law' || kind === 'measures')
}

/** The modal must be the subject's own: in 对应当…的人 it belongs to a relative clause. */
function beforeObject(rest: string): string {
  return rest.replace(/(?:应当|要|必须|应|须)[^，。；]{0,30}的(?=[\u4e00-\u9fff]{1,8}(?:，|$))/g, '')
}

/** 会同公安部建设…: behind a joined body 建设 is the verb. */
function beforeBuilding(text: string, from: number): string {
  const at = /(?<=[部委局厅会联院办署])建设/.exec(text.slice(from))?.index
  return at === undefined ? text : text.slice(0, from + at)
}

/** 甲会同乙…, 甲配合乙…: who leads and who supports. */
function rolesOf(text: string, list: BodyList, rest: string): Assignment {
  const shared = /^牵头、/.test(rest) ? bodyListAt(text, list.end + 3) : null
  if (shared && /^(?:配合|参与|参加|协助)/.test(text.slice(shared.end)))
    return { lead: list.bodies, support: shared.bodies }
  const join = /^[^，。；]{0,6}?(?:会同|商|联合)(?!会|务)/.exec(rest)
  if (join) {
    const from = list.end + join[0].length
    const other = bodyListAt(text, from) ?? bodyListAt(beforeBuilding(text, from), from)
    return { lead: list.bodies, support: other?.bodies ?? [] }
  }
  const help = /^[^，。；]{0,8}?(?:配合|协助)(?!做|落|开|完|推|抓)/.exec(rest)
  const helped = help ? bodyListAt(text, list.end + help[0].length) : null
  if (helped?.bodies.some(({ name }) => !isGeneric(name)))
    return { lead: helped.bodies, support: list.bodies }
  return { lead: list.bodies, support: [] }
}

const onlyHelps = /^，?[^，。；]{0,6}(?:应当|应|要|须|必须|予以|积极|主动)+(?:协助|配合)/

/** 税务机关核查…时，公安派出所应当协助: the body of the clause before leads. */
function helpers({ sentence }: ProseContext, clause: Span, list: BodyList, rest: string): Assignment | null {
  const before = sentence.clauses[sentence.clauses.indexOf(clause) - 1]
  if (!before || !onlyHelps.test(rest) || !/时，$/.test(before.text)) return null
  const leading = bodyListAt(before.text, 0)
  if (!leading) return null
  const shift = before.start - clause.start
  const lead = leading.bodies.map(({ name, start, end }) => ({
    name,
    start: start + shift,
    end: end + shift,
  }))
  return { lead, support: list.bodies }
}

const helping =
  /^(?:要|积极|主动|全力|密切|继续|认真|并|应|应当|进一步|依法|同时|，)*(?:配合|协助)(?!做好|开展|落实好|完成)/

/** 配合民政部门…, without a subject: they lead, the issuer supports. */
function cooperation(context: ProseContext, clause: Span, hasSubject: boolean): ResponsibilityItem | null {
  const match = helping.exec(clause.text)
  if (!match || hasSubject) return null
  const list = bodyListAt(clause.text, match[0].length)
  if (!list || list.bodies.every(({ name }) => isGeneric(name) || /^(?:党委|政府|党委政府)$/.test(name)))
    return null
  const item = toItem(context, { lead: list.bodies, support: [] }, clause.start, [
    clause.start,
    endWithoutMark(clause),
  ])
  return { ...item, support: context.issuer === null ? [] : [context.issuer] }
}

const passive = /(?<![理自缘事来任不因])由(?!于|此|来|衷|浅|表|点|上而|下而|[^，。；]{0,60}(?:组成|构成))/g
const verbBehind = /^(?:[，、]?(?:负责|牵头|承担|制定|[\u4e00-\u9fff]))/

/** 由…负责, 由…制定 anywhere in a clause. */
function passiveDuties(
  context: ProseContext,
  clause: Span,
  subject: ResponsibilityItem | null,
): ResponsibilityItem[] {
  const items: ResponsibilityItem[] = []
  if (/（[^）]*由[^）]*负责[^）]*）/.test(clause.text)) return items
  for (const match of clause.text.matchAll(passive)) {
    const at = match.index + 1
    if (
      /^[^，。；]*的(?:工作|协调|联动|推进|责任|领导)*(?:机制|格局|体系|制度|模式|局面|体制)/.test(
        clause.text.slice(at),
      )
    )
      continue
    const list = bodyListAt(clause.text, at)
    if (!list || list.bodies.every(({ name }) => isGeneric(name))) continue
    const rest = clause.text.slice(list.end)
    if (
      !verbBehind.test(rest) ||
      /^(?:主要)?负责(?:人|同志)/.test(rest) ||
      /^(?:的|等|组成|构成|颁发的|核发的|出具的)/.test(rest) ||
      isRelative(rest)
    )
      continue
    if (context.kind === 'article' || context.kind === 'bulletin' || (subject !== null && match.index < 2))
      continue
    const assignment = named(rolesOf(clause.text, list, rest))
    items.push(
      toItem(context, assignment, clause.start, [clause.start + match.index, endWithoutMark(clause)]),
    )
  }
  return items
}

/** 由市财政承担30%、县财政承担70%: each further payer has a duty of its own. */
function furtherShares(context: ProseContext, clause: Span): ResponsibilityItem[] {
  return [...clause.text.matchAll(/[%元]、/g)].flatMap(({ index }) => {
    const at = index + 2
    const list = bodyListAt(clause.text, at)
    if (!list || !/^(?:承担|负担|分担|补助|配套)/.test(clause.text.slice(list.end))) return []
    return [
      toItem(context, { lead: list.bodies, support: [] }, clause.start, [
        clause.start + at,
        endWithoutMark(clause),
      ]),
    ]
  })
}

/** 由县级残联核发的残疾人证: no duty, but a description. */
function isRelative(rest: string): boolean {
  return (
    /^[^，。；]{1,10}的[\u4e00-\u9fff，]/.test(rest) &&
    !/^(?:负责|牵头|承担|分别|根据|按照?|依据|依照|结合|对)/.test(rest)
  )
}
