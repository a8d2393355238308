import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'monitored-households',
  version: 1,
  label: { zh: '防返贫监测残疾人户数', en: 'Households with holders monitored against poverty' },
  topic: 'poverty',
  kind: 'count',
  unit: 'households',
  source: 'computed',
  over: 'household',
  numerator: {
    label: { zh: '已纳入防返贫监测且有持证残疾人的家庭', en: 'monitored households with a holder' },
    when: 'household.holders > 0 && household.monitored',
  },
  definition: {
    zh: '按家庭所在地统计，一户计一次。',
    en: 'Counted where the household is; each household once.',
  },
  rounding: whole,
  direction: 'down',
  aliases: ['监测残疾人家庭'],
})
