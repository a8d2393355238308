import { checkCharacter, maskName, maskNumber, maskPhone } from '@zhucan/kernel'
import type { PersonalDatum } from '../document.ts'
import { type FlatText, placeOf } from '../text/flat-text.ts'

type Kind = PersonalDatum['kind']

interface Finder {
  readonly kind: Kind
  readonly pattern: RegExp
  readonly mask: (found: string) => string
  /** A second look that the pattern alone cannot give. */
  readonly accepts?: (found: string) => boolean
}

const staff =
  '(?:联系人|负责人|经办人|填报人|填表人|审核人|制表人|监护人|户主|申请人|当事人|姓名|收款人|户名|受助人|残疾人姓名|咨询人|报名联系人)'
const surname =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳唐罗薛伍余米贝姚孟顾尹江钟崔林石龙万段雷侯夏蔡田胡凌霍虞万支柯管卢莫房解应宗丁宣邓单杭洪包诸左吉龚程邢裴陆荣翁荀羊甄曲封储靳段富巫乌焦谷车侯全班仰仲宫宁仇栾甘厉祖武符刘景詹束龙叶幸司黎薄印宿白怀蒲从索赖卓蔺屠蒙池乔阴胥闻党翟谭贡姬申扶堵冉郦雍桑桂牛寿通边扈燕尚农温别庄晏柴瞿阎慕连茹习艾鱼容向古易慎戈廖终居衡步都耿满匡文寇广禄阙东欧利师巩聂晁勾敖融冷訾辛阚那简饶曾关蒯相查高肖岳丛廉路盛覃邱邵汤熊龚梁宋贾闫齐殷樊倪庞颜常毛欧阳诸葛上官司马东方尉迟公孙慕容令狐'

const finders: readonly Finder[] = [
  {
    kind: 'id-number',
    pattern: /(?<![\dA-Za-z])[1-9]\d{16}[\dXx](?![\dA-Za-z])/g,
    mask: maskNumber,
    accepts: isIdNumber,
  },
  { kind: 'mobile', pattern: /(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g, mask: maskPhone },
  { kind: 'phone', pattern: /(?<!\d)(?:（?0\d{2,3}）?-?)[2-9]\d{6,7}(?:-\d{1,5})?(?!\d)/g, mask: maskPhone },
  {
    kind: 'bank-account',
    pattern: /(?<=(?:账号|帐号|账户|卡号|银行卡|开户行)[^\d。；]{0,12})\d{12,21}(?!\d)/g,
    mask: maskNumber,
  },
  {
    kind: 'bank-account',
    pattern: /(?<![\dA-Za-z])62\d{14,17}(?!\d)/g,
    mask: maskNumber,
    accepts: passesLuhn,
  },
  {
    kind: 'email',
    pattern: /[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g,
    mask: maskEmail,
  },
  {
    kind: 'name',
    pattern: new RegExp(
      `(?<=${staff}(?:及电话|和电话)?：?)[${surname}][\\u4e00-\\u9fff·]{1,3}(?=[，。；、（：\\d\\n]|电话|联系|手机|办公|同志|$)`,
      'gm',
    ),
    mask: maskName,
  },
]

/** Finds phones, ID numbers, accounts, addresses of mail, and names beside 联系人 and the like. */
export function findPersonalData(flat: FlatText): PersonalDatum[] {
  const found: PersonalDatum[] = []
  for (const { kind, pattern, mask, accepts } of finders) {
    for (const match of flat.plain.matchAll(pattern)) {
      if (accepts && !accepts(match[0])) continue
      const place = placeOf(flat, match.index, match.index + match[0].length)
      if (found.some(({ start, end }) => place.start < end && start < place.end)) continue
      found.push({ kind, ...place, masked: mask(match[0]) })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Eighteen characters with a possible birth date; a wrong check character still is somebody's number, badly typed. */
function isIdNumber(text: string): boolean {
  const id = text.toUpperCase()
  if (id[17] === checkCharacter(id.slice(0, 17))) return true
  const [year, month, day] = [Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14))]
  return year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = index % 2 === 1 ? Number(digit) * 2 : Number(digit)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

function maskEmail(address: string): string {
  return `${address[0]}***${address.slice(address.indexOf('@'))}`
}
