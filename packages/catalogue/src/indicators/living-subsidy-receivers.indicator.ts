import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'living-subsidy-receivers',
  version: 1,
  label: { zh: '领取生活补贴人数', en: 'People paid the living subsidy' },
  topic: 'subsidies',
  kind: 'count',
  unit: 'persons',
  source: 'computed',
  over: 'person',
  numerator: {
    label: {
      zh: '近三个月领取了生活补贴的人',
      en: 'people paid the living subsidy in the last three months',
    },
    when: 'person.livingPaid',
  },
  definition: {
    zh: '以两项补贴发放名单为准，近三个月指名单中最近的三个月份。',
    en: 'From the payment list; the last three months are the latest three on it.',
  },
  rounding: whole,
  direction: 'up',
  aliases: ['困难残疾人生活补贴'],
})
