import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'monitored-holders',
  version: 1,
  label: { zh: '防返贫监测残疾人数', en: 'Holders monitored against poverty' },
  topic: 'poverty',
  kind: 'count',
  unit: 'persons',
  source: 'computed',
  over: 'person',
  numerator: {
    label: { zh: '家庭已纳入防返贫监测的持证残疾人', en: 'holders whose household is monitored' },
    when: 'person.isHolder && household.monitored',
  },
  definition: {
    zh: '以乡村振兴部门名单为准；没有名单的地方列为“无法判断”。',
    en: 'From the list of rural revitalisation; a place without one counts as "cannot say".',
  },
  rounding: whole,
  direction: 'down',
  aliases: ['监测对象中的残疾人', '纳入监测残疾人'],
})
