/** How names of public bodies are built: by what they end with, not by a list of them. */

/** Endings of two and more characters that make a body whatever stands before. */
const longEndings = [
  '人民政府',
  '政府',
  '部门',
  '机关',
  '机构',
  '委员会',
  '工委',
  '党委',
  '党组',
  '领导小组',
  '工作组',
  '专班',
  '办公室',
  '办公厅',
  '指挥部',
  '指挥中心',
  '服务中心',
  '中心',
  '法院',
  '检察院',
  '研究院',
  '科学院',
  '医院',
  '学院',
  '学校',
  '高校',
  '院校',
  '联合会',
  '残联',
  '妇联',
  '工商联',
  '文联',
  '科协',
  '残工委',
  '协会',
  '学会',
  '商会',
  '基金会',
  '担保基金',
  '引导基金',
  '总工会',
  '工会',
  '共青团',
  '团中央',
  '团委',
  '管理局',
  '总局',
  '分局',
  '支局',
  '教委',
  '计委',
  '经委',
  '科委',
  '建委',
  '国资委',
  '政法委',
  '纪委',
  '监委',
  '监察委',
  '发改委',
  '经信委',
  '卫健委',
  '卫计委',
  '编办',
  '中央编办',
  '扶贫办',
  '网信办',
  '管委会',
  '居委会',
  '村委会',
  '街道办',
  '街道办事处',
  '办事处',
  '派出所',
  '监狱',
  '戒毒所',
  '看守所',
  '福利院',
  '卫生院',
  '卫生室',
  '卫生所',
  '敬老院',
  '养老院',
  '站所',
  '工作站',
  '服务站',
  '监测站',
  '税务局',
  '银行',
  '分行',
  '支行',
  '农发行',
  '农商行',
  '信用联社',
  '人民银行',
  '银保监会',
  '证监会',
  '保监会',
  '银监会',
  '电监会',
  '常委会',
  '人大',
  '政协',
  '国务院',
  '公安厅',
  '司法厅',
  '邮政局',
  '主管部门',
  '省军区',
  '军区',
  '公司',
  '集团',
  '单位',
  '各方',
  '帮扶省市',
  '试点地区',
  '示范区',
  '开发区',
  '联席会议',
  '理事会',
  '监事会',
  '仲裁院',
  '财政',
  '住所',
  '乡镇',
  '街道',
  '信用社',
  '事务所',
  '出版社',
  '报社',
  '电视台',
  '广播电台',
  '气象台',
  '仲裁庭',
  '处室',
  '组织部',
  '宣传部',
  '统战部',
  '联络部',
  '武装部',
  '工作部',
  '残联组织',
  '群团组织',
  '工会组织',
  '地方组织',
  '基层组织',
  '党组织',
  '督查室',
  '研究室',
  '国办',
] as const

/** One-character endings, with what may not stand right before them. */
const shortEndings: Readonly<Record<string, RegExp>> = {
  部: /(全|内|外|干|局|一|大|南|北|东|西|中|底|头|顶|上|下|支|总)部$/,
  委: /常委$/,
  局: /(布|格|(?<!安)全|大|结|开|(?<!创)新|僵|当|时|定|破|残|变)局$/,
  厅: /(大|餐|客|展|歌舞|服务)厅$/,
  署: /(部|签|设)署$/,
  院: /(剧|电影|影|庭|寺)院$/,
  会: /(办公|社|机|大|全|集|体|晚|宴|国|运动|博览|展览|座谈|研讨|推进|动员|培训|现场|交流|招聘|发布|报告|听证|碰头|例|年|议|学|领|理|误|意|不|才|都|也|就|党代|代表大|故事|茶话|音乐|演唱|庙|聚|幸|协|照|拜|舞|全运|残运|特奥)会$/,
  办: /(门|举|承|主|协|督|查|交|经|申|代|开|创|兴|筹|包|帮|严|联|试|合|领|补|首|通|该|快|易|难|网|自|公|民|新|改|停|坐|法|不|好|一)办$/,
  所: /(?<!研究|卫生|监督|派出|税务|司法|财政|监管|事务|检测|检验|管理|服务|看守|戒毒|托养|国土|交易|气象|农技|林业|供电|救助|安置)所$/,
  处: /(好|用|害|长|短|难|益|坏|到|各|四|一|住|惩|查|处|从|调|相|妥|严|深|之)处$/,
  组: /(重|改)组$/,
  社: /(农业|合作|旅行|公)社$/,
  庭: /(家|法|开)庭$/,
  站: /(网)站$/,
  校: /(母|在|离|跨|全|我|进|入|返|择)校$/,
  室: /(教|浴|病|居|卧|温|暖|科|健身|活动|阅览|会议|训练|治疗|展示|功能|休息|接待|值班|按摩|谈话)室$/,
  股: /(控|入|持|参|国|个|配|合)股$/,
  科: /(本|专|学|内|外|全|眼|百|医|文|理|工|产|儿|妇|骨|口腔|儿科|前|术|分|教)科$/,
  队: /(军|排|编|团|部|球|站|乐|梯)队$/,
  馆: /(宾|旅|餐|饭)馆$/,
  联: /(关|串|互|并|相|对|首|牵)联$/,
}

/** Regions that stand for their governments where a duty is laid on them. */
const regionEnding =
  /(?:各|有关|相关|试点|承担|所在|当地|县级|省级|市级)[^，。；]{0,18}(?:省|市|县|区|旗|州|盟|乡|镇|街道|地区|地方|省市|区县|县市|乡镇)(?:（[^）]{1,12}）)?$/

const shortest = 2
const longest = 60

const byFinal = new Map<string, string[]>()
for (const ending of longEndings) {
  const final = ending.slice(-1)
  byFinal.set(final, [...(byFinal.get(final) ?? []), ending])
}
const finals = new Set([...byFinal.keys(), ...Object.keys(shortEndings), ...'省市县区旗州盟乡镇道方份）'])

/** Whether a name of a body or region can end with this character at all. */
export function mayEndName(character: string): boolean {
  return finals.has(character)
}

/** True when a phrase ends as names of public bodies end. */
export function endsAsBody(phrase: string): boolean {
  const name = phrase.endsWith('）') ? phrase.replace(/（[^（）]*）$/, '') : phrase
  if (name.length < shortest || name.length > longest) return false
  const final = name.slice(-1)
  if (byFinal.get(final)?.some((ending) => name.endsWith(ending))) return true
  const refuse = shortEndings[final]
  return refuse !== undefined && !refuse.test(name)
}

/** Roles that regions are given: 试点省份, 帮扶省市. */
const designated =
  /^(?:各)?(?:试点|示范|帮扶|对口支援|受援|牵头)(?:省份|省市|省|城市|地区|市县|县市|县|市|区)$/

/** True when a phrase means regions by which their governments are addressed: 各区、各有关省（市）. */
export function endsAsRegion(phrase: string): boolean {
  return designated.test(phrase) || regionEnding.test(phrase)
}

/** Fields of work that stand for the department in charge: 民政、残联等部门. */
export const departmentTopics =
  /^(?:教育|科技|工信|工业和信息化|公安|民政|司法|财政|人社|人力资源社会保障|人力资源和社会保障|自然资源|国土资源|国土|生态环境|环保|环境保护|住建|住房城乡建设|住房和城乡建设|建设|规划|交通|交通运输|水利|农业|农业农村|林业|商务|文化|文旅|文化和旅游|旅游|卫生|卫健|卫生健康|卫生计生|计生|人口计生|退役军人|退役军人事务|应急|应急管理|安监|安全监管|审计|国资|税务|市场监管|工商|质检|质监|食药监|药监|广电|新闻出版|体育|统计|医保|医疗保障|信访|扶贫|乡村振兴|发改|发展改革|发展和改革|物价|粮食|能源|海关|邮政|通信|电力|金融|金融监管|银保监|编制|机构编制|组织|宣传|统战|政法|网信|残联|妇联|工会|共青团|团委|工商联|科协|红十字会|慈善|民族|宗教|侨务|外事|外交|法制|法院|检察|检察院|监察|纪检监察|消防|气象|地震|林草|园林|城管|城市管理|档案|保密|铁路|民航|劳动|劳动保障|人事|社保|人力社保|劳动和社会保障|计划|经贸|外经贸|中医药|疾控|老龄)$/

/** Generic addressees and private actors; duties laid on them in prose are not asked for. */
export const genericBody =
  /^(?:(?:其他|各级|各|有关|相关|责任|成员|牵头|用人|用工|企事业|企业|事业|全国|全省|全市|全县|本|该|任何|所有)*(?:地区|地方|地|部门|单位|方面|机构|组织|企业|公司|国家|社会|你们|我们|大家|机关|团体|个人|家庭)(?:和|及|、)?)+$|^(?:社会|有关|相关)?各方(?:面)?$/

const privateEnding =
  /(?:企业|企业单位|公司|集团|用人单位|用工单位|项目单位|承办单位|中标单位|参保单位|业主单位|投标单位|建设单位|施工单位|经营单位|生产经营单位|生产单位|使用单位|经营者|个人|公民|当事人|申请人|纳税人|义务人|监护人|扶养人|负责人|业主|用户|职工|员工|教师|医师|工作者|人员|家长|学生|劳动者|消费者|投保人|中介机构|社会组织|企业事业单位|企事业单位|其他组织|职工代表大会)$/

/** True for subjects that are no public body of their own: 各地, 用人单位, 企业. */
export function isGeneric(name: string): boolean {
  const whole = name.replace(/（[^（）]*）$/, '')
  const bare = whole.replace(/^(?:各级|各|有关|相关|其他|本)+/, '')
  if (/^各(?:地区?|县市区|县区|市县|区县|乡镇)、?各/.test(whole)) return true
  return genericBody.test(whole) || genericBody.test(bare) || privateEnding.test(whole)
}
