import type { Figure } from './figures.ts'

/** What an exclusion rule looks at. */
interface Context {
  readonly figure: Figure
  readonly text: string
  readonly before: string
  readonly behind: string
}

interface Exclusion {
  readonly name: string
  readonly test: (context: Context) => boolean
}

const countedNouns =
  /^(?:多|余)?(?:方面|环节|层面|层次|维度|步骤|阶段|要点|原则|坚持|重点任务|关系|转变|意识|自信|维护|确保|不变|必须|统筹|结合|体系|问题|关键|抓手|清单|专项|统一|一批|一|大|要求|课题|板块|主题|专题|轮子|字|代表|文明|革命|务必|强化)/
const listing = /(?:以下|下列|上述|如下|前述|前款|这|该|此|其中|上列|下面|(?<![滞落])后|等|等等|头|那|同)$/
const strongPrefix =
  /(?:至少|不少于|不低于|不得少于|不能少于|不超过|不得超过|最多|不多于)(?:设立|建立|建设|建成|举办|配备|确定|选派|培育|开展|有|安排|建|培养|打造|聘用|创建|扶持)?$/
/** Counters after which a single Chinese digit is a figure of its own. */
const plainCounters = new Set([
  '人',
  '户',
  '家',
  '所',
  '场',
  '起',
  '例',
  '座',
  '辆',
  '元',
  '亩',
  '公里',
  '吨',
  '倍',
  '%',
  '个百分点',
  '平方米',
  '人次',
  '美元',
])

const rules: readonly Exclusion[] = [
  {
    name: 'ordinal',
    test: ({ before }) =>
      /(?:第|前|排名|名列|位列|位居|居|列)$/.test(before) &&
      !/(?:之前|以前|日前|月前|底前|目前|当前)$/.test(before),
  },
  {
    name: 'beside letters or signs',
    test: ({ before, behind }) =>
      /(?:[A-Za-z〔[+×*#№/.]|(?<!\d)-)$/.test(before) || /^[+×A-Za-z〕\]]/.test(behind),
  },
  {
    name: 'slogan',
    test: ({ behind, figure }) =>
      /^(?:[一二三四五六七八九两]|化|不愁)/.test(behind) && figure.number.isChinese,
  },
  {
    name: 'sum of a list',
    test: ({ before, behind, figure }) =>
      listing.test(before) &&
      !/(?:占其中|比上年同)$/.test(before) &&
      !isCountAfterList(before, behind, figure) &&
      !(/其中$/.test(before) && /^(?:人|人次|户|名)$/.test(figure.unit)) &&
      isCount(figure),
  },
  {
    name: 'counted headings',
    test: ({ behind, figure }) =>
      '个项类种大条'.includes(figure.unit) && figure.unit !== '' && countedNouns.test(behind),
  },
  {
    name: 'base of a rate',
    test: ({ before, figure }) =>
      isCount(figure) &&
      /每(?:再)?(?:超过?|多|少|调查|走访|评估|培训|服务|救助|筛查|鉴定|增加?|减少?|新增|降低?|提高|安排|招用|招收|招录|录用|吸纳|安置|缺|满|滞后|延迟|逾期|高出|低于|高于)[^，。；\d每]{0,8}$/.test(
        before.slice(-16),
      ),
  },
  {
    name: 'means at hand',
    test: ({ before, figure }) => isCount(figure) && /(?:依托|借助|整合)(?:全[省市县区])?$/.test(before),
  },
  {
    name: 'rule of counting',
    test: ({ before, behind, figure }) =>
      isCount(figure) &&
      /按照?[^，。；]{0,4}$/.test(before) &&
      /^[^，。；]{0,12}(?:计算|折算|计)(?:[，。；]|$)/.test(behind),
  },
  {
    name: 'time of day',
    test: ({ before, figure }) => figure.unit === '分' && /\d[时点：]$/.test(before),
  },
  {
    name: 'frequency',
    test: ({ before, figure }) =>
      /^(?:次|轮|节|班)$/.test(figure.unit) &&
      (figure.number.isChinese || /(?:每|年|月|季度|周|学期)[^，。；]{0,12}$/.test(before)),
  },
  {
    name: 'bare scale word',
    test: ({ figure }) =>
      /^[百千万亿十]+$/.test(figure.number.text) &&
      figure.number.text !== '十' &&
      figure.number.isChinese &&
      !/^十/.test(figure.number.text),
  },
  { name: 'small Chinese count', test: isLooseChineseCount },
  {
    name: 'bodies addressed',
    test: ({ figure, behind }) =>
      figure.unit === '个' && /^(?:省|市|县|区|州|盟)(?:级)?(?:残联|政府|局|部门|厅|委)/.test(behind),
  },
  { name: 'age or grade', test: ({ behind }) => /^(?:以上|以下)?(?:周岁|岁|级|等级|年级)/.test(behind) },
  {
    name: 'no unit',
    test: ({ figure, behind }) =>
      figure.unit === '' &&
      /^[\u4e00-\u9fff]/.test(behind) &&
      !/^(?:以上|以下|以内|左右|的|和|、|至|到|个|之|多|余|及|，)/.test(behind),
  },
  {
    name: 'share of votes',
    test: ({ behind }) => /^以上[^，。；]{0,14}(?:同意|通过|出席|表决|赞成)/.test(behind),
  },
  { name: 'condition', test: isCondition },
  { name: 'named thing', test: ({ figure }) => figure.unit === '期' && figure.number.isChinese },
  { name: 'list of a rank', test: ({ behind }) => /^(?:强|佳|优|号|楼|室|路|线(?!路)|版)/.test(behind) },
]

/** 适配假肢、矫形器等131人; 等5件实事未达序时: the things are listed, and they are not counted by the list. */
const isCountAfterList = (before: string, behind: string, { unit, value }: Figure) =>
  /等$/.test(before) &&
  ((/^(?:人|人次|户|件)$/.test(unit) && value > 9 && /^[，。；、]/.test(behind)) ||
    /^[^，。；]{0,8}(?:未|没有|滞后)/.test(behind))

const isCount = ({ unit }: Figure) => !/^(?:元|%|个百分点|倍|美元)/.test(unit)

function isLooseChineseCount({ figure, before, behind }: Context): boolean {
  const { isChinese, value, scale, ratio } = figure.number
  if (!isChinese || ratio !== null || scale > 1 || value > 10) return false
  if (figure.unit === '%') return false
  if (value > 1 && /^(?:$|[，。；、）])/.test(behind) && isCountedBehind(figure, before.slice(-30)))
    return false
  if (/各(?:新?建|设|办|打造|培育)(?:成|立|好)?$/.test(before) && plainCounters.has(figure.unit)) return false
  if (strongPrefix.test(before)) return /(?:的|中)至少$/.test(before) || /^[，。；]/.test(behind)
  if (!Number.isInteger(value)) return false
  if (value < 2) return !(figure.unit === '倍' && /^以上/.test(behind))
  if (figure.unit !== '%' && /^(?:及)?以上/.test(behind))
    return !/(?:配备|设置|设立|建立|设|建|有|安排|聘请|举办)[^，。；]{0,4}$/.test(before)
  if (/^(?:及|或者|或)/.test(behind)) return true
  if (value > 1 && figure.unit === '个' && lagging.test(behind)) return false
  return !plainCounters.has(figure.unit)
}

/** 两个县支出率不足50%: how many are behind. */
const lagging =
  /^(?:县|市|区|乡镇|街道)(?:（[^（）]{1,8}）)?[^，；。]{0,8}(?:不足|低于|未|没有|滞后|超过|高于|为零)/

/** 抢险队伍三支: the counter stands behind the things counted. */
const isCountedBehind = ({ unit }: Figure, before: string) =>
  /^(?:支|间|套|台|具|辆|处|座)$/.test(unit) &&
  /(?:组建|建设|建立|建成|新建|培育|打造|配备|购置|设立|设置|现有|共有)[^，。；]{2,20}$/.test(before)

const standards =
  /^的?[^，。；、的]{0,5}(?:标准|规模|比例|额度|限额|限度|目标|任务|水平|贷款|补助|补贴|奖励|奖金|速度|罚款|幅度|资金|部分|比率|价格|基准|要求|工资|收入|税率|费率|利率|指标|计划|投入|经费|财政|一次性|创业|担保|救助|护理|生活|资助|服务|扣除|支出|名额|利润|股份|面积|权重|浮动|优惠|免费|信用|小额|专项|贴息|违约金|滞纳金|赔偿|保险|保额|套餐|增长|增幅|降幅|用地|土地|场所|床位|编制|岗位|无障碍|规定|下限|上限|考核|现状|实际|情况|问题|短板|困境|局面|缺口)/

/** After 以上 and 以下 only these are what the figure sets; all else is what it chooses. */
const payments =
  /^的?[^，。；、的给予]{0,4}(?:标准|规模|比例|额度|罚款|奖励|奖金|补助|补贴|资助|工资|报酬|经费|投入|赔偿|违约金|滞纳金|增长|增幅)/

/** A figure that only chooses whom a rule covers: 超过100人的企业, 500万元及以下的…, …的，. */
function isCondition({ figure, text, before, behind }: Context): boolean {
  const rest = behind.replace(
    /^(?:（[^（）]{1,8}）)?(?:及|或)?(?:者)?(?:以上|以下|以内|左右)?(?:（不?含[^（）]{0,8}）)?/,
    '',
  )
  const clauseBefore = before.slice(
    Math.max(
      before.lastIndexOf('，'),
      before.lastIndexOf('；'),
      before.lastIndexOf('。'),
      before.lastIndexOf('（'),
    ) + 1,
  )
  if (
    figure.unit === '%' &&
    /^以上的/.test(behind) &&
    !/(?:比例|率|占|占比|达|达到|超过|份额|股份|股权|比重)[^，。；]{0,6}$/.test(clauseBefore)
  )
    return false
  if (/^左右的/.test(behind) && isCount(figure) && !/^(?:对|凡)|(?:规模|年龄|面积)/.test(clauseBefore))
    return false
  if (/^且[^，。；]{1,20}(?:以上|以下|以内)的[\u4e00-\u9fff]/.test(rest)) return true
  if (isAndedCondition(clauseBefore, rest)) return true
  const isAfter = rest !== behind.replace(/^（[^（）]{1,8}）/, '')
  const isCompared = figure.comparator !== '=' || /(?:年满|不满|已满|未满|累计|满)$/.test(clauseBefore)
  if (/(?:是指|指)$/.test(clauseBefore)) return true
  if (figure.unit === '人' && isAfter && /^(?:小微|中小)?(?:企业|单位|用人单位)/.test(rest)) return true
  if (comparedWith.test(clauseBefore) && chosen.test(rest)) return true
  if (isCompared && entitled.test(rest)) return true
  if (/^的(?:[，、；：]|$)/.test(rest))
    return isCompared || /(?:的|者)，/.test(text.slice(figure.end, figure.end + 40))
  if (
    isCompared &&
    /^的[\u4e00-\u9fff]/.test(rest) &&
    !(isAfter ? payments : standards).test(rest) &&
    !/(?:不少于|至少|不低于)$/.test(before)
  )
    return true
  if (isCompared && /^(?:之(?!间)|者)/.test(rest)) return true
  if (isAfter && /^、[^，。；]{1,20}的[\u4e00-\u9fff]/.test(rest)) return true
  return endsInDe(clauseBefore, rest, isCompared)
}

/** 低于当地低保标准1.5倍的家庭成员: measured by something named in between. */
const comparedWith =
  /(?<!不得|不能|应当|应|须|要)(?:低于|高于|超过|少于|多于|不足|不到|达到|未达到|不超过|不高于|不低于)[^，；。]{2,14}$/
/** 不少于3名残疾人的机构，给予…: whom a payment goes to. */
const entitled =
  /^[^，；。的]{0,8}的[^，；。、的]{0,8}(?:机构|单位|企业|家庭|户|基地|项目|人员|个人|组织|县|乡镇|村|社区|学校)，(?:给予|可|应|由|按|享受|奖励|补助|补贴|免|减|优先|一次性|每)/
/** The noun phrase that a condition picks out, up to the end of its clause. */
const chosen =
  /^的[^，；。、的]{0,12}(?:人|人员|成员|家庭|户|对象|单位|企业|机构|学生|儿童|老年人|者|职工|项目|地区|县|乡镇|村|社区|群体)(?=[，；。、）和及或]|可|应|由|按|给予|予以|纳入|$)/

/** 占25%以上（含25%）且不少于10人的单位，…: both figures choose. */
function isAndedCondition(clauseBefore: string, rest: string): boolean {
  const behind = rest.replace(/^（[^（）]{1,8}）/, '')
  if (/(?:含|不含)$/.test(clauseBefore) && behind.startsWith('）')) return true
  const isFirst = /^(?:且|并且|或者?)[^，。；]{1,20}\d[^，。；]{0,6}的[\u4e00-\u9fff]{0,12}(?:[，：]|$)/.test(
    behind,
  )
  const isSecond =
    /(?:以上|以下|以内|^不?含[\d.]+[^，；）]{1,4}）)(?:且|并且|或者?)[^，。；]{0,16}$/.test(clauseBefore) &&
    /^的[\u4e00-\u9fff]{0,12}(?:[，：]|$)/.test(behind)
  return isFirst || isSecond
}

/** The clause goes on to its end with 的: 达到职工人数25%并签订合同的，… */
function endsInDe(clauseBefore: string, rest: string, isCompared: boolean): boolean {
  const clause = /^[^，。；]*/.exec(rest)![0]
  if (clause.length > 45 || !/(?:的|者)$/.test(clause)) return false
  if (clause.endsWith('的') && /^，[\u4e00-\u9fff]/.test(rest.slice(clause.length))) return true
  return isCompared || /^(?:凡|对|如|若|未|因|经|在)|达到|超过|不足|低于|高于/.test(clauseBefore)
}

/** Name of the rule by which a figure is no figure to be listed; null where it counts. */
export function exclusionOf(figure: Figure, text: string, depth: Uint8Array): string | null {
  if (depth[figure.start] !== 0 && isInsideName(figure, text)) return 'name or slogan in quotes'
  const context = { figure, text, before: text.slice(0, figure.start), behind: text.slice(figure.end) }
  return rules.find(({ test }) => test(context))?.name ?? null
}

const longestName = 24

/** Inside 《…》, 〔…〕 or a short “…”. */
function isInsideName(figure: Figure, text: string): boolean {
  const open = (mark: string, close: string) => {
    const from = text.lastIndexOf(mark, figure.start)
    const to = text.indexOf(close, figure.start)
    return from >= 0 && to >= 0 && text.lastIndexOf(close, figure.start - 1) < from ? to - from : 0
  }
  if (open('《', '》') > 0 || open('〔', '〕') > 0) return true
  const quoted = open('“', '”')
  return quoted > 0 && quoted <= longestName
}
