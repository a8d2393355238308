import { departmentTopics, endsAsBody, endsAsRegion, isGeneric, mayEndName } from '../bodies.ts'

/** One body in a stretch of text; offsets in that stretch. */
export interface BodySpan {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Names of departments that hold a 和 of their own. */
const withAnd =
  /^(?:文化和旅游|住房和城乡建设|工业和信息化|人力资源和社会保障|发展和改革|自然资源和规划|规划和自然资源|卫生和计划生育|经济和信息化|民族和宗教|人口和计划生育|劳动和社会保障|国土资源和房屋|城市管理和|食品和药品|新闻出版和|市场和质量|环境和资源|科学技术和|商务和|审计和|信息和|农业和|退役军人和|就业和|社会保障和)/

const conjunctions = ['以及', '或者', '、', '，', '；', '和', '及', '与', '或']
const closing =
  /(?:等)?(?:(?:有关|相关|各有关|各相关|主管|行政|其他|群团|人民)*(?:部门和单位|部门及单位|部门、单位|部门单位|单位和部门|单位和个人|部门|单位|部委|机构|地方|方面|组织|团体))$/

interface Token {
  readonly start: number
  readonly end: number
  /** Behind it stands 等部门, which makes bare fields of work departments of their own. */
  readonly isTopic: boolean
}

/** Splits an enumeration of bodies into single ones; a head noun that parts share keeps them together. */
export function splitBodies(phrase: string): BodySpan[] {
  const tokens = tokensOf(phrase)
  const bodies: BodySpan[] = []
  let pending: Token[] = []
  for (const token of tokens) {
    const name = phrase.slice(token.start, token.end)
    const isWhole = endsAsBody(name) || isGeneric(name) || (endsAsRegion(name) && !goesOn(phrase, token.end))
    if (!isWhole && !token.isTopic) pending.push(token)
    else {
      bodies.push(...merge(phrase, [...pending, token]))
      pending = []
    }
  }
  const isLevels =
    pending.length > 1 &&
    pending.every(({ start, end }) =>
      /[省市县区州盟旗乡镇]$/.test(phrase.slice(start, end).replace(/（[^）]*）$/, '')),
    )
  const isNation = isLevels && /自治区|直辖市/.test(phrase)
  if (isNation) bodies.push(spanOf(phrase, pending[0]!.start, pending.at(-1)!.end))
  else bodies.push(...pending.map((token) => spanOf(phrase, token.start, token.end)))
  return withoutVague(bodies.filter(({ name }) => name.length > 0))
}

/** 各省、自治区、直辖市…: the list of levels goes on, one noun stands for all. */
function goesOn(phrase: string, end: number): boolean {
  return /^(?:、|和|及)(?:自治|直辖|计划单列|县|区|市|州|盟|旗|乡|镇|街道|新疆生产)/.test(phrase.slice(end))
}

/** Bare parts before a whole one: single departments where they share 部门, one body where they share another noun. */
function merge(phrase: string, tokens: readonly Token[]): BodySpan[] {
  const last = tokens.at(-1)!
  const name = phrase.slice(last.start, last.end)
  const single = () => tokens.map(({ start, end }) => spanOf(phrase, start, end))
  if (tokens.length === 1 || last.isTopic || /部门$/.test(name)) return single()
  const relative = name.lastIndexOf('的')
  if (relative >= 0) return [spanOf(phrase, last.start + relative + 1, last.end)]
  const bare = tokens.slice(0, -1).map(({ start, end }) => phrase.slice(start, end))
  const isTopicList = bare.every((one) => departmentTopics.test(one)) && departmentTopics.test(name)
  return isTopicList ? single() : [spanOf(phrase, tokens[0]!.start, last.end)]
}

/** 市政府所在地甲区政府: what stands in apposition is no part of the name. */
function spanOf(phrase: string, from: number, end: number): BodySpan {
  const aside = /^[^、]{2,14}所在地(?=[\u4e00-\u9fff]{2,}(?:政府|委员会|管委会|局)$)/.exec(
    phrase.slice(from, end),
  )
  const start = from + (aside?.[0].length ?? 0)
  return { name: phrase.slice(start, end), start, end }
}

/** 有关部门 beside a named body is left out. */
function withoutVague(bodies: readonly BodySpan[]): BodySpan[] {
  const named = bodies.filter(
    ({ name }) => !/^(?:其他|有关|相关)*(?:部门|单位|方面|部门和单位|个人)$/.test(name),
  )
  return named.length > 0 ? named : [...bodies]
}

function tokensOf(phrase: string): Token[] {
  const tokens: Token[] = []
  let from = 0
  let depth = 0
  for (let at = 0; at <= phrase.length; at += 1) {
    if (phrase[at] === '（') depth += 1
    if (phrase[at] === '）') depth -= 1
    const mark = depth > 0 ? undefined : separatorAt(phrase, from, at)
    if (at < phrase.length && mark === undefined) continue
    const token = tokenOf(phrase, from, at)
    if (token) tokens.push(token)
    from = at + (mark?.length ?? 0)
    at = Math.max(at, from - 1)
  }
  return tokens
}

function separatorAt(phrase: string, from: number, at: number): string | undefined {
  const mark = conjunctions.find((one) => phrase.startsWith(one, at))
  if (mark === undefined) return etcetera(phrase, at)
  if (at === from) return mark
  if ('，；'.includes(mark)) return mark
  if (mark === '、')
    return /部门$/.test(phrase.slice(from, at)) && /^单位(?:$|按|负责|分)/.test(phrase.slice(at + 1))
      ? undefined
      : mark
  if (phrase.startsWith('其', at + mark.length)) return undefined
  if (/部门$/.test(phrase.slice(from, at)) && /^(?:有关)?单位/.test(phrase.slice(at + mark.length)))
    return undefined
  const left = phrase
    .slice(from, at)
    .replace(/^(?:各级|各地|各|省|市|县|区|自治区|国家|区县|省级|市级|县级)+/, '')
  if (withAnd.test(left + phrase.slice(at))) return undefined
  const name = phrase.slice(from, at)
  const isSplit =
    endsAsBody(name) ||
    endsAsRegion(name) ||
    isGeneric(name) ||
    departmentTopics.test(left) ||
    /等$/.test(name)
  return isSplit ? mark : undefined
}

/** 民政、残联等部门和…: the 等部门 closes a part of the list. */
function etcetera(phrase: string, at: number): string | undefined {
  if (phrase[at] !== '等') return undefined
  return /^等(?:(?:有关|相关)?(?:行政|主管)*(?:部门|单位|部委|机构))?(?=[和及与、，]|以及)/.exec(
    phrase.slice(at, at + 16),
  )?.[0]
}

function tokenOf(phrase: string, from: number, to: number): Token | null {
  const text = phrase.slice(from, to)
  const tail = /等/.test(text) ? (closing.exec(text)?.[0] ?? (/等$/.exec(text)?.[0] || '')) : ''
  const cut = tail.startsWith('等') ? tail.length : 0
  const end = to - cut
  const start = from + (/^(?:由|请|经)/.exec(text)?.[0].length ?? 0)
  if (end <= start) return null
  const isClosed = cut > 0 || phrase[to] === '等'
  return { start, end, isTopic: isClosed && departmentTopics.test(phrase.slice(start, end)) }
}

/** Where the noun phrase of a subject is over: verbs, modals, prepositions. */
const stop =
  /\d{1,2}月(?=\d|[底末初]|[上中下]旬)|(?<!自)由|负担|要(?!求)|应当|应(?!急)|必须|须|务必|将|需(?!求)|可以|可|不得|负责|承担|牵头|配合|协助|会同|(?<![工招])商(?!务|业|会|品|标|贸|联|联会|丘|洛|城|河|南|水|都|州)|根据|按照|依照|依据|依法|结合|按(?!比例)|通过|围绕|针对|作为|在(?!地|线|职|校|编)|对(?!外|口)|向(?!阳)|把|为(?!民)|从|自(?!治|然|贸|强)|于(?!田|都|洪)|以(?!上|下|及|内|外)|每年|定期|及时|制定|确定|统筹|组织(?!部|机构|人事|联络|宣传|[科股处]|[，、和及的]|应|要)|协调(?!小组|机构|机制|委)|研究(?!院|所|室|中心|会|生)|出台|建立|设立|审核|审批(?!局|服务|中心|科|股|办)|核发|批准|备案|提出|予以|给予|统一|具体|开展|推进(?!组|办|工作组|委)|推动|加强|完善|落实|汇总|报送|下达|完成|拨付|编制(?!委|部门|办)|实施(?!机构|主体|机关|单位|部门|办)|公布|发布|确保|积极|认真|切实|严格|主动|进一步|加大|加快|分别|共同|联合(?!会|国)|是|已|有(?!关|限|条件)|没|不(?!动产)|(?<![成丰京首江古])都(?!江堰|匀|昌|安|兰|市|县|区)|均(?!安)|也|还|又|并|办理|受理|提供|免收|减收|收取|核定|核实|签订|执行|履行|给(?!水|排水)|适时|抓紧|抓好|做好|搞好|强化|深化|健全|明确|全面|坚持|充分|继续|另行|指导(?!组|中心|站|委|委员会|办)|督促|监督(?!管理|检验|部门|机构|机关|局|站|所|委|总局)|检查(?!院|站)|管理(?=的?本|好)|责令|主管(?!部门|机关|单位|机构)|处理|处罚|处以|处\d|吊销|取消|撤销|没收|认定|鉴定(?!中心|所|机构|站|指导中心)|评定|登记(?!机关|局|中心|机构|部门)|发给|颁发|出具|支付|垫付|赔偿|补足|通报|约谈|移送|移交|受托|委托|代为|转交|上报|报请|报(?!社|业)|抽查|督办|查处|取缔|收回|收缴|追回|停止|暂停|主持|主办|承办|协办|举办|召集|担任(?!务)|审定|审查(?!机构|中心)|审议|验收|复核|复查|安排|调配|划拨|拨付|拨给|发放|用于|享有|拥有|使用|依职权|参照|每(?:月|季|半年)|于每|凭|向|直接|当场|抓住|牵总|申请(?!人[，。的应可须对])|提请|商请|启动|编发|编印|支持(?!中心|单位|部门|机构|和|、)|告知|协商|会商|认为|应邀|受(?!援|灾|助|理|雇|聘|训|教|害)|组成|组建(?!办)|构成/

const longestList = 150

/** A list of bodies at a place of a text, as long as no verb has come. */
export interface BodyList {
  readonly bodies: readonly BodySpan[]
  /** Behind the list. */
  readonly end: number
}

/** Words a subject does not begin with, unless they belong to a description that ends in 的. */
const noSubject =
  /^(?:（|建议|允许|跨|批转|转发|优先|指定|授权|遴选|选定|聘任|配备|安排|调动|督办|跟踪|牵头|负责|参照|抓紧|及时|定期|探索|研究(?!院|所|室|中心|会|生)|总结|汇总|分析|评价|表彰|奖励|追究|压实|夯实|强调|要求|希望|同意|批准|责成|责令|派出(?!所|机构)|抽调|组建|整治|清理|开放|共享|衔接|对接|联系|沟通|听取|吸收|依靠|借鉴|学习|培训(?!中心|机构|学校)|扩大|提升|提高|依托|联动|引导|鼓励|支持|发挥|利用|落实|深化|创新|优化|规范|整合|构建|打造|培育|争取|吸引|扶持|帮助|动员|发动|邀请|聘请|委托|选派|实现|促进|防止|避免|减少|增加|扩充|继续|逐步|注重|突出|广泛|大力|深入|严禁|禁止|凡|经(?!信|济|委|贸|开|办|营)|报(?!社)|以|涉及|属于|享受|符合|申请|取得|违反|未经|配合|协助|会同|协调|组织(?!部)|建立|完善|健全|加强|推动|推进|开展|做好|根据|按照|依据|依照|通过|结合|围绕|针对|在|对|向|为|从|自(?!治|然|贸)|把|将|与|和|于|并|使|让|请|待|至|到|经由|充分|切实|积极|认真|进一步|全面|严格|加大|加快|强化|确保|坚持|试行|其(?!他)|这|该项|每个?|任何|因|因为|由于|如|若|除|包括|其中|是|有(?!关)|无|不|没有|被|凭|持|向|协同|联合(?!会|国)|聚焦|紧扣|立足|抓好|抓住|统筹|借助|设立|成立|举办|召开|指导|督促|监督(?!管理|检验|部门|机构)|检查|考核|评估|纳入|列入|选择|确定|制定|出台|印发|编制(?!委|部门)|实施|完成|建设(?!部门|局|厅|银行|委|部|主管|兵团)|改造|新建|改革(?!办|委|领导)|撤销|合并|调整|明确|优先|鼓励|各类|一些|部分|许多|其余|上述|前款|本条)/

/** Reads bodies from a place on; null where none stand there. Offsets are those of `text`. */
export function bodyListAt(text: string, at: number): BodyList | null {
  const phrase = nounPhrase(text.slice(at, at + longestList), text[at - 1] === '由')
  const length = bodyLength(phrase)
  if (length === 0) return null
  // 购买服务所需资金: no institute.
  if (phrase.charAt(length - 1) === '所' && /^[需属有在得述列涉]/.test(text.slice(at + length))) return null
  if (
    /^(?:优先|与|以|对(?!外)|根据|按照|依据|通过|结合|围绕|针对|向|为|把|将|并|使|让|如|若|凡)/.test(phrase)
  )
    return null
  if (noSubject.test(phrase) && !/的/.test(phrase.slice(0, length))) return null
  const bodies = splitBodies(phrase.slice(0, length))
  const last = bodies.at(-1)
  if (!last || bodies.some(({ name }) => name.length > 50)) return null
  return {
    bodies: bodies.map(({ name, start, end }) => ({ name, start: start + at, end: end + at })),
    end: at + length,
  }
}

/** The text up to the first verb or modal that is not inside a name or bracket. */
function nounPhrase(text: string, isDescribed: boolean): string {
  const clause = /^(?:（[^（）]*）|[^，。；：！？（）“”《》])*/.exec(text)![0]
  const inCharge =
    /^[\u4e00-\u9fff]{0,16}(?:政府|国务院|部门)(?:负责|主管)[^，。；负责]{2,24}?的(?:工作)?(?:机构|部门|机关|单位)/.exec(
      clause,
    )
  if (inCharge) return inCharge[0]
  const named =
    /^[\u4e00-\u9fff（）]{0,14}(?:政府|国务院|部门)(?:确定|指定|授权|委托|设立)的(?:[\u4e00-\u9fff]{0,8})(?:机构|部门|机关|单位)/.exec(
      clause,
    )
  if (named) return named[0]
  const described =
    /^[^，。；、（）的]{2,16}的[\u4e00-\u9fff]{2,14}?(?:部门|机关|机构|单位|政府|残联|联合会|委员会|办事处|医院|学校)(?=[^和及与、的])/.exec(
      clause,
    )
  if (isDescribed && described) return described[0]
  const bare = clause.replace(/（[^（）]*）/g, (bracket) => '〇'.repeat(bracket.length))
  const found = bare.slice(1).search(stop)
  return found < 0 ? clause : clause.slice(0, found + 1)
}

const listClosing =
  /^(?:等)?(?:(?:有关|相关|主管|行政|其他|群团|人民)*(?:部门和单位|部门及单位|部门单位|单位和个人|部门|单位|部委|机构|组织|团体))?/

/** What turns a body's name into the beginning of another noun: 残联工作, 部门预算. */
const nounBehind =
  /^(?:工作(?!组|站)|组织(?:建设|体系)|系统|领导(?!小组|班子|(?!干部|人员|成员|同志|职责|职务|体制|机制|责任)[^，。；的]{2,24}工作$)|干部|人员|职责|职能|预算|资金|文件|规定|会议|网站|数据|信息|改革|建设(?!部|厅|局|委)|层面|力量|合力|之间|内部|主导|采购|购买|服务(?!中心)|权力|权益|形象|名义|名称|改制|门户|投入|债务|性|规章|主席|主任|局长|部长|书记|委员(?!会)|代表(?!大会|残)|成员|章程|等级|所在|所属|登记|体制|制度|体系|标准|条件|能力|水平|用房|场所|设施|项目|活动|政策|事业|毕业|学生|教师|医生|医师|病人|患者|副|秘书|织|化|间|长|员|卡|证|网|费|房|区|群|品)/
/** Ends of names that follow each other within so many characters belong to one list or one name. */
const nextName = 14

function bodyLength(phrase: string): number {
  let last = 0
  let from = 0
  for (let end = 2; end <= phrase.length; end += 1) {
    if ('、，和及与或'.includes(phrase[end - 1]!)) from = end
    if (last > 0 && end - Math.max(last, from) > nextName) break
    const closed = closedLength(phrase, end)
    if (closed > end) {
      last = closed
      end = closed
    } else if (isNameEnd(phrase, end)) last = end
  }
  return last
}

function isNameEnd(phrase: string, end: number): boolean {
  if (!mayEndName(phrase[end - 1]!)) return false
  const head = phrase.slice(0, end)
  return (endsAsBody(head) || endsAsRegion(head)) && !nounBehind.test(phrase.slice(end, end + 30))
}

/** Length including a closing 等有关部门, if it stands there. */
function closedLength(phrase: string, end: number): number {
  if (phrase[end] !== '等') return 0
  const tail = listClosing.exec(phrase.slice(end))![0]
  const head = phrase.slice(0, end)
  const isList = tail.length > 1 || endsAsBody(head) || endsAsRegion(head)
  return isList ? end + tail.length : 0
}
