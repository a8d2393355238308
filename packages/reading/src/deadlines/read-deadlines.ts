import type { DeadlineItem, LooseDay } from '../document.ts'
import { bodyListAt } from '../duties/body-list.ts'
import type { ReadingContext } from '../figures/context.ts'
import { figuresIn } from '../figures/figures.ts'
import { endWithoutMark } from '../figures/read-figures.ts'
import { numeralValue } from '../numerals/numeral.ts'
import { type FlatText, originalOf, placeOf, squashedOf } from '../text/flat-text.ts'
import type { Span } from '../text/sentences.ts'
import { type DayPhrase, dayPhrasesIn } from './day-phrases.ts'
import { countFrom, resolveDay } from './resolve.ts'

type SentenceContext = Omit<ReadingContext, 'clause'>

/** Dated duties of one sentence; `ahead` is the year a title names beyond that of issue. */
export function readDeadlines(
  flat: FlatText,
  context: SentenceContext,
  ahead: number | null = null,
): DeadlineItem[] {
  const { sentence } = context
  const phrases = dayPhrasesIn(sentence.text)
  const items: DeadlineItem[] = []
  let year = context.year
  let isYearly = false
  for (const [index, phrase] of phrases.entries()) {
    if (phrase.year === 'printed') year = phrase.printedYear ?? year
    if (phrase.year === 'every' || /每半年|半年一次/.test(sentence.text.slice(0, phrase.start)))
      isYearly = true
    const own: DayPhrase =
      (isYearly || context.kind === 'law' || context.kind === 'measures') &&
      (phrase.year === 'inherited' || phrase.year === 'next')
        ? { ...phrase, year: 'every' }
        : phrase
    const isThisYear = /^(?:今年|本年)/.test(sentence.text.slice(phrase.start))
    const inYear = (one: number | null) => resolveDay(own, one, context.issuedOn)
    const first = inYear(isThisYear ? context.year : year)
    const isOver = first !== null && context.issuedOn !== null && first.last < context.issuedOn
    const resolved = isOver && ahead !== null && phrase.year === 'inherited' ? inYear(ahead) : first
    if (!resolved || !isDue(own, phrases, index, context)) continue
    if (context.issuedOn !== null && resolved.last < context.issuedOn) continue
    items.push(toItem(flat, context, phrase, resolved.date))
  }
  return [...items, ...fromIssue(flat, context)]
}

const start = /^(?:起|开始|以来|以后|之后|后|至|到|—|-|~|期间|度|的|以前的|实施|施行|生效|（|、)/
const held =
  /(?:截至|截止|自|从|有效期至|有效期为|执行至|延长至|延续至|期限至|试行至|于|至|—|-|~|（|《|为期|是|第)$/
const verbs =
  /^(?:，|：)?[^，。；]{0,16}(?:召开|举行|举办|开展|启动|组织|报|上报|报送|完成|印发|公布|上线|开通|进行|反馈|提交|出台|制定|实现|建成|验收|检查|督查|总结|集中|下达|部署|全面|发放|到位|移交|移送|交付|交回|编制|投入|投用|投运|开工|动工|完工|竣工|招标|落地|兑现|进场|施工|入场|开班|开课|开馆|开放|报到|到岗|上岗|面试|笔试|考试|培训|走访|慰问|评审|评选|公示|颁奖|决赛|初赛|集训|揭牌|挂牌|签约|交付使用|返还|缴纳|拨付|下拨|清零|销号|结案|办结|答复|发布|发出|转发|填报|录入|上传|更新|公开|核实|复核|核查|审核|审批|鉴定|筛查|入户|采购|配发|配送|安装|调试|试运行|迎接|接受|参加|运营|运行)/
const effect = /^(?:正式)?(?:起)?(?:施行|实施|生效|执行|印发|印制)/
const condition =
  /^[^，。；]{0,30}(?:出生|以前|参加工作|取得|批准|登记|注册|建成|购买|发生|存在|到期|退休|死亡)[^，。；]{0,12}的(?:，|[\u4e00-\u9fff]{2,6})|^(?:仍|尚)?(?:未|没有)[^，。；]{1,14}的|^[^，。；]{0,20}(?:办理|领取|申领|持有|认定|入职|签订|就业|创业|入住)[^，。；]{0,16}的，/

/** 上半年工作总结, 一季度报表: the time belongs to the paper's name. */
const ofPaper =
  /^(?:[和及与、](?:全年|年度|下半年|[二三四]季度))?(?:的)?(?:各项|重点|主要)?(?:工作|业务|任务)?(?:完成|开展|落实|进展)?(?:总结|小结|情况|报告|报表|数据|台账|汇总表|统计表|计划)/

/** 2024年前三季度 is a time gone by, not by 2024. */
const countsOn = /^[一二三四五六七八九十两\d]{1,2}个?(?:季度|月|年|天|日|周|次(?!性)|名|批|期|位)/

/** Heads of columns that say by when. */
const isTime = /时限|时间|期限|节点|日期|截止/

/** 四、完成时限 above a line that is nothing but a day. */
const isTimeHeading = /(?:时限|完成时间|截止时间|完成期限)[^ ]{0,4}$/

/** Whether a phrase sets a day by or on which something is due. */
function isDue(
  phrase: DayPhrase,
  phrases: readonly DayPhrase[],
  index: number,
  context: SentenceContext,
): boolean {
  const { text } = context.sentence
  const group = siblingsOf(text, phrases, index)
  const before = text.slice(0, phrase.start)
  const behind = text.slice(phrase.end)
  const takesEffect = effect.test(behind) && !(phrase.marker !== '' && /^印发(?!的)/.test(behind))
  if (isTime.test(context.column) && /^(?:之?前|完成|止)?[，；。]?$/.test(behind))
    return !endsWindow(text, phrases[index - 1], phrase) && !/(?:自|从)$/.test(before)
  if (
    before === '' &&
    isTimeHeading.test(context.headings) &&
    (/^[。；]$/.test(behind) || phrase.day === null)
  )
    return true
  const isHalf = phrase.marker === '' && /(?:半年|季度)$/.test(text.slice(phrase.start, phrase.end))
  if (
    isHalf &&
    (ofPaper.test(behind) ||
      /(?:[前头将把对]|完成|做好|报送|上报|报告|通报|总结|汇总|召开|公布|发布|填报)$/.test(before))
  )
    return false
  if (/(?:报名|申报|受理|申请|征集|投稿|报送|提交)(?:时间|工作)?(?:截止|截至)(?:到|至|于)?$/.test(before))
    return true
  if (/^(?:报名|申报|受理|提交|投稿|征集)?(?:截止|截至|止)(?!到|至)/.test(behind)) return true
  if (phrase.marker.endsWith('前') && countsOn.test(behind)) return false
  if (/(?:对|凡)(?:于|在)?$/.test(before) && /^[^，；。]{2,24}的[\u4e00-\u9fff（）、]{1,10}，/.test(behind))
    return false
  if (isInsideName(text, phrase.start) || takesEffect || endsWindow(text, phrases[index - 1], phrase))
    return false
  if (/(?:截至|截止|统计至)$/.test(before))
    return /^前?，?[^，。]{0,12}(?:报(?!告|道|表|名)|提交)/.test(behind)
  if (/(?:自|从|有效期至|有效期为|执行至|延长至|延续至|施行至|试行至|期限至|有效期截至)$/.test(before))
    return false
  if (/(?:不晚于|不迟于|最迟(?:于|在)?|最晚(?:于|在)?)$/.test(before)) return isAction(phrase, context)
  if (phrase.marker !== '' || sharesMarker(text, phrase, phrases[index + 1]) || group.last.marker !== '')
    return !condition.test(text.slice(group.last.end)) && isAction(phrase, context)
  if (
    /(?:时限|截止时间|截止日期|完成时间|报送时间|时间要求|截止期|时间节点|办理期限|整改期限|完成期限)(?:：|为|是|至|到)?$/.test(
      before,
    )
  )
    return true
  if (/^起/.test(behind)) return false
  if (/(?:到|至|争取|力争|确保)$/.test(before) && phrase.year !== 'every') return isGoal(phrase, context)
  const earlier = text.slice(0, group.first.start)
  const later = text.slice(group.last.end).replace(/^（[^（）]{1,20}）(?=[\u4e00-\u9fff])/, '')
  if (start.test(later) || held.test(earlier.replace(/于$/, ''))) return false
  return isPlanned(phrase, earlier, later, context)
}

/** 7月上旬、12月上旬分别开展: days in a row share what stands before and behind them. */
function siblingsOf(text: string, phrases: readonly DayPhrase[], index: number) {
  const adjoin = (at: number) => {
    const [one, next] = [phrases[at], phrases[at + 1]]
    return one && next && /^(?:、|和|及|与|或|以及)$/.test(text.slice(one.end, next.start))
  }
  let [first, last] = [index, index]
  while (first > 0 && adjoin(first - 1)) first -= 1
  while (adjoin(last)) last += 1
  return { first: phrases[first]!, last: phrases[last]! }
}

/** 2019年1月1日至12月31日 is a time in which something holds. */
function endsWindow(text: string, previous: DayPhrase | undefined, phrase: DayPhrase): boolean {
  return (
    previous !== undefined &&
    /^起?(?:至|到|—+|-|~)$/.test(text.slice(previous.end, phrase.start)) &&
    (phrase.marker === '' || phrase.marker === '止')
  )
}

/** 6月底和12月底前: the marker of the second holds for the first. */
function sharesMarker(text: string, phrase: DayPhrase, next: DayPhrase | undefined): boolean {
  return (
    next !== undefined &&
    next.marker !== '' &&
    /^(?:、|和|及|与|或)$/.test(text.slice(phrase.end, next.start))
  )
}

/** 年内 and 前 beside nothing to do are no duty: 五年内, 5年前. */
function isAction(phrase: DayPhrase, { sentence }: SentenceContext): boolean {
  if (phrase.year === 'printed' && phrase.month === null && /内$/.test(phrase.marker)) return false
  const behind = sentence.text.slice(phrase.end)
  return !/^(?:已|曾)/.test(behind.replace(/^，/, ''))
}

function isInsideName(text: string, at: number): boolean {
  for (const [open, close] of ['《》', '〔〕', '“”']) {
    const from = text.lastIndexOf(open!, at)
    if (from < 0 || text.lastIndexOf(close!, at - 1) > from) continue
    const to = text.indexOf(close!, at)
    if (to >= 0 && (open !== '“' || to - from < 24)) return true
  }
  return false
}

const goal =
  /形成|建立|建成|实现|完善|健全|基本|全面|显著|明显|提升|取得|完成|消除|普及|构建|解决|达到|确立|改善|增强|覆盖|脱贫|缩小|迈上|进入/

/** 到2025年 is a deadline before a goal without figures; before figures only it is their horizon. */
function isGoal(phrase: DayPhrase, { sentence, year }: SentenceContext): boolean {
  if (phrase.printedYear !== null && year !== null && phrase.printedYear < year) return false
  const from = sentence.start + phrase.end
  const clauses = sentence.clauses.filter((clause) => clause.end > from)
  return clauses.some((clause) => {
    const text = clause.text.slice(Math.max(0, from - clause.start))
    return goal.test(text) && figuresIn(text).length === 0
  })
}

/** A day without 前 on which something is to take place. */
function isPlanned(
  phrase: DayPhrase,
  before: string,
  behind: string,
  { issuedOn, kind, headings, isAhead }: SentenceContext,
): boolean {
  const tells = (kind === 'article' || kind === 'bulletin') && !/将(?:于|在)?$/.test(before)
  if (phrase.month === null || tells) return false
  const isUndated = issuedOn === null && !isAhead && kind !== 'plan' && !looksAhead.test(headings)
  if (isUndated && (phrase.part === null || !/[于在]$/.test(before))) return false
  if (/(?:将|拟|定|计划|力争|确保|争取)[于在]$/.test(before)) return /^[\u4e00-\u9fff]{2}/.test(behind)
  if (phrase.day === null && phrase.part === null) return false
  if (/^[\u4e00-\u9fff]{1,8}(?:率|比例|数量)/.test(behind)) return false
  if (isPeriod(phrase, before, behind) || describes.test(behind)) return false
  return verbs.test(behind) && !/^[^，。；]{0,16}了/.test(behind)
}

/** Headings below which an undated paper plans. */
const looksAhead = /下一?步|下阶段|打算|工作计划|工作安排|工作重点|进度安排|时间安排/

/** 年初确定的任务: the day belongs to what was done then. */
const describes =
  /^[^，。；]{0,6}(?:确定|制定|下达|印发|签订|出台|建立|召开|举行|举办|开展|部署|组织|完成|安排|提出|发布|公布|启动|实施|审议|通过)的[\u4e00-\u9fff\d]/

/** 四季度还需新增327人: a quarter or half without 前 is the time of the figures behind it. */
function isPeriod(phrase: DayPhrase, before: string, behind: string): boolean {
  const isHalf = phrase.day === null && phrase.part === 'end' && !/[底末]$/.test(before)
  return isHalf && /^[^底末，。；]{0,30}\d/.test(behind)
}

function toItem(
  flat: FlatText,
  context: SentenceContext,
  phrase: DayPhrase,
  date: string | LooseDay,
): DeadlineItem {
  const { sentence } = context
  const at = sentence.start + phrase.start
  const index = Math.max(
    0,
    sentence.clauses.findIndex((clause) => at >= clause.start && at < clause.end),
  )
  const clause = sentence.clauses[index] ?? sentence
  return itemOf(flat, context, clause, sentence.start + phrase.end, date)
}

function itemOf(
  flat: FlatText,
  context: SentenceContext,
  clause: Span,
  from: number,
  date: string | LooseDay,
): DeadlineItem {
  const to = endWithoutMark(clause)
  const cut = to - clause.start > 200 ? Math.max(clause.start, from - 60) : clause.start
  const end = Math.min(to, cut + 200)
  return {
    kind: 'deadline',
    section: context.section,
    quote: originalOf(flat, cut, end),
    start: placeOf(flat, cut, end).start,
    date,
    ...actionOf(flat, context, clause, from),
  }
}

const sending =
  /(?:报送|上报|寄送|递交|送达|汇总至|报|送|反馈|提交|发送|(?<![印下签颁核转])发|寄|告知)(?:至|给|到|往)?(?=[\u4e00-\u9fff]{2})/

/** What is due and who receives it: the rest of the clause, or the next one where the date stands alone. */
function actionOf(flat: FlatText, { sentence }: SentenceContext, clause: Span, from: number) {
  const index = sentence.clauses.indexOf(clause)
  const next = sentence.clauses[index + 1]
  const isAlone = endWithoutMark(clause) - from < 2
  const place =
    isAlone && next
      ? next
      : {
          start: Math.min(from, clause.end),
          end: clause.end,
          text: sentence.text.slice(from - sentence.start, clause.end - sentence.start),
        }
  const text = place.text.replace(/[，；。：]$/, '')
  const action = squashedOf(flat, place.start, place.start + text.length).slice(0, 80)
  const sent =
    sending.exec(text) ??
    /向(?=[\u4e00-\u9fff]{2,24}(?:报告|报送|提交|备案|申报|提出|反馈|汇报|作出))/.exec(text)
  const list = sent ? bodyListAt(text, sent.index + sent[0].length) : null
  const [first] = list?.bodies ?? []
  const to = first ? squashedOf(flat, place.start + first.start, place.start + first.end) : null
  return { action, to }
}

const afterIssue =
  /(?:印发|发布|下发|发文|公布|颁布|发出)(?:之日|之时)?(?:起|后|之后)?(?:的)?，?(\d{1,3}|[一二两三四五六七八九十]{1,3})(个工作日|工作日|个自然日|个星期|个月|日|天|周|年)(?:之)?内/g

/** 印发之日起30日内, worked out from the day of issue. */
function fromIssue(flat: FlatText, context: SentenceContext): DeadlineItem[] {
  const { issuedOn, sentence } = context
  if (issuedOn === null) return []
  return [...sentence.text.matchAll(afterIssue)].flatMap((match) => {
    const count = /^\d/.test(match[1]!) ? Number(match[1]) : (numeralValue(match[1]!) ?? -1)
    const date = countFrom(issuedOn, count, match[2]!)
    if (date === null) return []
    const at = sentence.start + match.index
    const clause = sentence.clauses.find(({ start: from, end }) => at >= from && at < end) ?? sentence
    return [itemOf(flat, context, clause, at + match[0].length, date)]
  })
}
