/** A unit as it is normalised. */
export interface Unit {
  readonly name: string
  /** What the printed value is multiplied by. */
  readonly factor: number
  /** Printed length. */
  readonly length: number
}

const duration = '(?!月|工作日|自然日|日历日|小时|学期|学年|年|季度|星期|交易日|周|钟头|百分点|半月)'
const names: readonly (readonly [pattern: string, name: string, factor?: number])[] = [
  ['个?百分点', '个百分点'],
  ['[%]', '%', 0.01],
  ['‰', '%', 0.001],
  ['人（次）|人\\(次\\)|人次', '人次'],
  ['人日|人天', '人日'],
  ['(?:元人民币|元)', '元'],
  ['美元', '美元'],
  ['港元|港币', '港元'],
  ['欧元', '欧元'],
  ['名|位(?!数|置|于|列|居|次)|人(?!民|大|均|才|口|员|社|力|类|士|行|工|物|生|家|道|为|事|防|身|文)', '人'],
  ['平方公里|平方千米', '平方公里'],
  ['平方米|平米|㎡', '平方米'],
  ['立方米|m³', '立方米'],
  ['公顷', '公顷'],
  ['公里|千米|km', '公里'],
  ['千瓦时|千瓦小时', '千瓦时'],
  ['千瓦|kW', '千瓦'],
  ['兆瓦|MW', '兆瓦'],
  ['吨标准煤|吨标煤', '吨标准煤'],
  ['公斤|千克|kg', '公斤'],
  ['立方', '立方'],
  ['米', '米'],
  ['吨', '吨'],
  ['亩', '亩'],
  ['担', '担'],
  ['学时|课时', '学时'],
  ['倍(?!增)', '倍'],
  ['户(?!籍|口|外|均|主|用|型)', '户'],
  ['家(?!庭|长|属|具|电|政|园|乡|族|访|教|畜|禽|禾)', '家'],
  ['所(?!有|在|需|得|谓|属|以|列|称|致)', '所'],
  ['张(?!床)|张床位|张病床', '张'],
  [`个${duration}`, '个'],
  ['项(?!目|下)', '项'],
  ['件(?!套)', '件'],
  ['部(?!门|委|分|队|长|级|署|位|落|件|际|属|省)', '部'],
  ['支(?!持|出|付|撑|援|部|委|行|农|医|教|一扶|柱|队)', '支'],
  ['期(?!间|限|望|待|满|内|末|初|货|刊)', '期'],
  ['场(?!所|地|景|馆|面|合|次|均)', '场'],
  ['场次', '场次'],
  ['批次', '批次'],
  ['例(?!如|外|行|会)', '例'],
  ['起(?!来|步|草|到|点|诉|义|重|施|执|源|伏|初|码)', '起'],
  ['笔(?!试|记|者)', '笔'],
  ['宗(?!旨|教|地)', '宗'],
  ['处(?!于|理|置|罚|分|级|长|室|以|方|境|在)', '处'],
  ['座(?!谈|位|落)', '座'],
  ['栋|幢', '栋'],
  ['间(?!接|距|隔|谍)', '间'],
  ['套(?!取|用|餐|装|利|班)', '套'],
  ['台(?!湾|账|帐|风|州|阶|上|胞|商|办|式|面|北|南)', '台'],
  ['具(?!体|有|备)', '具'],
  ['辆', '辆'],
  ['艘', '艘'],
  ['架(?!构)', '架'],
  ['株', '株'],
  ['棵', '棵'],
  ['头(?!条|等|部)', '头'],
  ['只(?!要|有|能|是|限|需|可|得|因|为|限|享)', '只'],
  ['匹(?!配)', '匹'],
  ['羽', '羽'],
  ['份(?!额|子|量)', '份'],
  [
    '本(?!级|地|市|省|县|区|科|人|着|年|次|单|办|法|条|意|通|方|规|部|行|土|届|校|院|职|息|金|质|领|身|色)',
    '本',
  ],
  ['册(?!子)', '册'],
  ['篇(?!章|幅)', '篇'],
  ['条(?!件|例|款|文|规|线(?!路)|块|约|第)', '条'],
  ['眼(?!科|镜|睛|病|前|光)', '眼'],
  ['枚', '枚'],
  ['块(?!状)', '块'],
  ['片(?!区|面)', '片'],
  ['班(?!级|子|主|车|次|组)', '班'],
  ['门(?!诊|店|户|槛|类|口|前|头|票|卫)', '门'],
  ['节(?!能|约|点|假|日|水|庆|目|育|省|奏)', '节'],
  ['桩', '桩'],
  ['盏', '盏'],
  ['车次', '车次'],
  ['单(?!位|元|独|一|列|纯|户|项|打|招|亲|张|证)', '单'],
  ['组(?!织|成|建|长|合|装|团)', '组'],
  ['对(?!象|于|口|外|接|照|比|策|应|方|待|本|各|不|在|符|有|其|违|上|下|新|重|全|残|被|获)', '对'],
  ['团(?!体|队|结|员|委|中)', '团'],
  ['枝', '枝'],
  ['厘米|cm', '厘米'],
  ['毫米|mm', '毫米'],
  ['毫克|mg', '毫克'],
  ['克', '克'],
  ['升(?!级|学|温|高|降|格|旗|本|值|至|到|入|为)', '升'],
  ['种(?!植|养|子|粮|类|业|族|苗|牛|猪|羊|畜)', '种'],
  ['类(?!别|似|型|风)', '类'],
  ['次(?!性|日|月|年|数|于|要|级|会议|全会|代表|常务|生|品|之|修)', '次'],
  ['轮(?!流|换|岗|候|训|休|椅|渡)', '轮'],
  ['床(?!位)|床位', '床'],
  ['村', '村'],
  ['县(?!级|域|乡|政|委|长|残|区|内|直|以)', '县'],
]

const compiled = names.map(([pattern, name, factor = 1]) => ({
  pattern: new RegExp(`(?:${pattern})`, 'y'),
  name,
  factor,
}))

/** The unit that stands at a place of the text; the longest known one. */
export function unitAt(text: string, at: number): Unit | null {
  let best: Unit | null = null
  for (const { pattern, name, factor } of compiled) {
    pattern.lastIndex = at
    const length = pattern.exec(text)?.[0].length ?? 0
    if (length > (best?.length ?? 0)) best = { name, factor, length }
  }
  return best
}

/** 1300多万残疾人: after a scale word the noun itself may be the counter. */
const peopleNoun =
  /^(?!人口)(?:[\u4e00-\u9fff]{0,7}?)(?:残疾人|贫困人口|群众|儿童|学生|职工|居民|农民|农民工|劳动力|老人|老年人|毕业生|党员|教师|困难人口|低保对象|患者|人员)(?!口|的|以上|以下)/

/** The unit of a number that only has a scale word: people, where their noun follows. */
export function unitOfNoun(text: string, at: number): Unit | null {
  return peopleNoun.test(text.slice(at, at + 14)) ? { name: '人', factor: 1, length: 0 } : null
}

const rate =
  /^(?:[/·每](?:人|名|户|位|月|年|日|天|次|亩|床|吨|公里|平方米|学年|学期|季度|小时|生|班|村|例|个|台|套)){1,3}/
const persons = '人|名|位|个[^，。；、每]{1,6}'

/** The per-person and per-time part that makes a rate of an amount: 元/人/月, printed behind it or as 每人每月 before it. */
export function rateOf(before: string, behind: string): { suffix: string; length: number } {
  const after = rate.exec(behind)?.[0] ?? ''
  if (after !== '')
    return { suffix: after.replace(/[·每]/g, '/').replace(/\/[名位]/g, '/人'), length: after.length }
  const near = before.slice(-24)
  const time = /每(?:个)?(月|年|日|天|学年|学期|季度|次)[^每，。；]{0,8}$/.exec(near)?.[1]
  const perPerson = new RegExp(`(?:每(?:${persons})|人均)[^，。；]{0,14}$`).test(near)
  const other = /每(户|亩|床|吨|村|例|套|台|班|平方米|公里)[^，。；]{0,8}$/.exec(near)?.[1]
  const who = perPerson ? '/人' : other ? `/${other}` : ''
  return { suffix: who + (time ? `/${time}` : ''), length: 0 }
}
