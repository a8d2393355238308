import { ageOn, type PlainDate } from '@zhucan/kernel'
import type { Household, Person, Relation } from '../people/model.ts'

/** Who answers for a holder, and what that person is to the holder. */
export interface Guardian {
  person: Person
  relation: string
}

/** The guardian of a minor or of a person with an intellectual or mental disability; null for everybody else. */
export function guardianOf(person: Person, { members }: Household, day: PlainDate): Guardian | null {
  const category = person.certificate?.category
  const needsOne = ageOn(person.birth, day) < 18 || category === 'intellectual' || category === 'mental'
  if (!needsOne) return null
  const adults = members.filter((member) => member !== person && ageOn(member.birth, day) >= 18)
  const guardian = adults.find(({ isCarer }) => isCarer) ?? adults[0]
  return guardian ? { person: guardian, relation: relationBetween(guardian, person) } : null
}

const OLDER: readonly Relation[] = ['head', 'spouse']

function relationBetween(guardian: Person, ward: Person): string {
  const isParentOfHead = guardian.relation === 'parent'
  if (ward.relation === 'son' || ward.relation === 'daughter') {
    if (OLDER.includes(guardian.relation)) return guardian.sex === 'male' ? '父亲' : '母亲'
    return isParentOfHead ? '祖父母或外祖父母' : '兄弟姐妹'
  }
  if (ward.relation === 'grandchild') return guardian.sex === 'male' ? '祖父' : '祖母'
  if (OLDER.includes(ward.relation) && OLDER.includes(guardian.relation)) return '配偶'
  if (ward.relation === 'sibling' && guardian.relation === 'head') return '兄弟'
  if (ward.relation === 'parent' && guardian.relation === 'head')
    return guardian.sex === 'male' ? '儿子' : '女儿'
  if (ward.relation === 'parent' && isParentOfHead) return '配偶'
  if (OLDER.includes(ward.relation) && isParentOfHead) return guardian.sex === 'male' ? '父亲' : '母亲'
  if (guardian.relation === 'son') return '儿子'
  return guardian.relation === 'daughter' ? '女儿' : '其他'
}
