import { ageOn } from '@zhucan/kernel'
import { DUPLICATE_RATE } from '../faults/rates.ts'
import type { Household, Person, Schooling } from '../people/model.ts'
import type { Plan } from '../plan.ts'
import { randomOf } from '../random.ts'
import { type Entry, entryOf, listKind } from './list-kind.ts'
import { nameColumn, placeColumns, serialColumn, sexColumn } from './shared-columns.ts'

const ID = 'school-register'
/** Share of disabled pupils who are on file under a parent's number. */
const PARENTS_NUMBER = 0.015

interface PupilRow extends Entry {
  schooling: Schooling
  age: number
}

const FORMS: Readonly<Record<Schooling['form'], string>> = {
  regular: '随班就读',
  special: '特教学校',
  home: '送教上门',
}
const GRADES = ['一年级', '二年级', '三年级', '四年级', '五年级', '六年级', '七年级', '八年级', '九年级']

/** Pupils of primary and junior middle schools of the county, disabled or not. */
export const schoolRegister = listKind<PupilRow>({
  id: ID,
  lane: 3,
  repeated: DUPLICATE_RATE,
  layout: {
    format: 'xlsx',
    sheetName: '学籍信息',
    above: (_counts, { area }) => [`${area}义务教育阶段学生学籍名册`],
    notes: [
      '填报说明',
      '1. 本表由全国中小学生学籍信息管理系统导出。',
      '2. 残疾学生就读方式包括随班就读、特教学校、送教上门。',
    ],
  },
  columns: [
    serialColumn('编号'),
    { key: 'school', header: '学校名称', cell: schoolOf },
    { key: 'grade', header: '就读年级', cell: ({ age }) => GRADES[Math.min(8, Math.max(0, age - 6))]! },
    { key: 'className', header: '班级', cell: ({ random }) => `${random.int(1, 6)}班` },
    nameColumn('学生姓名'),
    sexColumn(),
    { key: 'birth', header: '出生日期', cell: ({ person }) => person.birth.replaceAll('-', '') },
    { key: 'idNumber', header: '身份证件号', cell: (_row, { number }) => number },
    {
      key: 'studentNumber',
      header: '全国学籍号',
      cell: ({ person, numberOf }) => (numberOf === person ? `G${person.id18}` : null),
    },
    {
      key: 'form',
      header: '就读方式',
      cell: ({ schooling, person }) => (person.certificate ? FORMS[schooling.form] : '普通'),
    },
    {
      key: 'status',
      header: '学籍状态',
      cell: ({ schooling }) => (schooling.status === 'left' ? '辍学' : '在读'),
    },
    { key: 'guardianName', header: '家长姓名', cell: ({ household }) => household.members[0]!.name },
    {
      key: 'guardianPhone',
      header: '家长联系电话',
      cell: ({ household }) => household.members[0]!.phone || null,
    },
    ...placeColumns(null, '户籍乡镇', '户籍村'),
    { key: null, header: '是否寄宿生', cell: ({ random }) => (random.chance(0.2) ? '是' : '否') },
  ],
  slips: [{ key: 'birth', code: 'date.invalid', rate: 0.004, text: '20130230' }],
  rowsOf: (household, plan) =>
    household.members.flatMap((person) => {
      const { schooling } = person.life
      return schooling ? [pupilRow(household, person, { plan, schooling })] : []
    }),
  strangersOf: (_village, plan, strangers) =>
    strangers(0.24, [6, 15]).flatMap((household) =>
      household.members
        .filter(({ birth }) => isPupil(ageOn(birth, plan.day)))
        .map((person) =>
          pupilRow(household, person, { plan, schooling: { form: 'regular', status: 'enrolled' } }),
        ),
    ),
})

function isPupil(age: number): boolean {
  return age >= 6 && age <= 15
}

function pupilRow(
  household: Household,
  person: Person,
  { plan, schooling }: { plan: Plan; schooling: Schooling },
): PupilRow {
  const random = randomOf(plan.seed, ID, 'row', person.no)
  const entry = entryOf(household, person, random)
  const parent = household.members[0]!
  const isMistaken =
    random.chance(PARENTS_NUMBER) &&
    person.kind === 'holder' &&
    parent.kind === 'relative' &&
    parent !== person
  const numberOf = isMistaken ? parent : person
  return {
    ...entry,
    numberOf,
    number: numberOf.id18,
    // Pupils of holders' families are always found: rules are asked about holders, and families must not add clues.
    spoiling: person.kind === 'relative' || person.kind === 'suspected' || isMistaken ? 'readable' : 'any',
    schooling,
    age: ageOn(person.birth, plan.day),
  }
}

function schoolOf({ household, schooling, age }: PupilRow): string {
  const { countyName, townshipName } = household.village
  if (schooling.form === 'special') return `${countyName}特殊教育学校`
  return `${townshipName.replace(/(?:街道|镇|回族乡|乡)$/, '')}${age < 12 ? '中心小学' : '初级中学'}`
}
