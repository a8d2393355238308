import { checkCharacter, maskName, maskNumber, maskPhone } from '@zhucan/kernel'
import type { PersonalDatum } from '../document.ts'

/** How one kind of personal datum is found and masked. */
export interface Finder {
  readonly kind: PersonalDatum['kind']
  readonly pattern: RegExp
  readonly mask: (found: string) => string
  /** A second look that the pattern alone cannot give; `behind` is what follows. */
  readonly accepts?: (found: string, behind: string) => boolean
}

/** A digit, or a letter that scanners make of one. */
const digit = '[\\dOoIl]'
const gap = '[ -]?'
const idBody = `[1-9Il](?:${gap}${digit}){16}${gap}[\\dXxOolI]`
const slips: Readonly<Record<string, string>> = { O: '0', o: '0', I: '1', l: '1' }

/** The digits of a number as it was meant: without gaps, letters that scanners make of digits put right. */
function digitsOf(found: string): string {
  return found.replace(/[OoIl]/g, (letter) => slips[letter]!).replace(/[^\dXxBb]/g, '')
}

const few = (found: string, most = 3) => (found.match(/[OoIl]/g)?.length ?? 0) <= most
const counted = /^ ?(?:余|多)?(?:元|万|亿|人|户|吨|名|个|件|%|平方|公里|亩|次|分)/
const hideNumber = (found: string) => maskNumber(digitsOf(found))
const hidePhone = (found: string) => maskPhone(found.replaceAll(' ', ''))

const hideSocial = (found: string) => found[0] + '*'.repeat(found.length - 1)
const hidePlate = (found: string) => found.slice(0, 2) + '*'.repeat(Math.max(1, found.length - 2))

const telephone = '(?:联系电话|联系方式|电话|座机|传真|办公电话|固话|固定电话|热线|Tel|TEL|tel)'
const extension = '(?: ?(?:转|-|—|分机) ?\\d{1,5}|（(?:转|分机) ?\\d{1,5}）)?'
const local = `[2-9]\\d{2,3}[ -]?\\d{4}${extension}`

/** Numbers first that hold others: a certificate holds an ID number, an ID number digits of a telephone. */
export const finders: readonly Finder[] = [
  {
    kind: 'disability-certificate',
    pattern: new RegExp(
      `(?<![\\dA-Za-z])${idBody}${gap}[1-7]${gap}[1-4](?:${gap}[Bb]\\d)?(?![\\dA-Za-z])`,
      'g',
    ),
    mask: hideNumber,
    accepts: (found) => few(found) && isIdNumber(digitsOf(found).slice(0, 18)),
  },
  {
    kind: 'disability-certificate',
    pattern: new RegExp(
      `(?<=(?:残疾人证|残疾证|证件)(?:号码|编号|号)?[：: ]{0,3})\\d(?:${gap}${digit}){14,21}(?:[Bb]\\d)?(?!\\d)`,
      'g',
    ),
    mask: hideNumber,
  },
  {
    kind: 'id-number',
    pattern: new RegExp(`(?<![\\dA-Za-z])${idBody}(?![\\dA-Za-z])`, 'g'),
    mask: hideNumber,
    accepts: (found) => few(found) && isIdNumber(digitsOf(found)),
  },
  {
    kind: 'id-number',
    pattern: new RegExp(
      `(?<=身份证(?:件)?(?:号码|号)?[：: ]{0,3})\\d(?:${gap}${digit}){13,16}${gap}[\\dXx](?!\\d)`,
      'g',
    ),
    mask: hideNumber,
  },
  {
    kind: 'id-number',
    pattern: /(?<=(?:护照|通行证)(?:号码|编号|号)?[：: ]{0,3})[A-Z]{1,2}\d{7,8}(?!\d)/g,
    mask: hideNumber,
  },
  {
    kind: 'bank-account',
    pattern:
      /(?<=(?:账号|帐号|账户|帐户|卡号|银行卡|存折|一卡通|开户行|开户银行)[^\d。；\n]{0,16})\d(?:[ -]?\d){11,20}(?!\d)/g,
    mask: hideNumber,
    accepts: (_, behind) => !counted.test(behind),
  },
  {
    kind: 'bank-account',
    pattern: /(?<![\dA-Za-z.])(?:6\d|4\d|5[1-5]|95)\d{2}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![\dA-Za-z])/g,
    mask: hideNumber,
    accepts: (found, behind) => !counted.test(behind) && passesLuhn(digitsOf(found)),
  },
  {
    kind: 'mobile',
    pattern: new RegExp(
      `(?<![\\d.A-Za-z])[1Il][3-9]${digit}${gap}${digit}{4}${gap}${digit}{4}(?![\\dA-Za-z])`,
      'g',
    ),
    mask: (found) => maskPhone(digitsOf(found)),
    accepts: (found, behind) => few(found, 6) && !counted.test(behind),
  },
  {
    kind: 'phone',
    pattern: new RegExp(
      `(?<![\\d.])(?:（0\\d{2,3}）|0\\d{2,3}) ?(?:-|—)? ?[2-9]\\d{2,3}[ -]?\\d{3,4}${extension}(?!\\d)`,
      'g',
    ),
    mask: hidePhone,
    accepts: (found, behind) => found.replace(/\D/g, '').length >= 10 && !counted.test(behind),
  },
  {
    kind: 'phone',
    pattern: new RegExp(
      `(?<=${telephone}(?:号码)?(?:（[^（）\\n]{1,8}）)?[：: ]{0,3}(?:${local}[、，/ ]{1,2}){0,2})${local}(?!\\d)`,
      'g',
    ),
    mask: hidePhone,
    accepts: (_, behind) => !counted.test(behind),
  },
  {
    kind: 'phone',
    // The second of two behind one area code: 0999-5550123、5550124.
    pattern: new RegExp(
      `(?<=(?<![\\d.])0\\d{2,3} ?[-—]? ?[2-9]\\d{2,3}[ -]?\\d{4}${extension}[、/] ?)${local}(?!\\d)`,
      'g',
    ),
    mask: hidePhone,
    accepts: (_, behind) => !counted.test(behind),
  },
  {
    kind: 'plate',
    pattern:
      /(?<![A-Za-z0-9])[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z] ?[·.]? ?(?:[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|[A-HJ-NP-Z0-9]{5})(?![A-Za-z0-9])/g,
    mask: hidePlate,
    accepts: (found, behind) => (found.match(/\d/g)?.length ?? 0) >= 3 && !counted.test(behind),
  },
  {
    kind: 'email',
    pattern: /[A-Za-z0-9][A-Za-z0-9._%+-]{0,63} ?[@＠] ?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g,
    mask: maskEmail,
  },
  {
    kind: 'social-account',
    pattern:
      /(?<=(?:微信(?!公众|公号|小程序)|QQ|qq|Qq|扣扣|钉钉|企鹅)(?:号码|账号|帐号|群号|群|号)?(?:（[^（）\n]{1,8}）)?[：: ]{1,3})(?:[A-Za-z][A-Za-z0-9_-]{5,19}|[1-9]\d{4,11})(?![A-Za-z0-9])/g,
    mask: hideSocial,
  },
  {
    kind: 'social-account',
    pattern: /(?<=(?:微信号|QQ号|QQ|QQ群))(?:[A-Za-z][A-Za-z0-9_-]{5,19}|[1-9]\d{4,11})(?![A-Za-z0-9])/g,
    mask: hideSocial,
  },
  {
    kind: 'address',
    pattern:
      /(?<=(?:家庭住址|家庭地址|住址|现住址|现住|居住地址|居住地|户籍地址|户籍地|户籍所在地|常住地址|家住|住在|住所地?|送达地址)[：: ]{0,3})[\u4e00-\u9fff][\u4e00-\u9fff\dA-Za-z（） -]{3,44}?\d{1,4}(?:-\d{1,4}){0,2} ?(?:号|室|户|栋|幢|组|单元|楼)(?:[\u4e00-\u9fff\dA-Za-z-]{0,14}?\d{1,4}(?:号|室|户))?/g,
    mask: maskAddress,
  },
  {
    kind: 'address',
    pattern:
      /[\u4e00-\u9fff]{2,20}?(?:路|街|巷|村|小区|苑|园|里|弄|社区|新村|家园|公寓|镇|乡|道|屯|庄)(?:第?[一二三四五六七八九十\d]{1,3}(?:村民)?(?:组|社|队)|\d{1,4}(?:号|弄)?[\u4e00-\u9fff]{0,8}?\d{1,3}(?:栋|幢|单元|号楼|座|号院)(?:\d{1,2}单元)?)\d{1,4}(?:号|室|户)/g,
    mask: maskAddress,
  },
  {
    kind: 'address',
    // As above, the door behind a staircase without a word for it: 幸福路88号3单元201.
    pattern:
      /[\u4e00-\u9fff]{2,20}?(?:路|街|巷|村|小区|苑|园|里|弄|社区|新村|家园|公寓)\d{1,4}(?:号|弄|栋|幢|号楼)[\u4e00-\u9fff]{0,8}?(?:\d{1,3}(?:栋|幢|号楼|座))?\d{1,2}单元-?\d{3,4}(?![\d人户套个])/g,
    mask: maskAddress,
  },
]

/** Eighteen characters with a possible birth date; a wrong check character still is somebody's number, badly typed. */
function isIdNumber(text: string): boolean {
  const id = text.toUpperCase()
  if (id.length !== 18) return false
  if (id[17] === checkCharacter(id.slice(0, 17))) return true
  const [year, month, day] = [Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14))]
  return year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (const [index, one] of [...digits].reverse().entries()) {
    const doubled = index % 2 === 1 ? Number(one) * 2 : Number(one)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

function maskEmail(address: string): string {
  const at = address.search(/[@＠]/)
  return at < 0 ? '*'.repeat(address.length) : `${address[0]}***${address.slice(at)}`
}

/** The place stays, the door does not. */
function maskAddress(address: string): string {
  const door = address.search(/\d/)
  return address.slice(0, Math.max(1, door)) + '*'.repeat(Math.max(1, address.length - Math.max(1, door)))
}

const masks: Readonly<Record<PersonalDatum['kind'], (found: string) => string>> = {
  mobile: (found) => maskPhone(digitsOf(found)),
  phone: hidePhone,
  'id-number': hideNumber,
  'disability-certificate': hideNumber,
  'bank-account': hideNumber,
  'social-account': hideSocial,
  email: maskEmail,
  plate: hidePlate,
  address: maskAddress,
  name: (found) => maskName(found.replaceAll(/\s/g, '')),
  other: (found) => '*'.repeat(found.length),
}

/** What may be shown of words that somebody marked as personal: as much as of those that were recognised. */
export const maskAs = (kind: PersonalDatum['kind'], found: string): string => masks[kind](found)
