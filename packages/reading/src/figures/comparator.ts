import type { Comparator } from '../document.ts'
import type { PrintedNumber } from './numbers.ts'

const about = /(?:约|近|大约|大概|接近|约为|左右)(?:为|占)?$/
const floor =
  /(?:不少于|不低于|不小于|不下于|不得少于|不得低于|不能少于|不能低于|至少|最低(?!工资|生活|保障|缴费|收入|标准|的)|(?<!不|不得|不能)(?:大于|高于|多于)|(?<!不|不得|不能)超过|突破|达到|达|超|逾)(?:[\u4e00-\u9fff]{0,6}(?:为|了|到|的|每人|每月|每年|每户|总数)|(?:设立|建立|建设|建成|举办|配备|确定|选派|培育|开展|有|安排|建|培养|打造|聘用|创建|扶持|提供|组织|完成){1,2})?$/
const ceiling =
  /(?:不超过|不高于|不多于|不大于|不得超过|不得高于|不得多于|不能超过|未超过|控制在|限制在|(?<!不|不得|不能)(?:低于|少于|小于)|不足|不到|未满|最高|最多|至多|上限)(?:[\u4e00-\u9fff]{0,6}(?:为|了|到|的|每人|每月|每年|每户|总数))?$/

/** How a number is compared, from the words around it; 左右 and 约 win over 达到. */
export function comparatorOf(before: string, number: PrintedNumber, behind: string): Comparator {
  const near = before.slice(-16)
  if (about.test(near) || /^(?:\S{0,3})?(?:左右|上下)/.test(behind.slice(0, 5))) return '~'
  if (/(?:不超过|不得超过|不能超过|不高于|不得高于)[\u4e00-\u9fff]{0,14}$/.test(near)) return '<='
  if (/(?:不少于|不低于|不得低于|不得少于|至少)[\u4e00-\u9fff]{0,14}$/.test(near)) return '>='
  if (ceiling.test(near)) return '<='
  if (/^(?:及|或|（含）)?(?:者)?(?:以下|以内|之内)/.test(behind) || /^(?:的)?限额/.test(behind)) return '<='
  if (/[>≥]=?$/.test(near)) return '>='
  if (/[<≤]=?$/.test(near)) return '<='
  if (floor.test(near) || number.isMore) return '>='
  if (/^(?:及|或|（含）|\(含\))?(?:以上)/.test(behind)) return '>='
  return '='
}
