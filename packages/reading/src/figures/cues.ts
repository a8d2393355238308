import type { Reason } from '../document.ts'
import type { TextKind } from '../head/document-kind.ts'
import type { Span } from '../text/sentences.ts'
import type { Figure } from './figures.ts'

/** A sign that a figure is to be reached (above 0) or tells a state (below 0). */
interface Cue {
  readonly name: string
  readonly weight: number
  /** Where it is looked for: right before the number, behind it, in its clause, or in its sentence. */
  readonly where: 'near' | 'behind' | 'clause' | 'sentence'
  readonly pattern: RegExp
}

/** Cue of a share of a goal that was reached. */
export const shareDone = 'share of a goal done'

/** Papers that tell: in them a rate was kept at its height, and what is allotted was so before. */
const telling: ReadonlySet<TextKind> = new Set(['circular', 'report', 'bulletin', 'article', 'request'])

/** In papers that tell, 给予每户3万元 was paid and 争取资金 was won; a standard is still one. */
const isTold = (cue: string, upTo: string, clause: string) =>
  cue === 'kept at' ||
  (cue === 'decided' && /核[定拨][^由]*$/.test(upTo)) ||
  (cue === 'wish' &&
    /争取(?:到|了|上级|中央|省级?|市级?)?[^，；]{0,10}(?:资金|项目|经费|补助|指标|支持)[^，；]*$/.test(
      upTo,
    )) ||
  ((cue === 'payment' || (cue === 'standard' && /给予/.test(clause))) &&
    !/标准|每人|每月|比例|限额|将|拟|可|应|要|按照?|扣/.test(clause))

/** A share still to be done is none that was; who gets a payment is no amount of it. */
const isMisplaced = (
  cue: string,
  { unit }: Figure,
  ...[upTo, clause, kind]: [upTo: string, clause: string, kind: TextKind]
) =>
  (telling.has(kind) && isTold(cue, upTo, clause)) ||
  (isBeyondGoal(upTo) && (cue === 'named as a goal' || (cue === 'wish' && !/力争|确保|务必/.test(upTo)))) ||
  (cue === 'average' && /不低于|不少于|不超过|最高|标准/.test(upTo.slice(-20))) ||
  (cue === 'falls short' && (kind === 'law' || kind === 'measures')) ||
  (cue === shareDone && isDueAhead(upTo.slice(-48))) ||
  (cue === 'payment' && !/^(?:元|%|倍|美元)/.test(unit))

/** Whether words lead to how far a goal was missed or passed, and not to the goal: 超出年度计划20人. */
export const isBeyondGoal = (upTo: string) => beyondGoal.test(upTo.slice(-24))
const beyondGoal =
  /(?:超出|超过|超额|超|多于|少于|高于|低于|快于|慢于|落后于?|滞后于?|[比较])(?:[国省市县区]定|年度|全年|序时|原定|既定|预期|时间)*(?:计划|目标|任务|进度|指标|预期)(?:任务|数|值)?(?:提高|提升|高出|多|少|高|低|增加|减少|完成)?(?:了|近|约)?$/

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
    weight: 3.5,
    where: 'near',
    pattern:
      /(?:[≥≤]|不少于|不低于|不超过|不高于|不小于|不得低于|不得少于|不得超过|不能超过|至少|最高|最低|最多|控制在|限制在|不突破|降至|降到|压减至)[^，；]{0,8}$/,
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
    pattern: /力争|争取|确保(?!了)|务必|努力实现|预期|目标是|计划|拟|规划|要求达到/,
  },
  { name: 'kept at', weight: 4, where: 'clause', pattern: /(?:保持|稳定|维持)在/ },
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
    pattern:
      /标准|每人每[月年]|每月|按(?!摩|揭|钮|比例|期|时|序)照?|给予|减收|减免|免收|报销|支付比例|返还|限额/,
  },
  {
    name: 'payment',
    weight: 3,
    where: 'near',
    pattern:
      /(?<!(?:发放|兑现|拨付|落实|申领|支出|下达|到位|使用)[^，；]{0,16})(?:补助|补贴|奖励|奖补|罚款|资助|扣除|救助)(?![人户名])(?:(?!支出|下达|到位|拨付|结余|支付|执行|资金池)[^，；人户名]){0,12}$/,
  },
  {
    name: 'decided',
    weight: 2.5,
    where: 'clause',
    pattern:
      /^(?:[^，；]{0,12})?(?:核定|核拨|同意(?:[^，；]{0,20})?(?:安排|将|设立|增加|拨付|核增|追加))(?!了)|(?<!已)由[^，；]{2,20}(?:中列支|列支|承担|解决|负担|兜底|筹措|匹配|配套|统筹安排|予以保障)(?!了)/,
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
    pattern: /(?:(?<![下转送传直抵])达到?|提高到|提升到|提高至|提升至|实现)[^，；了]{0,10}(?:\d|百分之)/,
  },
  {
    name: 'result',
    weight: -4,
    where: 'clause',
    pattern:
      /已(?!满|有关)|累计(?![^，；]{0,16}(?:不少于|不低于|不超过|不得|至少|力争|确保|须|要|将))|完成了|实现了|达到了|建成了|取得|同比|环比|上年同期|截至|截止|实有|(?<!实)现有(?![^，；]{0,8}[中内](?:调|抽|安排|解决|统筹|列支|划))(?!的?(?:资源|设施|基础|条件|政策|机构|场所|场地|渠道|平台|力量|资金|服务))|目前|占(?:全[省市县区国]|总|其)|为基数|先后|历年|曾|实际(?:新增|完成|投入|支出|到位|参加|安排|发放|培训|支付|执行)(?!的)/,
  },
  {
    name: 'done already',
    weight: -4,
    where: 'near',
    pattern:
      /已(?:经|全部|累计|提前)*(?:下达|拨付|到位|完成|建成|发放|投入|安排|落实|培训|改造|新增|支出|建立|配备|救助|筹集|征缴|办理|评估|开展|实现)[^，；的]{0,16}$|实际(?:完成|救助|新增|培训|改造|发放|投入|支出|安排|适配|服务|征收|到位|参保|参加|就业)[^，；的]{0,10}$/,
  },
  {
    name: 'compared with before',
    weight: -4,
    where: 'clause',
    pattern: /(?:比|较)(?:上年|去年|前年|同期|上期)/,
  },
  {
    name: 'fault',
    weight: -3,
    where: 'clause',
    pattern:
      /(?:差错率|误差率|违规率|投诉率)(?:为|达|高达|超)|滞后|未到位|未落实|不到位|未达标|闲置|过期|失效|超期|逾期未|平均进度|最[低高]的/,
  },
  {
    name: 'perfect',
    weight: -2.5,
    where: 'clause',
    pattern: /[\u4e00-\u9fff](?<![为除极罢])了(?![解结然如断])/,
  },
  {
    name: 'asked for',
    weight: 3.5,
    where: 'clause',
    pattern:
      /(?:^|[，、；：]|特|现|拟|并|其中|同时)申请(?!人|表|材料|书|的|条件|时|量)|恳请|(?:^|为此|特|现)请(?!示|假|问|教|求)|提请|请求/,
  },
  {
    name: 'concerned',
    weight: -2.5,
    where: 'near',
    pattern: /涉及[^，；]{0,8}(?:[\d.]+[^，；\d]{0,3}、[^，；\d]{0,6})?$/,
  },
  {
    name: 'still lacking',
    weight: -4,
    where: 'clause',
    pattern: /仍有|尚有|还有(?!关)|尚未|未完成|缺口|(?:还|尚|仍|只|仅)[差缺欠]|相差|短缺/,
  },
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
      /(?:[^为除]了|共(?!计|产生|设|评|需|享|安排|招|选|分|同|建)|仅|只有|多达|高达|(?:[率数额量值比重度均入口积金口分位]|分别|总计|仅|现|约|最[高低])为)[^，；]{0,6}$/,
  },
  {
    name: 'past period',
    weight: -3,
    where: 'clause',
    pattern:
      /去年|(?<!以)上年(?!度)|前年|近年|近[一二三四五两几\d]年|今年(?:以来|上半年|前|\d{1,2}月?[至—~到-]\d{1,2}月)|(?:\d|一|二|三|四|五|六|七|八|九|十)+月份?以来|以来|(?:期间|时期)，?(?:全|共|累)/,
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
  { name: 'beyond or short of a goal', weight: -7, where: 'near', pattern: beyondGoal },
  {
    name: 'standard in force',
    weight: 5,
    where: 'near',
    pattern: /标准(?:为|是|：)?[^，；到至]{0,6}每[人生户名]每?(?:年|月|天|日|学期|学年)[^，；\d]{0,4}$/,
  },
  {
    name: 'owed',
    weight: 4,
    where: 'near',
    pattern:
      /(?<![响供对反适])应(?:完成|改造|安排|缴纳?|征|培训|救助|发放|适配|建设?|到位|支出|配套|整改|办结|报|拨付?|配)[^，；]{0,6}$/,
  },
  {
    name: 'falls short',
    weight: -3,
    where: 'near',
    pattern: /(?<!对[^，；]{0,12}|凡[^，；]{0,12}|[不得])(?:不足|不到|未达到?|仅有?|只有)[^，；]{0,3}$/,
  },
  {
    name: 'average',
    weight: -2.5,
    where: 'near',
    pattern: /(?:[人户村次床]均|平均每[人户村])[^，；]{0,12}$/,
  },
  {
    name: 'former',
    weight: -9,
    where: 'near',
    pattern:
      /(?<![中草高平])原(?:有|定|来|先)?的?(?:[\u4e00-\u9fff]{0,4}(?:标准|额度|比例|金额|规模|面积|床位|编制))?[为是的]?(?:每[人户]每?[月年])?$/,
  },
  {
    name: 'raised to',
    weight: 2,
    where: 'near',
    pattern: /(?:^|[，；、])(?:提高|提升|降低|压减|增加|扩大)[^，；了]{2,20}[至到](?:不少于|不低于)?$/,
  },
  { name: 'at hand', weight: -7, where: 'near', pattern: /(?<!实)(?:现有|已有|原有|既有)的?$/ },
  { name: 'share of a state', weight: -2, where: 'near', pattern: /占(?!地)(?:到|了|比)?[^，；]{0,20}$/ },
  { name: 'more, as counted', weight: -1.5, where: 'behind', pattern: /^(?:余|多)/ },
]

const near = cues.filter(({ where }) => where === 'near' || where === 'behind')
const wide = cues.filter(({ where }) => where === 'clause' || where === 'sentence')
/** Figures of one clause share its signs, and a clause may hold hundreds. */
const known = new WeakMap<Span, readonly Reason[]>()

function wideReasons(span: Span, where: 'clause' | 'sentence'): readonly Reason[] {
  const before = known.get(span)
  if (before) return before
  const reasons = wide
    .filter((cue) => cue.where === where && cue.pattern.test(span.text))
    .map(({ name, weight }) => ({ cue: name, weight }))
  known.set(span, reasons)
  return reasons
}

/** The signs around a figure: right before it, in its clause, in its sentence. */
export function cueReasons(
  figure: Figure,
  upTo: string,
  clause: Span,
  ...[sentence, kind]: [sentence: Span, kind: TextKind]
): Reason[] {
  const place = { near: upTo.slice(-34), behind: figure.number.isMore ? '余' : '' }
  const own = near
    .filter(({ where, pattern }) => pattern.test(where === 'near' ? place.near : place.behind))
    .map(({ name, weight }) => ({ cue: name, weight }))
  const inClause = wideReasons(clause, 'clause')
  const inSentence = clause === sentence ? [] : wideReasons(sentence, 'sentence')
  return [...own, ...inClause, ...inSentence].filter(
    ({ cue }) => !isMisplaced(cue, figure, upTo, clause.text.slice(0, 200), kind),
  )
}
