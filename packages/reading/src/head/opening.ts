import { endsAsBody } from '../bodies.ts'
import { datesIn } from '../numerals/dates.ts'
import type { Line } from '../text/line.ts'
import { sectionLabel } from '../text/section-label.ts'

/** The lines before the body of a document, told apart. */
export interface Opening {
  readonly titleLines: readonly Line[]
  /** Index of the line with the document number, -1 where there is none. */
  readonly numberLine: number
  /** Index of the line that addresses somebody, -1 where there is none. */
  readonly addresseeLine: number
  /** Index of the first line behind title, number and addressees. */
  readonly bodyFrom: number
}

const bracket = '[〔\\[（【］\\]〈《]'
const closing = '[〕\\]）】〉》]'
/** 国发〔2018〕39号, 武残联 [2021] 6 号, x政办函（2010）第12号. */
export const numberPattern = new RegExp(
  `[\\u4e00-\\u9fffA-Za-z·]{0,24}${bracket}\\s*(?:19|20)\\d{2}年?\\s*${closing}(?:第)?\\d{1,4}(?:—\\d{1,4})?号`,
)
/** What may stand before a number on its line and is none of it. */
const beforeNumber = /^[（(]?(?:(?:\d{4}年\d{1,2}月\d{1,2}日)|(?:发文字号|文号|文件编号|字号|编号)：?)*/

/** The document number of a line, its place counted from the beginning of the line. */
export function numberIn(text: string): RegExpExecArray | null {
  const lead = beforeNumber.exec(text)![0].length
  const match = numberPattern.exec(text.slice(lead))
  if (match) match.index += lead
  return match
}

/** 第12号, where a paper is numbered within its series. */
export const orderPattern =
  /(?:[\u4e00-\u9fff]{2,40}(?:令|公告|通告))?[（(]?第(?:\d{1,4}|[零〇一二三四五六七八九十百]{1,7})号[）)]?/

/** Words a title of an official paper ends with. */
export const titleEnding =
  /(?:通知|意见|决定|决议|通报|通告|公告|公报|批复|复函|函|报告|请示|议案|纪要|命令|令|办法|条例|规定|细则|规则|规范|准则|标准|章程|方案|预案|规划|计划|纲要|要点|安排|总结|讲话|说明|清单|指南|目录|制度|措施|举措|意见书|倡议书|倡议|公约|简报|工作动态|分工|分工表|任务表|表|法|通则|守则|指引|提纲|目标|目标任务|责任书|任务书|公示|启事|答复|须知|简章|汇报)(?:[（(《][^（）()]{1,24}[）)》])*$/

const chrome =
  /^(?:发件人|收件人|发送时间|邮件主题|索引号|主题分类|发文机关|发文字号|成文日期|发布日期|发布机构|发布时间|有效性|信息来源|来源|作者|编辑|责任编辑|浏览次数|阅读次数|点击数|字体|字号|打印|关闭|分享|首页|当前位置|您现在的位置|名称|标题|主题词|公文种类|生成日期|文号|时效|主题|政府信息公开|信息索引|扫一扫|网站首页|上一篇|下一篇|收藏|大中小|无障碍|密级|紧急程度|特急|加急|急件|内部|份号|标题)(?:：|$|[0-9A-Za-z/|〔[])/

/** True for lines a website or a form puts around the paper. */
export function isChrome(text: string): boolean {
  if (chrome.test(text)) return true
  if (/^(?:\d{4}-\d{2}-\d{2}|\d{2}：\d{2}|[A-Z]?[+-])*$/.test(text)) return true
  if (/^(?:首页|政务公开|信息公开|政策文件)?(?:[>»›|/].{1,20})+$/.test(text)) return true
  return /(?:浏览次数|字体大小|打印本页|关闭窗口|责任编辑)/.test(text) && text.length < 80
}

const redHead = /^(?:[\u4e00-\u9fff（）、]{2,40}文件|[\u4e00-\u9fff]{2,30}(?:公报|简报)?)$/

/** True for a printed number line such as 国发〔2018〕39号, with little else on it. */
export function isNumberLine(text: string): boolean {
  const match = numberPattern.exec(text)
  return match !== null && text.length - match[0].length <= 14 && !/[《，。]/.test(text)
}

const searched = 24

/** Tells title, number and addressees apart at the top of the lines. */
export function readOpening(lines: readonly Line[]): Opening {
  const addresseeLine = findAddressees(lines)
  const limit = addresseeLine >= 0 ? addresseeLine : firstBodyLine(lines)
  const head = lines.slice(0, limit)
  const numberLine = head.findIndex((line) => isNumberLine(line.text))
  const titleLines = findTitle(head, numberLine)
  const lastTitle = lines.findIndex(({ end }) => end === titleLines.at(-1)?.end)
  const bodyFrom = Math.max(addresseeLine, numberLine, lastTitle) + 1
  return { titleLines, numberLine, addresseeLine, bodyFrom }
}

/** The first line of running text or of a section. */
function firstBodyLine(lines: readonly Line[]): number {
  const at = lines.findIndex(
    ({ text }, index) =>
      sectionLabel(text) !== null ||
      (index > 0 && /[。；]$/.test(text) && !isNumberLine(text)) ||
      (index > 0 && /：$/.test(text)) ||
      text.length > 110,
  )
  return at < 0 ? Math.min(lines.length, searched) : Math.max(at, 1)
}

const notAddressees =
  /(?:如下|以下|下列|通知|意见|要求|说明|附件|附|内容|原则|目标|措施|来源|时间|日期|讯|是|为|有|提出|指出|强调|规定|明确|电话|地址|第.条)：$/

function findAddressees(lines: readonly Line[]): number {
  const top = lines.slice(0, searched)
  for (const [index, { text }] of top.entries()) {
    if (index === 0 || sectionLabel(text)) continue
    if (isAddresseeLine(text)) return index
    if (/[。；]$/.test(text) && text.length > 60) return -1
  }
  return -1
}

/** True for 各省、自治区人民政府，各直属机构： */
export function isAddresseeLine(text: string): boolean {
  if (!text.endsWith('：') || text.length > 420 || /[。；《“]/.test(text) || notAddressees.test(text))
    return false
  if (isChrome(text)) return false
  const parts = text.slice(0, -1).split(/[，、]/)
  return parts.some((part) => looksAddressed(part))
}

function looksAddressed(part: string): boolean {
  return (
    endsAsBody(part) ||
    /^(?:各|有关|局|厅|机关|本|你)/.test(part) ||
    /(?:省|市|县|区|州|盟|旗|乡|镇|同志|代表|委员|学校|企业|部队|高等院校|馆|台|团体|行|处)$/.test(part)
  )
}

/** The lines of the title: those that belong together right above or below the number, the last one with a title's ending. */
function findTitle(head: readonly Line[], numberLine: number): Line[] {
  const usable = head.map((line, index) => (isTitleStuff(line, index, numberLine) ? line : null))
  const runs: Line[][] = []
  let run: Line[] = []
  for (const line of [...usable, null]) {
    if (line) run.push(line)
    else if (run.length > 0) {
      runs.push(run)
      run = []
    }
  }
  const ended = runs.map(cutAfterEnding).filter((lines) => lines.length > 0)
  const best = ended.find((lines) => titleEnding.test(lines.at(-1)!.text) && joined(lines).length > 4)
  return withoutRedHead(best ?? labelledTitle(head) ?? ended[0] ?? head.slice(0, 1))
}

/** 主题：关于…的通知, at the head of a message. */
function labelledTitle(head: readonly Line[]): Line[] | undefined {
  for (const line of head) {
    const label = /^(?:邮件主题|主题|标题|名称)：/.exec(line.text)?.[0]
    if (label !== undefined && titleEnding.test(line.text))
      return [{ ...line, text: line.text.slice(label.length), start: line.start + label.length }]
  }
  return undefined
}

const joined = (lines: readonly Line[]) => lines.map((line) => line.text).join('')

function isTitleStuff({ text }: Line, index: number, numberLine: number): boolean {
  if (index === numberLine || isNumberLine(text) || isChrome(text)) return false
  if (/^[（(]?(?:\d{4}|[一二][零〇一二三四五六七八九]{3})年.{1,14}[日号][^，。]{0,60}$/.test(text))
    return isYearTitle(text)
  if (/(?:来源|作者|编辑|发布时间|记者|通讯员)：?[^，。]{0,20}$/.test(text) && /\d{4}|：/.test(text))
    return false
  if (
    /^(?:项目名称|项目单位|实施期限|实施单位|主管部门|申报单位|填报单位|报送单位|单位名称|联系人|时间|地点|主持人|主持|参加人员|出席|记录)：/.test(
      text,
    )
  )
    return false
  if (/^(?:附件|附|目录)\d*$/.test(text) || /^[★☆*—\-=_\d.]+$/.test(text)) return false
  return !/[。；]$/.test(text)
}

/** 2021年3月30日 is a date line, 2021年全省工作要点 a title. */
function isYearTitle(text: string): boolean {
  const date = datesIn(text)[0]
  return date === undefined || date.day === null
}

/** A run ends with its last line that ends as titles end; one without such a line is a headline, taken whole. */
function cutAfterEnding(lines: readonly Line[]): Line[] {
  const last = lines.findLastIndex((line) => titleEnding.test(line.text))
  return last < 0 ? [...lines] : lines.slice(0, last + 1)
}

/** Names of bodies above a title that names its issuers itself: 甲、乙 and below 甲等5部门关于…. */
function isLetterhead([first, ...rest]: readonly Line[]): boolean {
  if (!first || !endsAsBody(first.text.slice(-40))) return false
  const named = /^(.{0,200}?)(?:关于|印发|转发|批转)/.exec(joined(rest))?.[1] ?? ''
  if (named === '' || /[，。：《]/.test(first.text + named)) return false
  const own = /([\u4e00-\u9fff]{4,30})等[\d一二三四五六七八九十]{0,3}(?:个)?(?:部门|单位|部委|家单位)$/.exec(
    named,
  )
  return own !== null || (named.includes(first.text) && named.length > first.text.length - 1)
}

/** A letterhead above the title is no part of it. */
function withoutRedHead(lines: readonly Line[]): Line[] {
  const [first, ...rest] = lines
  if (!first || rest.length === 0) return [...lines]
  const isHead =
    /文件$/.test(first.text) ||
    (/^[\u4e00-\u9fff]+(?:公报|简报)$/.test(first.text) && titleEnding.test(joined(rest)))
  const isRepeated = isLetterhead(lines)
  return (isHead && redHead.test(first.text)) || isRepeated ? withoutRedHead(rest) : [...lines]
}
