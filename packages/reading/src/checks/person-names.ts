/** A stretch of a text. */
export interface Found {
  readonly start: number
  readonly end: number
}

const surnames =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳唐罗薛伍余米贝姚孟顾尹江钟崔林石龙万段雷侯夏蔡田胡凌霍虞支柯管卢莫房解应宗丁宣邓单杭洪包诸左吉龚程邢裴陆荣翁荀羊甄曲封储靳富巫乌焦谷车全班仰仲宫宁仇栾甘厉祖武符刘景詹束叶幸司黎薄印宿白怀蒲从索赖卓蔺屠蒙池乔阴胥闻党翟谭贡姬申扶堵冉郦雍桑桂牛寿通边扈燕尚农温别庄晏柴瞿阎慕连茹习艾鱼容向古易慎戈廖终居衡步都耿满匡文寇广禄阙东师巩聂晁勾敖融冷訾辛阚那简饶曾关蒯相查高肖岳丛廉路盛覃邱邵汤熊梁宋贾闫齐殷樊倪庞颜常毛康郝欧滕毕邬安乐于时傅卞伏成戴郭黄纪计梅闵穆萧项麻强杜阮蓝席季娄危童刁骆樊经裘缪干解丘和平代苟佟佘佴银原展母揭仝候肉'
const compound = '欧阳|诸葛|上官|司马|东方|尉迟|公孙|慕容|令狐|司徒|夏侯|皇甫|端木|南宫|独孤'
/** What makes a phrase no name, whatever it begins with. */
const noName =
  /[科部处室局办会股组所站院司厅校委某×*、，]|中心|电话|手机|负责|联系|签[字名章]|盖章|单位|同志|地址|性别|全面|全体|管理|方面|方式|时间|职务|有关|安排|应当|相关|平均|成员|成立|通知|计划|经费|关于|高度|金额|广泛|文件|安全|任务|查验|计算|水平|温馨|施行|农村|农户|景区|连续|步骤|许可|居民|居住|容易|相应|万元|单独|常住|干部|银行|母亲|代表|原则|展示|广大|从事|向[上下]|和[其有]|于[每本今明]/
const given = '[\\u4e00-\\u9fff](?: ?[\\u4e00-\\u9fff])?'
const chinese = new RegExp(`(?:(?:${compound}) ?${given}|[${surnames}] ?${given})`, 'y')
const foreign = /[\u4e00-\u9fff]{2,8}(?:·[\u4e00-\u9fff]{1,8}){1,2}/y
const boundary =
  /^(?:$|[ ，。；、（）：|/\d\n]|电话|联系|手机|办公|同志|老师|主任|科长|女士|先生|身份|性别|住|男|女|微信|邮箱|传真)/

/** The end of a name that begins at a place of the text; -1 where none does. */
function nameEnd(text: string, at: number): number {
  for (const pattern of [foreign, chinese]) {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found === undefined) continue
    const end = closedEnd(text, at, found)
    if (end > 0) return end
  }
  return -1
}

/** Three characters where they end as a name ends, else two. */
function closedEnd(text: string, at: number, found: string): number {
  for (const length of [found.length, found.length - 1]) {
    const name = found.slice(0, length).trimEnd()
    const end = at + name.length
    if (name.replaceAll(' ', '').length < 2 || noName.test(name)) continue
    if (boundary.test(text.slice(end, end + 4))) return end
  }
  return -1
}

/** Nouns beside which a person is named. */
const contact =
  '报名联系人|联系人员|联系人|联络人员|联络人|联络员名单|联络员|对接人|咨询人|承办人|经办人|填报人|填表人|审核人|制表人|起草人|拟稿人|经手人|户主|残疾人姓名|姓名|收款人|户名|受助人|被监护人'
/** Nouns that stand in running text as well, so that a colon or a number must show that a name follows. */
const role = '负责人|责任人|监护人|申请人|当事人|救助对象|法定代表人|法人代表|监督人|分管领导|责任领导'
const label = new RegExp(
  `(?:${contact})(?:（[^（）\\n]{1,10}）)?(?:及(?:联系)?(?:电话|方式)|和(?:联系)?电话|姓名)?(?:[ ：]{1,3}|[为是](?=[${surnames}])|(?=[\\u4e00-\\u9fff]))|(?:${role})(?:（[^（）\\n]{1,10}）)?(?:及(?:联系)?电话|姓名)? ?(?:：|(?=[${surnames}][\\u4e00-\\u9fff]{1,2}[ ，：（]{0,2}(?:\\d|电话|手机|联系电话)))`,
  'g',
)
/** 联系人：市残联康复科 王小明: the office before the name. */
const office =
  /(?: ?[\u4e00-\u9fff（）]{1,16}?[科部处室局办会股组所站院厅委](?=[ ，：、]|(?=[\u4e00-\u9fff]{2,3}(?:[ ，。；（：\d\n]|$)))[ ，：、]?)?/y

/** Names beside 联系人, 户主 and the like, one or several. */
export function namesBesideLabels(text: string): Found[] {
  const found: Found[] = []
  for (const match of text.matchAll(label)) {
    let at = skipBlank(text, match.index + match[0].length)
    if (nameEnd(text, at) < 0) {
      office.lastIndex = at
      at = skipBlank(text, at + (office.exec(text)?.[0].length ?? 0))
    }
    found.push(...namesFrom(text, at))
  }
  return found
}

const mostNames = 12
/** What stands between two names of a list, with how the first is addressed. */
const parting = /^(?:同志|老师|女士|先生)?(?:、|，|；|\/| {1,3}|和|及)/

function namesFrom(text: string, from: number): Found[] {
  const names: Found[] = []
  let at = from
  while (names.length < mostNames) {
    const end = nameEnd(text, at)
    if (end < 0) break
    names.push({ start: at, end })
    const between = parting.exec(text.slice(end, end + 6))?.[0] ?? ''
    if (between === '') break
    at = end + between.length
  }
  return names
}

const skipBlank = (text: string, at: number) => at + (/^[ ：]*/.exec(text.slice(at, at + 4))?.[0].length ?? 0)

const beforeNumber = new RegExp(
  `(?:^|[，。；：、（|\\n ]|与|由|向|找|联系|请)((?:${compound})[\\u4e00-\\u9fff]{1,2}|[${surnames}][\\u4e00-\\u9fff]{1,2})(?:同志|老师|主任|科长|女士|先生)?[ ，：（|]{0,2}(?:联系电话|电话|手机号码|手机号|手机|身份证号码|身份证号|身份证|证号)?[ ：|]{0,2}$`,
)

/** The name that stands right before somebody's number: 请与王小明（138…）联系. */
export function nameBefore(text: string, at: number): Found | null {
  const from = Math.max(0, at - 26)
  const found = beforeNumber.exec(text.slice(from, at))
  const name = found?.[1]
  if (!found || name === undefined || noName.test(name)) return null
  const start = from + found.index + found[0].indexOf(name)
  return { start, end: start + name.length }
}

const asked = new RegExp(
  `(?<=[与向找请由]|联系)((?:${compound})[\\u4e00-\\u9fff]{1,2}|[${surnames}][\\u4e00-\\u9fff]{1,2})(?=(?:同志|老师|女士|先生)(?:联系|咨询|对接|报名|领取))`,
  'g',
)

/** Somebody to turn to: 请与王小明同志联系. */
export function namesAskedFor(text: string): Found[] {
  return [...text.matchAll(asked)]
    .filter(([name]) => !noName.test(name))
    .map(({ 0: name, index }) => ({ start: index, end: index + name.length }))
}

/** Names in the column of a table whose head says that persons stand in it. */
export function namesInColumns(text: string): Found[] {
  const found: Found[] = []
  let column = -1
  let at = 0
  for (const line of text.split('\n')) {
    const cells = line.split('|')
    const head = cells.findIndex((cell) =>
      /^ ?(?:姓名|户主(?:姓名)?|残疾人姓名|联系人|受助人(?:姓名)?) ?$/.test(cell),
    )
    if (cells.length < 2) column = -1
    else if (head >= 0) column = head
    else if (column >= 0 && column < cells.length) {
      const start = at + cells.slice(0, column).join('|').length + (column > 0 ? 1 : 0)
      const from = start + (/^ */.exec(cells[column]!)?.[0].length ?? 0)
      const end = nameEnd(text, from)
      if (end > 0) found.push({ start: from, end })
    }
    at += line.length + 1
  }
  return found
}
