import type { Household, Treatment } from '../people/model.ts'
import { makeTreatments } from '../people/treatments.ts'
import type { Plan } from '../plan.ts'
import { randomOf } from '../random.ts'
import { type Entry, entryOf, listKind } from './list-kind.ts'
import { nameColumn, numberColumn, placeColumns, sexColumn, yuan } from './shared-columns.ts'

const ID = 'medical-insurance-self-paid'

interface TreatmentRow extends Entry {
  treatment: Treatment
}

/** One row for each settled treatment, as exported from the insurance system. */
export const medicalInsuranceSelfPaid = listKind<TreatmentRow>({
  id: ID,
  lane: 2,
  repeated: 0,
  layout: { format: 'csv', encoding: 'gb18030', sheetName: '自付费用', above: () => [] },
  columns: [
    { key: 'year', header: '费用年度', cell: ({ treatment }) => Number(treatment.settledOn.slice(0, 4)) },
    ...placeColumns('区县', '乡镇', '村'),
    nameColumn('参保人姓名'),
    sexColumn(),
    numberColumn('社会保障号码'),
    {
      key: 'insuredKind',
      header: '险种类型',
      cell: ({ household }) => (household.isRural ? '城乡居民基本医疗保险' : '职工基本医疗保险'),
    },
    {
      key: null,
      header: '就诊机构',
      cell: ({ random }) => random.pick(['县人民医院', '县中医院', '市第一医院', '省人民医院']),
    },
    { key: 'settledOn', header: '结算时间', cell: ({ treatment }) => treatment.settledOn },
    { key: 'total', header: '医疗费用总额（元）', cell: ({ treatment }) => yuan(treatment.totalFen) },
    {
      key: 'fundPaid',
      header: '基金支付金额（元）',
      cell: ({ treatment }) => yuan(treatment.totalFen - treatment.selfPaidFen),
    },
    { key: 'selfPaid', header: '个人自付金额（元）', cell: ({ treatment }) => yuan(treatment.selfPaidFen) },
    { key: null, header: '经办人', cell: () => null },
  ],
  slips: [{ key: 'selfPaid', code: 'money.invalid', rate: 0.004, text: '待核' }],
  rowsOf: treatmentRows,
  strangersOf: (_village, plan, strangers) =>
    strangers(0.3, [20, 90]).flatMap((household) => {
      const random = randomOf(plan.seed, ID, household.number)
      const patient = household.members[0]!
      patient.life = { ...patient.life, treatments: makeTreatments(random, plan.day) }
      return treatmentRows(household, plan)
    }),
})

function treatmentRows(household: Household, plan: Plan): TreatmentRow[] {
  return household.members.flatMap((person) =>
    person.life.treatments.map((treatment, index) => ({
      ...entryOf(household, person, randomOf(plan.seed, ID, 'row', person.no, index)),
      treatment,
    })),
  )
}
