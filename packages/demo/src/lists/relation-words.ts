import type { Sex } from '@zhucan/kernel'
import type { Relation } from '../people/model.ts'

/** How relations to the head are written in lists. */
export const RELATION_WORDS: Readonly<Record<Relation, Readonly<Record<Sex, string>>>> = {
  head: { male: '户主', female: '户主' },
  spouse: { male: '配偶', female: '配偶' },
  son: { male: '之子', female: '之子' },
  daughter: { male: '之女', female: '之女' },
  childInLaw: { male: '之女婿', female: '之儿媳' },
  grandchild: { male: '之孙子', female: '之孙女' },
  parent: { male: '之父', female: '之母' },
  grandparent: { male: '之祖父', female: '之祖母' },
  sibling: { male: '之兄弟姐妹', female: '之兄弟姐妹' },
  other: { male: '其他', female: '其他' },
}
