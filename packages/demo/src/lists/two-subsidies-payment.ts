import type { Household, Person } from '../people/model.ts'
import type { Plan } from '../plan.ts'
import { type Random, randomOf } from '../random.ts'
import { CATEGORY_WORDS, LEVEL_WORDS } from './certificate-words.ts'
import { type Entry, entryOf, listKind } from './list-kind.ts'
import { nameColumn, numberColumn, placeColumns } from './shared-columns.ts'

const ID = 'two-subsidies-payment'
/** Share of rows that the bank sent back; the other months of the person were paid. */
const FAILED = 0.004

interface PaymentRow extends Entry {
  subsidy: 'nursing' | 'living'
  month: number
  isPaid: boolean
}

/** One row for each person, subsidy and month of the last three months. */
export const twoSubsidiesPayment = listKind<PaymentRow>({
  id: ID,
  lane: 6,
  repeated: 0,
  layout: {
    format: 'csv',
    encoding: 'gb18030',
    sheetName: '发放名单',
    above: () => [],
    below: ({ rows }) => ['合计', null, `${rows}人次`],
  },
  columns: [
    { key: 'month', header: '补贴所属月份', cell: ({ month }) => String(month) },
    ...placeColumns('区县', '乡镇', '村（社区）'),
    nameColumn('残疾人姓名'),
    numberColumn('身份证号'),
    {
      key: 'category',
      header: '残疾类别',
      cell: ({ person }) => (person.certificate ? CATEGORY_WORDS[person.certificate.category] : null),
    },
    {
      key: 'level',
      header: '残疾等级',
      cell: ({ person }) => (person.certificate ? LEVEL_WORDS[person.certificate.level] : null),
    },
    {
      key: 'subsidy',
      header: '补贴项目',
      cell: ({ subsidy }) => (subsidy === 'nursing' ? '重度残疾人护理补贴' : '困难残疾人生活补贴'),
    },
    { key: 'amount', header: '发放金额（元）', cell: ({ subsidy, person }) => amountOf(subsidy, person) },
    { key: 'result', header: '代发结果', cell: ({ isPaid }) => (isPaid ? '发放成功' : '发放失败') },
    { key: 'payee', header: '开户人', cell: ({ household, person }) => payeeOf(household, person).name },
    {
      key: 'bankAccount',
      header: '一卡通账号',
      cell: ({ household, person }) => accountOf(payeeOf(household, person)),
    },
    { key: null, header: '经办机构', cell: ({ household }) => `${household.village.townshipName}民政办` },
  ],
  slips: [{ key: 'amount', code: 'money.invalid', rate: 0.01, text: '见附表' }],
  rowsOf: (household, plan) => household.members.flatMap((person) => paymentRows(household, person, plan)),
  strangersOf: (_village, plan, strangers) =>
    strangers(0.006, [30, 80]).flatMap((household) => {
      const person = household.members[0]!
      person.life = { ...person.life, nursingMonths: plan.paidMonths }
      return paymentRows(household, person, plan)
    }),
})

function paymentRows(household: Household, person: Person, plan: Plan): PaymentRow[] {
  const { nursingMonths, livingMonths, diedOn } = person.life
  const random: Random = randomOf(plan.seed, ID, 'row', person.no)
  // A payment that failed leaves others of the same subsidy, and a dead person's payments arrive.
  const fails = (months: readonly number[], index: number) =>
    months.length > 1 && index === 0 && diedOn === null && random.chance(FAILED * 3)
  const row = (subsidy: PaymentRow['subsidy'], months: readonly number[]) =>
    months.map(
      (month, index): PaymentRow => ({
        ...entryOf(household, person, random),
        subsidy,
        month,
        isPaid: !fails(months, index),
      }),
    )
  return [...row('nursing', nursingMonths), ...row('living', livingMonths)]
}

function amountOf(subsidy: PaymentRow['subsidy'], { certificate }: Person): number {
  if (subsidy === 'living') return 100
  return certificate?.level === 1 ? 130 : 110
}

/** Children have no card of their own; a parent's is used. */
function payeeOf({ members }: Household, person: Person): Person {
  return person.phone === '' && members[0] !== person ? members[0]! : person
}

/** Nineteen digits that no bank gives out. */
export function accountOf({ id18 }: Person): string {
  return `990${id18.slice(2, 10)}${id18.slice(9, 17)}`
}
