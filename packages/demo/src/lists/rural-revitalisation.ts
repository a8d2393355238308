import type { Household, Person, Poverty } from '../people/model.ts'
import type { Plan } from '../plan.ts'
import { randomOf } from '../random.ts'
import { type Entry, entryOf, listKind } from './list-kind.ts'
import { RELATION_WORDS } from './relation-words.ts'
import { nameColumn, placeColumns, serialColumn } from './shared-columns.ts'

const ID = 'rural-revitalisation'
/** Share of holders whom this system knows by certificate number (20 characters, 22 after a re-issue). */
const BY_CERTIFICATE = 0.7

interface MemberRow extends Entry {
  poverty: Poverty
  /** Place in the household, from 1. */
  place: number
}

const MONITORED = { unstable: '脱贫不稳定户', marginal: '边缘易致贫户', sudden: '突发严重困难户' } as const

/** Members of exited and monitored households, as exported from the national system: dates are YYYYMM. */
export const ruralRevitalisation = listKind<MemberRow>({
  id: ID,
  lane: 7,
  repeated: 0,
  layout: {
    format: 'xlsx',
    sheetName: '监测对象和脱贫人口',
    isCounted: true,
    above: ({ households, people }, { area }) => [
      `${area}脱贫人口和监测对象基础信息（共${households}户${people}人）`,
    ],
    below: ({ households, people }) => ['合计', `${households}户`, `${people}人`],
  },
  columns: [
    serialColumn(),
    { key: 'dataDate', header: '数据日期', cell: (_row, { day }) => day },
    ...placeColumns('县', '乡镇', '行政村'),
    { key: 'hamlet', header: '自然村', cell: ({ random }) => `${random.pick([...'一二三四五六'])}组` },
    { key: 'householdNumber', header: '户编号', cell: ({ poverty }) => poverty.number },
    {
      key: 'personNumber',
      header: '人编号',
      cell: ({ poverty, place }) => `${poverty.number}${String(place).padStart(2, '0')}`,
    },
    nameColumn('姓名'),
    { key: 'idNumber', header: '证件号码', cell: (_row, { number }) => number },
    { key: 'members', header: '人数', cell: ({ household }) => household.members.length },
    {
      key: 'relationToHead',
      header: '与户主关系',
      cell: ({ person }) => RELATION_WORDS[person.relation][person.sex],
    },
    { key: 'ethnicity', header: '民族', cell: ({ person }) => person.ethnicity },
    { key: 'health', header: '健康状况', cell: healthOf },
    {
      key: 'labour',
      header: '劳动技能',
      cell: ({ person, household }) =>
        person.certificate || household.members.length === 1 ? '弱劳动力或半劳动力' : '普通劳动力',
    },
    { key: 'cause', header: '致贫原因1', cell: ({ poverty }) => poverty.cause },
    {
      key: 'incomePerHead',
      header: '人均纯收入',
      cell: ({ household }) => 9000 + (Number(household.number.slice(-4).replace(/\D/g, '')) % 6000),
    },
    {
      key: 'householdPhone',
      header: '户联系电话',
      cell: ({ household }) => household.members[0]!.phone || null,
    },
    {
      key: 'householdKind',
      header: '户类型',
      cell: ({ poverty }) => (poverty.hasExited ? '脱贫户' : '一般农户'),
    },
    {
      key: 'category',
      header: '易返贫致贫户（监测对象）类型',
      cell: ({ poverty }) => (poverty.monitored ? MONITORED[poverty.monitored] : null),
    },
    {
      key: 'riskRemoved',
      header: '风险是否消除',
      cell: ({ poverty }) => (poverty.monitored ? (poverty.isRiskRemoved ? '是' : '否') : null),
    },
    {
      key: 'riskIdentified',
      header: '风险识别时间',
      cell: ({ poverty }) => (poverty.monitored ? String(poverty.identifiedIn) : null),
    },
    { key: null, header: '帮扶联系人', cell: () => null },
  ],
  slips: [{ key: 'householdKind', code: 'value.not-in-list', rate: 0.003, text: '其他户' }],
  rowsOf: memberRows,
  strangersOf: (village, plan, strangers) =>
    (village.isRural ? strangers(0.13, [28, 84]) : []).flatMap((household) => {
      const random = randomOf(plan.seed, ID, household.number)
      const isMonitored = random.chance(0.25)
      const poverty: Poverty = {
        number: `52${household.number.slice(-9)}`,
        hasExited: !isMonitored || random.chance(0.5),
        monitored: isMonitored ? random.pick(['unstable', 'marginal', 'sudden']) : null,
        isRiskRemoved: random.chance(0.4),
        identifiedIn: plan.paidMonths[0]! - random.int(1, 3) * 100,
        cause: random.pick(['因病', '因残', '缺劳力', '缺技术', '因学']),
      }
      return memberRows({ ...household, poverty }, plan)
    }),
})

function memberRows(household: Household, plan: Plan): MemberRow[] {
  const { poverty, members } = household
  if (poverty === null) return []
  return members.map((person, index) => {
    const random = randomOf(plan.seed, ID, 'row', person.no)
    const isByCertificate = random.chance(BY_CERTIFICATE)
    const number = isByCertificate ? (person.certificate?.number ?? person.id18) : person.id18
    return { ...entryOf(household, person, random), number, poverty, place: index + 1 }
  })
}

function healthOf({ person, random }: MemberRow): string {
  if (person.certificate) return '残疾'
  return random.chance(isOld(person) ? 0.4 : 0.1) ? '长期慢性病' : '健康'
}

function isOld({ birth }: Person): boolean {
  return birth < '1966'
}
