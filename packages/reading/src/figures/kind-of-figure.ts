import type { DocumentKind, Reason } from '../document.ts'
import type { Sentence } from '../text/sentences.ts'
import type { ReadingContext } from './context.ts'
import type { Figure } from './figures.ts'
import { timeReasons } from './told-time.ts'

/** A sign that a figure is to be reached (above 0) or tells a state (below 0). */
interface Cue {
  readonly name: string
  readonly weight: number
  /** Where it is looked for: right before the number, behind it, in its clause, or in its sentence. */
  readonly where: 'near' | 'behind' | 'clause' | 'sentence'
  readonly pattern: RegExp
}

const shareDone = 'share of a goal done'

/** A share still to be done is none that was; who gets a payment is no amount of it. */
const isMisplaced = (cue: string, { unit }: Figure, upTo: string) =>
  (cue === shareDone && isDueAhead(upTo.slice(-48))) || (cue === 'payment' && !/^(?:元|%|倍|美元)/.test(unit))

/** 9月底前完成任务的X: the share is still to be done. */
const isDueAhead = (upTo: string) =>
  /(?:[日号底末]|[上中下]旬|月份?|年|季度)(?:之|以)?前，?(?!已|曾)[^，；已了]{0,30}$/.test(upTo)

const cues: readonly Cue[] = [
  {
    name: 'named as a goal',
    weight: 5,
    where: 'near',
    pattern: /(?:目标|任务|指标|计划|限额|定额)(?:任务|数|值|量|是|为|：)*$/,
  },
  {
    name: 'floor or ceiling',
    weight: 3,
    where: 'near',
    pattern:
      /(?:不少于|不低于|不超过|不高于|不小于|不得低于|不得少于|不得超过|不能超过|至少|最高|最低|最多|控制在|限制在|不突破|降至|降到|压减至)[^，；]{0,8}$/,
  },
  {
    name: 'labelled as a goal',
    weight: 5,
    where: 'sentence',
    pattern: /^(?:年度|工作|主要|预期)?(?:目标|任务|指标)(?:任务|值)?：/,
  },
  {
    name: shareDone,
    weight: -7,
    where: 'near',
    pattern:
      /(?:完成|占|达到|实现)[^，；]{0,14}(?:任务|计划|目标|指标)(?:数|量|总数|任务)*(?:[\d.]+[^，；\d]{0,4})?的[\d.%和、]*$/,
  },
  {
    name: 'wish',
    weight: 4,
    where: 'clause',
    pattern: /力争|争取|确保|务必|努力实现|预期|目标是|计划|拟|规划|要求达到|保持在/,
  },
  {
    name: 'duty',
    weight: 3,
    where: 'clause',
    pattern:
      /(?:^|[^主重需必首纲])要(?!求|素|闻|点|件|是|么)|应当|应(?!急|用|对|届|该|邀|试|聘|诉|征|税|付)|必须|须|不得|不准|严禁/,
  },
  {
    name: 'duty in the sentence',
    weight: 1.5,
    where: 'sentence',
    pattern:
      /要(?!求|素|闻|点|件)|应当|必须|力争|确保|到20\d\d年(?:底|末)?，?[^，。]{0,16}(?:达到|实现|建成|完成)/,
  },
  {
    name: 'standard',
    weight: 3,
    where: 'clause',
    pattern: /标准|每人每[月年]|每月|按(?!摩|揭|钮)照?|给予|减收|减免|免收|报销|支付比例|返还|限额/,
  },
  {
    name: 'payment',
    weight: 3,
    where: 'near',
    pattern:
      /(?<!(?:发放|兑现|拨付|落实|申领)[^，；]{0,16})(?:补助|补贴|奖励|奖补|罚款|资助|扣除|救助)(?![人户名])[^，；人户名]{0,12}$/,
  },
  {
    name: 'entitlement',
    weight: 2,
    where: 'clause',
    pattern: /可(?:以)?(?:返还|申请|享受|给予|按|获得|领取|抵扣|减免)/,
  },
  {
    name: 'task verb',
    weight: 1.5,
    where: 'near',
    pattern:
      /(?:完成|举办|开展|组织|建设|新建|新增|培训|发放|提供|扶持|培养|培育|选派|孵化|打造|创建|建立|设立|改造|推荐|安置|安排|救助|适配|播出|覆盖|配备|为)[^，；已了]{0,24}$/,
  },
  {
    name: 'goal reached by ratio',
    weight: 1,
    where: 'clause',
    pattern: /(?:达到?|提高到|提升到|提高至|提升至|实现)[^，；了]{0,10}(?:\d|百分之)/,
  },
  {
    name: 'result',
    weight: -4,
    where: 'clause',
    pattern:
      /已(?!满|有关)|累计|完成了|实现了|达到了|建成了|取得|同比|环比|上年同期|截至|截止|实有|(?<!实)现有(?!的?(?:资源|设施|基础|条件|政策|机构|场所|场地|渠道|平台|力量|资金|服务))|目前|占(?:全[省市县区国]|总|其)|为基数|先后|历年|曾|实际(?:新增|完成|投入|支出|到位|参加|安排|发放|培训|支付|执行)(?!的)/,
  },
  {
    name: 'compared with before',
    weight: -4,
    where: 'clause',
    pattern: /(?:比|较)(?:上年|去年|前年|同期|上期)/,
  },
  { name: 'still lacking', weight: -4, where: 'clause', pattern: /仍有|尚有|还有(?!关)|尚未|未完成|缺口/ },
  {
    name: 'to be done by a day',
    weight: 2,
    where: 'near',
    pattern:
      /(?<!截至[^，；]{0,12}|截止[^，；]{0,12})(?:[日号底末]|[上中下]旬|月份?|季度)(?:之|以)?前，?(?!已|曾)[^，；已了]{0,20}$/,
  },
  {
    name: 'happened',
    weight: -4,
    where: 'clause',
    pattern:
      /造成|死亡|遇难|受伤|受到|发生|查处了|移交|被(?!监护|抚养|扶养|保险|征|救助|帮扶)|损失|下降了|增长了|增加了|减少了|提高了|落实了/,
  },
  {
    name: 'done',
    weight: -2,
    where: 'near',
    pattern:
      /(?:[^为除]了|共(?!计|产生|设|评|需|享|安排|招|选|分|同|建)|仅|只有|多达|高达|分别为|为)[^，；]{0,6}$/,
  },
  {
    name: 'past period',
    weight: -3,
    where: 'clause',
    pattern:
      /去年|(?<!以)上年(?!度)|前年|近年|近[一二三四五两几\d]年|今年(?:以来|上半年|前)|(?:\d|一|二|三|四|五|六|七|八|九|十)+月份?以来|以来|(?:期间|时期)，?(?:全|共|累)/,
  },
  {
    name: 'past in the sentence',
    weight: -1.5,
    where: 'sentence',
    pattern: /去年|(?<!以)上年(?!度)|以来|截至|累计|目前|已经|近年|共有|情况如下/,
  },
  {
    name: 'state verb',
    weight: -2.5,
    where: 'near',
    pattern: /(?:享受|共有|持证|在册|在岗|实有|总人口|常住|户籍|已有|设有|下辖|辖)[^，；]{0,14}$/,
  },
  { name: 'share of a state', weight: -2, where: 'near', pattern: /占(?:到|了|比)?[^，；]{0,20}$/ },
  { name: 'more, as counted', weight: -1.5, where: 'behind', pattern: /^(?:余|多)/ },
]

const priors: Readonly<Record<DocumentKind, number>> = {
  law: 3,
  measures: 3,
  plan: 2,
  notice: 1,
  opinion: 1.5,
  decision: 0.5,
  reply: 0.5,
  letter: 0,
  circular: -2,
  report: -2,
  bulletin: -4,
  article: -3,
  other: 0,
}

/** 各县要…，整改率达到100%: what was laid down goes on to the end of the sentence. */
const laidBefore =
  /(?:^|[，；：])[^，。；：]{0,24}?(?<![主重需必首纲只])(?:要(?!求|素|闻|点|件|么|是)|应当|必须|须(?!知)|力争|确保|请(?!示|假))/

/** 占总任务6.5万户的64.6%: the goal itself beside what was achieved of it. */
const wholeGoal = /(?:目标|任务|指标|计划)(?:任务|总数|数|值|量)*$/

/** Weighs the signs around a figure; the sum of weights above 0 is a target. */
export function weighFigure(figure: Figure, start: number, context: ReadingContext): Reason[] {
  const { clause, sentence } = context
  const reasons: Reason[] = [{ cue: `kind of paper: ${context.kind}`, weight: priors[context.kind] }]
  const upTo = clause.text.slice(0, Math.max(0, start - clause.start))
  const where = {
    near: upTo.slice(-34),
    behind: figure.number.isMore ? '余' : '',
    clause: clause.text,
    sentence: sentence.text,
  }
  for (const { name, weight, where: place, pattern } of cues)
    if (pattern.test(where[place]) && !isMisplaced(name, figure, upTo)) reasons.push({ cue: name, weight })
  const behind = clause.text.slice(start - clause.start + figure.end - figure.start)
  if (wholeGoal.test(upTo.slice(-16)) && /^的[\d.]+%/.test(behind))
    reasons.push({ cue: 'the goal of a share', weight: 9 })
  if (/^(?:以上|以下|以内|及以上)/.test(behind)) reasons.push({ cue: 'above or below', weight: 1 })
  const earlier = sentence.text.slice(0, Math.max(0, clause.start - sentence.start)).slice(-200)
  if (laidBefore.test(earlier) && !/了|已|共|累计|去年|同比|上年|以来/.test(clause.text))
    reasons.push({ cue: 'under a duty laid before', weight: 3 })
  reasons.push(...timeReasons(context.kind, sentence.text, { text: clause.text, upTo, behind }))
  reasons.push(...yearReasons(context), ...placeReasons(context))
  return reasons
}

function yearReasons({ clause, sentence, year, isAfterPast }: ReadingContext): Reason[] {
  if (year === null) return []
  const reasons: Reason[] = []
  for (const [text, part] of [
    [clause.text, 1],
    [sentence.text, 0.5],
  ] as const) {
    const found = [...text.matchAll(/(?<!比|较|以|与|在)((?:19|20)\d{2})年(底|末|前|度|全年|以来|起|至)?/g)]
    const last = found.at(-1)
    if (!last) continue
    const value = Number(last[1])
    const isAhead = value > year || (value === year && /底|末|前/.test(last[2] ?? ''))
    if (isAhead) reasons.push({ cue: `year ahead: ${value}`, weight: 4 * part })
    else if (value < year) reasons.push({ cue: `year past: ${value}`, weight: -4 * part })
  }
  if (opensWithPastYear(sentence.text, year)) reasons.push({ cue: 'sentence of a past year', weight: -7 })
  else if (isAfterPast) reasons.push({ cue: 'line of a past year', weight: -7 })
  if (/年底|年内|今年底|到“?十.五”?末/.test(clause.text))
    reasons.push({ cue: 'by the end of the year', weight: 2 })
  return reasons
}

const leadsAway =
  /今年|本年|明年|今后|下一步|下一年|将(?!军|近)|力争|确保|计划|拟|必须|不低于|不少于|不超过|(?<![重主需首必])要(?!求|素|闻|点)/

/** Which sentences of a line come behind 2025年，… and still tell of that year: none from where the line looks ahead. */
export function followsPast(sentences: readonly Sentence[], year: number | null): boolean[] {
  if (year === null) return sentences.map(() => false)
  let isPast = false
  return sentences.map(({ text }) => {
    const years = [...text.matchAll(/(?:19|20)\d{2}(?=年)/g)].map(([found]) => Number(found))
    if (years.some((one) => one >= year) || leadsAway.test(text)) isPast = false
    const follows = isPast
    if (opensWithPastYear(text, year)) isPast = true
    return follows
  })
}

/** 2022年，…: all that follows tells of that year. */
function opensWithPastYear(sentence: string, year: number): boolean {
  const found =
    /^(?:[^，。；]{0,4})?((?:19|20)\d{2})年?(?:(?:至|到|—{1,2}|-|~)((?:19|20)\d{2})年(?!底|末|前)|(?<=年)(?:度|\d{1,2}月|上半年)?(?!底|末|前|起|至|\d))/.exec(
      sentence,
    )
  return found !== null && Number(found[2] ?? found[1]) < year
}

function placeReasons({ headings, isPreamble }: ReadingContext): Reason[] {
  const reasons: Reason[] = []
  if (
    /情况|成效|成绩|回顾|现状|背景|概况|问题|形势|进展|完成/.test(headings) &&
    !/目标|要求|任务|措施/.test(headings)
  )
    reasons.push({ cue: 'heading tells a state', weight: -2.5 })
  if (
    /(?:工作|年度?|主要)(?:总结|回顾)|取得的?(?:成绩|成效)/.test(headings) &&
    !/[打计规谋]划|安排/.test(headings)
  )
    reasons.push({ cue: 'heading looks back', weight: -7 })
  if (/目标|任务|要求|标准|指标|计划/.test(headings) && !/完成情况|执行情况|落实情况/.test(headings))
    reasons.push({ cue: 'heading names goals', weight: 2 })
  if (isPreamble) reasons.push({ cue: 'before the first section', weight: -1.5 })
  return reasons
}

const telling = new Set([
  'result',
  'still lacking',
  'happened',
  'past period',
  'finding',
  'part found in a whole',
  shareDone,
])
const asking = new Set([
  'floor or ceiling',
  'wish',
  'duty',
  'named as a goal',
  'labelled as a goal',
  'to be done by a day',
  'standard',
  'payment',
  'under a duty laid before',
])

/** Figures of one sentence that show no sign of their own go with the others: one sentence tells or asks. */
export function weighTogether(own: readonly (readonly Reason[])[]): (readonly Reason[])[] {
  const shows = (reasons: readonly Reason[], signs: ReadonlySet<string>) =>
    reasons.some(({ cue }) => signs.has(cue))
  const tells = own.some((reasons) => shows(reasons, telling))
  const asks = own.some((reasons) => shows(reasons, asking))
  if (tells === asks) return [...own]
  const more: Reason = tells
    ? { cue: 'its sentence tells', weight: -3 }
    : { cue: 'its sentence asks', weight: 2 }
  return own.map((reasons) =>
    shows(reasons, telling) || shows(reasons, asking) ? reasons : [...reasons, more],
  )
}

/** Sum of the weights. */
export function totalWeight(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, { weight }) => sum + weight, 0)
}
