import { addMonths, monthOf } from '@zhucan/kernel'
import { DUPLICATE_RATE } from '../faults/rates.ts'
import type { Assistance, Household, Person } from '../people/model.ts'
import type { Plan } from '../plan.ts'
import { type Random, randomOf } from '../random.ts'
import { type Entry, entryOf, listKind } from './list-kind.ts'
import { RELATION_WORDS } from './relation-words.ts'
import {
  addressColumn,
  nameColumn,
  numberColumn,
  placeColumns,
  serialColumn,
  sexColumn,
} from './shared-columns.ts'

const ID = 'civil-affairs-assistance'

interface AssistanceRow extends Entry {
  assistance: Exclude<Assistance, 'none'> | 'other'
  /** YYYYMM of the first month, and of the last where it has passed. */
  from: number
  to: number | null
}

const WORDS: Readonly<Record<AssistanceRow['assistance'], (row: AssistanceRow) => string>> = {
  dibao: ({ household, random }) =>
    household.isRural ? '农村低保' : random.chance(0.5) ? '城市低保' : '低保',
  'dibao-margin': () => '低保边缘家庭',
  tekun: ({ random }) => (random.chance(0.7) ? '分散供养特困' : '集中供养特困'),
  other: () => '临时救助',
}

function headOf({ members }: Household): Person {
  return members[0]!
}

/** Members whom the assistance covers, one row each. */
export const civilAffairsAssistance = listKind<AssistanceRow>({
  id: ID,
  lane: 1,
  repeated: DUPLICATE_RATE,
  layout: {
    format: 'xlsx',
    sheetName: '社会救助对象',
    above: (_counts, { area, day }) => [
      `${area}社会救助对象花名册`,
      `填报单位：${area}民政局　　截止时间：${day.slice(0, 4)}年${Number(day.slice(5, 7))}月`,
    ],
    below: ({ rows }) => ['合计', null, rows],
  },
  columns: [
    serialColumn(),
    ...placeColumns(null, '乡镇（街道）', '村（社区）'),
    { key: 'headName', header: '户主姓名', cell: ({ household }) => headOf(household).name },
    { key: 'headIdNumber', header: '户主身份证号码', cell: ({ household }) => headOf(household).id18 },
    nameColumn('保障对象姓名'),
    sexColumn(),
    numberColumn('公民身份号码'),
    {
      key: 'relationToHead',
      header: '与户主关系',
      cell: ({ person }) => RELATION_WORDS[person.relation][person.sex],
    },
    { key: 'assistance', header: '救助类型', cell: (row) => WORDS[row.assistance](row) },
    {
      key: 'householdNumber',
      header: '救助证号',
      cell: ({ household }) => `JZ${household.number.slice(-10)}`,
    },
    { key: 'members', header: '保障人数', cell: ({ household }) => household.members.length },
    {
      key: 'monthlyAmount',
      header: '月救助金额（元）',
      cell: ({ assistance, random }) => (assistance === 'tekun' ? 780 : random.int(180, 620)),
    },
    { key: 'from', header: '享受起始年月', cell: ({ from }) => String(from) },
    { key: 'to', header: '停发年月', cell: ({ to }) => (to === null ? null : String(to)) },
    addressColumn('家庭住址'),
    { key: null, header: '审批人', cell: () => null },
    { key: null, header: '备注', cell: ({ random }) => (random.chance(0.02) ? '年审通过' : null) },
  ],
  slips: [
    { key: 'assistance', code: 'value.not-in-list', rate: 0.004, text: '待定' },
    { key: 'name', code: 'name.missing', rate: 0.002, text: '' },
  ],
  rowsOf: (household, plan) =>
    household.members.flatMap((person) => {
      const { assistance } = person.life
      if (assistance === 'none') return []
      return [assistanceRow(household, person, { plan, assistance, ended: false })]
    }),
  strangersOf: (_village, plan, strangers) =>
    strangers(0.11, [25, 88]).flatMap((household) => {
      const random = randomOf(plan.seed, ID, household.number)
      const kind = random.next()
      const assistance =
        kind < 0.72 ? 'dibao' : kind < 0.86 ? 'dibao-margin' : kind < 0.96 ? 'tekun' : 'other'
      const ended = random.chance(0.03)
      const covered = assistance === 'tekun' ? household.members.slice(0, 1) : household.members
      return covered.map((person) => assistanceRow(household, person, { plan, assistance, ended }))
    }),
})

interface Standing {
  plan: Plan
  assistance: AssistanceRow['assistance']
  ended: boolean
}

function assistanceRow(
  household: Household,
  person: Person,
  { plan, assistance, ended }: Standing,
): AssistanceRow {
  const random: Random = randomOf(plan.seed, ID, 'row', person.no)
  const from = monthOf(addMonths(plan.day, -random.int(8, 70)))
  const to = ended ? monthOf(addMonths(plan.day, -random.int(1, 6))) : null
  return { ...entryOf(household, person, random), assistance, from, to }
}
