import type { CellValue } from '@zhucan/sheets'
import { writeNumber } from '../faults/number.ts'
import { REGISTER_RATES } from '../faults/rates.ts'
import { RELATION_WORDS } from '../lists/relation-words.ts'
import type { Household, Person } from '../people/model.ts'
import type { Plan } from '../plan.ts'
import { randomOf } from '../random.ts'
import { type PlantedFault, spoilHolder } from './register-faults.ts'

/** Headers of the sheet of family members, with the catalogue's column keys. */
export const familyColumns = [
  { key: 'householdNumber', header: '户编号', width: 15 },
  { key: 'name', header: '成员姓名', width: 10 },
  { key: 'relationToHead', header: '与户主关系', width: 10 },
  { key: 'idNumber', header: '身份证号码', width: 21 },
  { key: 'birth', header: '出生日期', width: 12 },
  { key: 'sex', header: '性别', width: 6 },
  { key: 'isCarer', header: '是否照料人', width: 10 },
  { key: 'phone', header: '联系电话', width: 13 },
] as const

/** A member's row, what is wrong in it, and whether the register will know the member by number. */
export interface FamilyRow {
  person: Person
  values: CellValue[]
  isFindable: boolean
  faults: readonly PlantedFault[]
  variants: readonly { key: string; kind: string }[]
}

/** Rows of everybody in the household who holds no certificate. */
export function familyRows(household: Household, plan: Plan): FamilyRow[] {
  const isKnown = household.members.some(
    (person) => person.kind === 'holder' && spoilHolder(person, household, plan).isImported,
  )
  const rows = household.members
    .filter(({ kind }) => kind !== 'holder')
    .map((person) => familyRow(person, household, plan))
  return isKnown ? rows : rows.map(withoutHousehold)
}

/** Nobody of the household came in with the holders, so that its number means nothing. */
function withoutHousehold(row: FamilyRow): FamilyRow {
  const faults = [...row.faults, { key: 'householdNumber', code: 'household.unknown' as const }]
  return { ...row, isFindable: false, faults }
}

function familyRow(person: Person, household: Household, plan: Plan): FamilyRow {
  const { raw, isUsable, fault, variant } = memberNumber(person, household, plan)
  const values = [
    household.number,
    person.name,
    RELATION_WORDS[person.relation][person.sex],
    raw,
    person.birth,
    person.sex === 'male' ? '男' : '女',
    person.isCarer ? '是' : '否',
    person.phone || null,
  ]
  const faults = fault === null ? [] : [{ key: 'idNumber', code: fault }]
  const variants = variant === null || !isUsable ? [] : [{ key: 'idNumber', kind: variant }]
  return { person, values, isFindable: isUsable, faults, variants }
}

/** Unusable numbers stay in quiet homes: readers differ in whether such a member still counts to the household. */
function memberNumber(person: Person, { isQuiet }: Household, plan: Plan) {
  const random = randomOf(plan.seed, 'family-faults', person.no)
  const where = { seed: plan.seed, day: plan.day, place: 'family', no: person.no }
  if (isQuiet && random.chance(0.06)) return writeNumber(person.id18, where, 'damaged')
  if (random.chance(REGISTER_RATES.variant)) return writeNumber(person.id18, where, 'variant')
  return { raw: person.id18, isUsable: true, fault: null, variant: null }
}
