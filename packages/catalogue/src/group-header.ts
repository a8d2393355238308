import { isKnownHeader } from './file-list.ts'
import { normaliseHeader } from './header-text.ts'

const emptyEnding = /(基本信息|基本情况|信息|情况|资料|information|details)$/
const oneself = /^(本人|个人|基本|残疾人|持证人|申请人|户籍|户口)/
const otherPerson = /([人员属偶亲母父主者师生长]|子女|guardian|contact)$/i

/**
 * The name of a column that stands under a merged group head: 监护人信息 over 电话 is 监护人电话. The group is left out
 * where it tells nothing (户籍地 over 县), unless it names another person or the same column stands under several groups.
 */
export function joinHeader(group: string, own: string, isDoubled: boolean): string {
  const whose = withoutEnding(normaliseHeader(group))
  if (whose === '' || normaliseHeader(own).startsWith(whose)) return own
  const joined = whose + own
  const isOwn = oneself.test(whose)
  // More files know 乡镇 than 户籍地乡镇.
  if (isOwn && isKnownHeader(own)) return own
  if (isKnownHeader(joined)) return joined
  if (isOwn) return own
  return isDoubled || otherPerson.test(whose) ? joined : own
}

/** 基本信息 alone is a group as well. */
function withoutEnding(group: string): string {
  const bare = group.replace(emptyEnding, '')
  return bare === '' ? group : bare
}
