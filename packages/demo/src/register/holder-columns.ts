import { ageOn, type PlainDate } from '@zhucan/kernel'
import type { CellValue } from '@zhucan/sheets'
import { CATEGORY_WORDS, LEVEL_WORDS } from '../lists/certificate-words.ts'
import { RELATION_WORDS } from '../lists/relation-words.ts'
import { addressOf } from '../lists/shared-columns.ts'
import { accountOf } from '../lists/two-subsidies-payment.ts'
import type { Certificate, Household, Person } from '../people/model.ts'
import { draw, type Random, weighted } from '../random.ts'
import { type Guardian, guardianOf } from './guardians.ts'

/** Whatever a cell of the register may be made from. */
export interface HolderContext {
  person: Person
  household: Household
  certificate: Certificate
  guardian: Guardian | null
  residence: string
  day: PlainDate
  random: Random
}

interface HolderColumn {
  key: string
  header: string
  width: number
  cell(context: HolderContext): CellValue
}

const EDUCATION = weighted([
  ['文盲', 22],
  ['小学', 42],
  ['初中', 24],
  ['高中', 8],
  ['大专', 3],
  ['本科', 1],
])
const WORK = weighted([
  ['务农', 42],
  ['灵活就业', 12],
  ['未就业', 36],
  ['按比例就业', 3],
  ['个体就业', 3],
  ['公益性岗位', 3],
  ['辅助性就业', 1],
])
const BANKS = ['农村商业银行', '邮政储蓄银行', '农业银行']
const STATUS: Readonly<Record<Certificate['status'], string>> = {
  issued: '正常',
  frozen: '冻结',
  cancelled: '注销',
}

/** The thirty columns of the sheet of holders, in the wording of a federation's export. */
export const holderColumns: readonly HolderColumn[] = [
  column('name', '姓名', 10, ({ person }) => person.name),
  column('sex', '性别', 6, ({ person }) => (person.sex === 'male' ? '男' : '女')),
  column('birth', '出生日期', 12, ({ person }) => person.birth),
  column('ethnicity', '民族', 8, ({ person }) => person.ethnicity),
  column('idNumber', '身份证号', 21, ({ person }) => person.id18),
  column('certificateNumber', '残疾人证号', 25, ({ certificate }) => certificate.number),
  column('category', '残疾类别', 10, ({ certificate }) => CATEGORY_WORDS[certificate.category]),
  column('level', '残疾等级', 8, ({ certificate }) => LEVEL_WORDS[certificate.level]),
  column('components', '多重残疾明细', 20, ({ certificate }) => componentsOf(certificate)),
  column('issuedOn', '发证日期', 12, ({ certificate }) => certificate.issuedOn),
  column('validTo', '有效期至', 12, ({ certificate }) => certificate.validTo),
  column('certificateState', '持证状态', 8, stateOf),
  column('hukouRegion', '户籍地区划', 14, ({ household }) => household.village.code),
  column('residenceRegion', '现居住地', 28, ({ residence }) => residence),
  column('address', '详细地址', 28, ({ household }) => addressOf(household)),
  column('phone', '联系电话', 13, ({ person }) => person.phone || null),
  column('householdNumber', '户编号', 15, ({ household }) => household.number),
  column('relationToHead', '与户主关系', 10, ({ person }) => RELATION_WORDS[person.relation][person.sex]),
  column('hukouKind', '户口性质', 8, ({ household }) => (household.isRural ? '农业' : '非农业')),
  column('guardianName', '监护人姓名', 10, ({ guardian }) => guardian?.person.name ?? null),
  column('guardianPhone', '监护人电话', 13, ({ guardian }) => guardian?.person.phone || null),
  column('guardianRelation', '监护人关系', 10, ({ guardian }) => guardian?.relation ?? null),
  column('maritalStatus', '婚姻状况', 8, maritalStatusOf),
  column('education', '文化程度', 8, educationOf),
  column('employment', '就业状况', 10, employmentOf),
  column(
    'bankName',
    '开户银行',
    14,
    ({ random, household }) => household.village.countyName + random.pick(BANKS),
  ),
  column('bankAccount', '银行账号', 22, ({ person }) => accountOf(person)),
  column('selfCare', '生活自理能力', 10, selfCareOf),
  column('assessedBy', '评定机构', 18, assessorOf),
  column('notes', '备注', 14, ({ certificate }) => (certificate.reissue > 0 ? '遗失补发' : null)),
]

/** A holder's row as context for its cells. */
export function holderContext(
  person: Person,
  household: Household,
  rest: Pick<HolderContext, 'day' | 'random' | 'residence'>,
): HolderContext {
  if (person.certificate === null) throw new Error(`${person.no} holds no certificate`)
  return {
    person,
    household,
    certificate: person.certificate,
    guardian: guardianOf(person, household, rest.day),
    ...rest,
  }
}

function column(key: string, header: string, width: number, cell: HolderColumn['cell']): HolderColumn {
  return { key, header, width, cell }
}

function componentsOf({ components }: Certificate): string | null {
  if (components.length === 0) return null
  return components
    .map(({ category, level }) => CATEGORY_WORDS[category].slice(0, 2) + LEVEL_WORDS[level])
    .join('、')
}

/** Offices often leave 正常 standing when the date has passed; the date decides. */
function stateOf({ certificate, day, random }: HolderContext): string {
  if (certificate.status === 'issued' && certificate.validTo < day && random.chance(0.6)) return '过期'
  return STATUS[certificate.status]
}

function maritalStatusOf({ person, day, random }: HolderContext): string {
  if (person.isMarried) return '已婚'
  const age = ageOn(person.birth, day)
  if (age < 22 || person.relation === 'son' || person.relation === 'daughter') return '未婚'
  return age > 60 && random.chance(0.7) ? '丧偶' : random.pick(['未婚', '离异', '丧偶'])
}

function educationOf({ person, day, random }: HolderContext): string {
  return ageOn(person.birth, day) < 7 ? '学龄前儿童' : draw(random, EDUCATION)
}

function employmentOf({ person, day, random }: HolderContext): string | null {
  const age = ageOn(person.birth, day)
  return age < 16 || age >= 65 ? '未就业' : draw(random, WORK)
}

function selfCareOf({ certificate, random }: HolderContext): string {
  const worst = { 1: 0.55, 2: 0.2, 3: 0.03, 4: 0.005 }[certificate.level]
  if (random.chance(worst)) return '不能自理'
  return random.chance(worst + 0.15) ? '部分自理' : '完全自理'
}

function assessorOf({ certificate, household }: HolderContext): string {
  const isMind = certificate.category === 'mental' || certificate.category === 'intellectual'
  return isMind ? '市精神卫生中心' : `${household.village.countyName}人民医院`
}
