import type { Reason } from '../document.ts'
import type { TextKind } from '../head/document-kind.ts'
import type { Sentence } from '../text/sentences.ts'
import type { ReadingContext } from './context.ts'
import { cueReasons, isBeyondGoal, shareDone } from './cues.ts'
import type { Figure } from './figures.ts'
import { type Layer, layerAt } from './layer.ts'
import { timeReasons } from './told-time.ts'
import { hasTurned } from './turn.ts'

const priors: Readonly<Record<TextKind, number>> = {
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
  request: -0.5,
  bulletin: -4,
  article: -3,
  other: 0,
}

/** 各县要…，整改率达到100%: what was laid down goes on to the end of the sentence. */
const laidBefore =
  /(?:^|[，；：])[^，。；：]{0,24}?(?<![主重需必首纲只])(?:要(?!求|素|闻|点|件|么|是)|应当|必须|须(?!知)|力争|确保|请(?!示|假))/

/** 占总任务6.5万户的64.6%: the goal itself beside what was achieved of it. */
const wholeGoal = /(?:目标|任务|指标|计划)(?:任务|总数|数|值|量)*$/

/** 任务为1200件: named as a goal, whatever became of it. */
const goalItself =
  /(?<!完成[^，；]{0,10})(?:(?:目标|任务)(?:任务|总数|数|值|量)?(?:为|是|：)?|(?:目标任务|年度目标|年度任务|任务|目标)(?:为|是)[^，；：\d为是]{2,16})$/

/** Weighs the signs around a figure; the sum of weights above 0 is a target. */
export function weighFigure(figure: Figure, start: number, context: ReadingContext): Reason[] {
  const { sentence } = context
  const layer = layerAt(context.clause, Math.max(0, start - context.clause.start))
  const { words } = layer
  const turned = !layer.isApart && hasTurned(sentence, context.clause, context.year)
  const reasons: Reason[] = [{ cue: `kind of paper: ${context.kind}`, weight: priors[context.kind] }]
  const upTo = words.text.slice(0, layer.at)
  const behind = words.text.slice(layer.at + figure.end - figure.start)
  reasons.push(
    ...cueReasons(figure, upTo, words, layer.isApart ? words : sentence, context.kind).filter(
      ({ cue }) => !turned || !outlived.has(cue),
    ),
  )
  if (wholeGoal.test(upTo.slice(-16)) && /^的[\d.]+%/.test(behind))
    reasons.push({ cue: 'the goal of a share', weight: 9 })
  if (
    (goalItself.test(upTo.slice(-20)) && !isBeyondGoal(upTo)) ||
    /^的[^，。；、\d的]{0,8}(?:目标|任务)(?!完成|的\d)/.test(behind)
  )
    reasons.push({ cue: 'the goal itself', weight: 16 })
  if (
    /^(?:以上|以下)?的?(?:(?:[国省市县区州]定|规定|法定|最低|考核|政策|合同|[国省市县区](?:级|里)?)?(?:控制线|控制目标|红线|底线|考核线|达标线|警戒线|控制数|限值|控制比例|规定比例|规定标准|下限|上限|考核要求|考核标准|考核指标|目标要求|任务要求|底线要求|要求|规定)|法定比例|法定标准|(?:[国省市县区]定)(?:标准|比例))(?=[，。；、）]|$)/.test(
      behind,
    )
  )
    reasons.push({ cue: 'a line not to be crossed', weight: 9 })
  if (
    context.kind === 'article' &&
    /^[^，；。\d]{0,10}\d{1,2}月(?:底|末|\d{1,2}日|[上中下]旬)?前(?!，?[已曾])/.test(behind)
  )
    reasons.push({ cue: 'to be done by the day behind it', weight: 5 })
  if (/^的[^，；的]{0,6}标准/.test(behind)) reasons.push({ cue: 'named as a standard', weight: 6 })
  if (/^(?:以上|以下|以内|及以上)/.test(behind)) reasons.push({ cue: 'above or below', weight: 1 })
  const earlier = sentence.text.slice(0, Math.max(0, context.clause.start - sentence.start)).slice(-200)
  if (!layer.isApart && laidBefore.test(earlier) && !/了|已|共|累计|去年|同比|上年|以来/.test(words.text))
    reasons.push({ cue: 'under a duty laid before', weight: 3 })
  reasons.push(
    ...timeReasons(context.kind, sentence.text, { text: words.text, upTo, behind }).filter(
      ({ cue }) => !turned || !outlived.has(cue),
    ),
  )
  if (wasDone.test(sentence.text.slice(context.clause.end - sentence.start)) && !/的，$/.test(words.text))
    reasons.push({ cue: 'its next clause tells it was done', weight: -9 })
  if (
    shareFollows.test(sentence.text.slice(context.clause.end - sentence.start)) &&
    !/前|力争|确保|要|争取|必须|应/.test(words.text)
  )
    reasons.push({ cue: 'its share of a goal follows', weight: -7 })
  if (listsTasks.test(earlier + upTo)) reasons.push({ cue: 'list of tasks laid down', weight: 8 })
  if (risesAhead(words.text, earlier)) reasons.push({ cue: 'rise to be reached', weight: 8.5 })
  reasons.push(...yearReasons(context, layer, turned), ...placeReasons(context))
  return reasons
}

/** 力争…，比上年提高2个百分点: how much more than before is to be reached. */
const risesAhead = (clause: string, earlier: string) =>
  /[比较](?:上年度?|去年|上期|20\d\d年(?:末|底)?)[^，；了]{0,10}(?:提高|提升|增加|增长|下降|降低|多|减少)/.test(
    clause,
  ) &&
  /力争|确保(?!了)|(?<![重主需首必只还])要(?!求|素|闻|点|件|是|么)|目标(?:是|为|：)|[到至]20\d\d年/.test(
    earlier + clause,
  )

/** …资金1268万元，已于8月底下达. */
const wasDone =
  /^(?:目前|现)?(?:均|全部)?已(?:于[^，。；]{2,12})?(?:经|全部|足额|及时)*(?:下达|到位|拨付|分配|发放|兑现|支付|支出)[^，。；\d]{0,10}[，。；]/
/** 新增就业320人，完成全年任务的26.7%. */
const shareFollows =
  /^(?:已|超额)?(?:完成|占)[^，；。]{0,14}(?:任务|计划|目标)[^，；。]{0,12}的[\d.]+%|^[比较](?:去年|上年)同期|^同比/
/** 市残联下达我区任务共三个，即…: what follows is laid down. */
const listsTasks = /下达[^。；]{0,40}(?:任务|指标)[^，。；]{0,10}，(?:即|分别为|分别是|其中)[^。]*$/

/** Signs of the sentence that hold no more where it has turned to what is to come. */
const outlived: ReadonlySet<string> = new Set([
  'past in the sentence',
  'sentence of a past time',
  'sentence of a present state',
  'sentence of a past year',
  'line of a past year',
])

function yearReasons(
  { clause, sentence, year, isAfterPast }: ReadingContext,
  { words, isApart }: Layer,
  turned: boolean,
): Reason[] {
  if (year === null) return []
  const reasons: Reason[] = []
  const told = turned ? sentence.text.slice(0, clause.end - sentence.start) : sentence.text
  // 对2022年考核优秀的县，奖励…: whom a rule is for gives its sentence no time.
  const whole = told.replace(/^对(?:19|20)\d{2}年/, '对')
  for (const [text, part] of [
    [words.text, 1],
    [isApart ? words.text : whole, 0.5],
  ] as const) {
    const found = [
      ...text.matchAll(
        /(?<!比|较|以|与|在|由|从|按|照|将|把|依|据)((?:19|20)\d{2})年(底|末|前|度|全年|以来|起|至)?/g,
      ),
    ]
    const last = found.at(-1)
    if (!last) continue
    const value = Number(last[1])
    const isAhead = value > year || (value === year && /底|末|前/.test(last[2] ?? ''))
    if (isAhead) reasons.push({ cue: `year ahead: ${value}`, weight: 4 * part })
    else if (value < year) reasons.push({ cue: `year past: ${value}`, weight: -4 * part })
  }
  if (runsStill(sentence.text, year) && !/了|已|目前/.test(words.text))
    reasons.push({ cue: 'period still running', weight: 4.5 })
  if (turned) reasons.push({ cue: 'turned to what is to come', weight: 2 })
  else if (opensWithPastYear(sentence.text, year))
    reasons.push({ cue: 'sentence of a past year', weight: -7 })
  else if (isAfterPast) reasons.push({ cue: 'line of a past year', weight: -7 })
  if (/年底|年内|今年底|到“?十.五”?末/.test(words.text))
    reasons.push({ cue: 'by the end of the year', weight: 2 })
  return reasons
}

const leadsAway =
  /今年|本年|明年|今后|下一步|下一年|将(?!军|近)|力争|确保|计划|拟|必须|不低于|不少于|不超过|(?<![重主需首必])要(?!求|素|闻|点)/

/** Which sentences of a line come behind 2025年，… and still tell of that year: none from where the line looks ahead. */
export function followsPast(sentences: readonly Sentence[], year: number | null): boolean[] {
  if (year === null) return sentences.map(() => false)
  let isPast = false
  return sentences.map(({ text: whole }) => {
    // What a named paper plans is not what this one does.
    const text = whole.replace(/《[^》]*》/g, '')
    const years = [...text.matchAll(/(?:19|20)\d{2}(?=年)/g)].map(([found]) => Number(found))
    if (years.some((one) => one >= year) || leadsAway.test(text)) isPast = false
    const follows = isPast
    if (opensWithPastYear(text, year)) isPast = true
    return follows
  })
}

const opensAhead =
  /^(?:[^，。；]{0,4})?(?:20\d{2}年(?!以来|[底末]|前|度?完成)|下一?步|下阶段|接下来|今后|明年|今年(?!以来|前|上半年))[^。]{0,20}(?:将(?!近)|要(?!求|素)|力争|计划|打算|着力|重点抓|重点做)/
const opensPast = /^(?:[^，。；]{0,4})?(?:截至|截止|去年|上年|今年以来|\d{4}年以来|目前)/

/** Which sentences of a line are 2023年，我们将…, or come behind it: what they name is to be done. */
export function looksAhead(sentences: readonly Sentence[], year: number | null): boolean[] {
  let isAhead = false
  return sentences.map(({ text }) => {
    const start = text.slice(0, 60)
    if (opensPast.test(start) || (year !== null && opensWithPastYear(start, year))) isAhead = false
    else if (opensAhead.test(start)) isAhead = true
    return isAhead
  })
}

/** The five years of a plan that are over: “十三五”期间 ends with 2020. */
function namesPastPlan(sentence: string, year: number): boolean {
  const found = /^[^。；]{0,40}?[“"「]?十([一二三四五])五[”"」]?(?:规划|计划)?(?:期间|时期|以来)/.exec(
    sentence,
  )
  return found !== null && 2010 + 5 * '一二三四五'.indexOf(found[1]!) < year
}

/** “十四五”期间 in a paper of 2021: what is summed up over it is to come. */
function runsStill(sentence: string, year: number): boolean {
  const found = /^[^。；]{0,12}?[“"「]?十([一二三四五])五[”"」]?(?:规划|计划)?(?:期间|时期|末)/.exec(sentence)
  return found !== null && 2010 + 5 * '一二三四五'.indexOf(found[1]!) > year
}

/** 2022年，…: all that follows tells of that year. */
function opensWithPastYear(sentence: string, year: number): boolean {
  if (namesPastPlan(sentence, year)) return true
  if (/^[^，。；]{0,4}年[^，。；]{0,4}基础上/.test(sentence.replace(/\d{3}/g, ''))) return false
  const found =
    /^(?:[^，。；]{0,4})?(?<![比较与以到至从自对按照将把就依据])((?:19|20)\d{2})年?(?:(?:至|到|—{1,2}|-|~)((?:19|20)\d{2})年(?!底|末|前)|(?<=年)(?:度|\d{1,2}月|上半年)?(?!底|末|前|起|至|\d))/.exec(
      sentence,
    )
  return found !== null && Number(found[2] ?? found[1]) < year
}

function placeReasons({ kind, headings, isPreamble, isAhead, year, column }: ReadingContext): Reason[] {
  const reasons: Reason[] = []
  const columnYear = /^(?:到)?((?:19|20)\d\d)年/.exec(column)?.[1]
  const namesGoals = /任务|目标|计划|指标/.test(column) && !/完成|实际|率|进度|累计/.test(column)
  if (namesGoals) reasons.push({ cue: 'column names goals', weight: 5 })
  else if (priors[kind] > 0 && columnYear !== undefined && year !== null && Number(columnYear) >= year)
    reasons.push({ cue: 'column of a year ahead', weight: /实际|完成|累计/.test(column) ? 0 : 4 })
  if (namesPastYear(headings, year)) reasons.push({ cue: 'heading of a past year', weight: -7 })
  if (
    /情况|成效|成绩|回顾|现状|背景|概况|问题|形势|进展|完成|必要性|由来|存在的?困难|(?:工作|现有|发展)基础|发展环境|面临/.test(
      headings,
    ) &&
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
  if (
    priors[kind] <= 0 &&
    /下一?步|下阶段|下半年|今后|打算|工作安排|工作计划|工作重点|工作要求/.test(headings) &&
    !/完成|情况|总结/.test(headings)
  )
    reasons.push({ cue: 'heading looks ahead', weight: 4 })
  if (kind === 'request' && asksFor.test(headings)) reasons.push({ cue: 'heading asks for it', weight: 4 })
  if (isAhead) reasons.push({ cue: 'line looks ahead', weight: 4 })
  if (isPreamble) reasons.push({ cue: 'before the first section', weight: kind === 'request' ? -3 : -1.5 })
  return reasons
}

/** Headings of what a request for instructions asks. */
const asksFor =
  /请示|请求|申请|拟|建设(?:内容|规模|方案)|方案|投资|资金|建议|恳请|经费|解决|支持|规模|编制|设想/

/** 一、2024年主要工作 in a paper of 2025. */
function namesPastYear(headings: string, year: number | null): boolean {
  if (year === null || /目标|计划|安排|打算|规划|要求/.test(headings)) return false
  const years = [...headings.matchAll(/(?<![—至到-])((?:19|20)\d{2})年(?!度?(?:末|底)?前)/g)].map(([, one]) =>
    Number(one),
  )
  return years.length > 0 && years.every((one) => one < year)
}

const telling = new Set([
  'result',
  'still lacking',
  'happened',
  'past period',
  'finding',
  'part found in a whole',
  shareDone,
  'perfect',
  'falls short',
  'beyond or short of a goal',
])
const asking = new Set([
  'floor or ceiling',
  'wish',
  'duty',
  'named as a goal',
  'labelled as a goal',
  'to be done by a day',
  'standard',
  'decided',
  'payment',
  'under a duty laid before',
  'asked for',
])

/** A figure as weighed alone, and how it stands to the others of its sentence. */
export interface Weighed {
  readonly reasons: readonly Reason[]
  /** Whether it is a part of the one before: 其中…. */
  readonly isPart: boolean
  readonly isInBrackets: boolean
  /** Which stretch of the sentence's time it stands in. */
  readonly stretch: number
}

const shows = (reasons: readonly Reason[], signs: ReadonlySet<string>) =>
  reasons.some(({ cue }) => signs.has(cue))

/**
 * Figures of one sentence that show no sign of their own go with the others: parts with their whole, and one sentence
 * tells or asks.
 */
export function weighTogether(own: readonly Weighed[]): (readonly Reason[])[] {
  const voters = own.filter(({ isInBrackets }) => !isInBrackets)
  const stretches = new Map<number, Reason | null>()
  for (const { stretch } of own)
    if (!stretches.has(stretch))
      stretches.set(stretch, commonReason(voters.filter((one) => one.stretch === stretch)))
  const weighed: (readonly Reason[])[] = []
  for (const [at, { reasons, isPart, stretch }] of own.entries()) {
    const whole = weighed.at(-1)
    const more = stretches.get(stretch) ?? null
    if (shows(reasons, telling) || shows(reasons, asking)) weighed.push(reasons)
    else if (isPart && whole)
      weighed.push([
        ...reasons,
        { cue: 'part of the figure before', weight: totalWeight(whole) > 0 ? 6 : -6 },
      ])
    else weighed.push(more ? [...reasons, more] : isBehindResult(own, at) ? [...reasons, told] : reasons)
  }
  return weighed
}

const told: Reason = { cue: 'behind what was reached', weight: -6 }

/** 计划投资150万元，实际完成312户，投入156万元: in a sentence that does both, what shows nothing goes on as the one before. */
function isBehindResult(own: readonly Weighed[], at: number): boolean {
  const before = own[at - 1]
  return (
    before !== undefined &&
    before.stretch === own[at]!.stretch &&
    !before.isInBrackets &&
    before.reasons.some(({ cue }) => cue === 'done already')
  )
}

/** What names a goal asks for itself only: 任务数为200人，完成231人. */
const ownGoal: ReadonlySet<string> = new Set([
  'the goal itself',
  'the goal of a share',
  'a line not to be crossed',
])

function commonReason(own: readonly Weighed[]): Reason | null {
  const tells = own.some(({ reasons }) => shows(reasons, telling))
  const asks = own.some(({ reasons }) => shows(reasons, asking) && !shows(reasons, ownGoal))
  if (tells === asks) return null
  return tells ? { cue: 'its sentence tells', weight: -3 } : { cue: 'its sentence asks', weight: 2 }
}

/** Sum of the weights. */
export function totalWeight(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, { weight }) => sum + weight, 0)
}
