import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'nursing-subsidy-receivers',
  version: 1,
  label: { zh: '领取护理补贴人数', en: 'People paid the nursing subsidy' },
  topic: 'subsidies',
  kind: 'count',
  unit: 'persons',
  source: 'computed',
  over: 'person',
  numerator: {
    label: {
      zh: '近三个月领取了护理补贴的人',
      en: 'people paid the nursing subsidy in the last three months',
    },
    when: 'person.nursingPaid',
  },
  definition: {
    zh: '以两项补贴发放名单为准，近三个月指名单中最近的三个月份。',
    en: 'From the payment list; the last three months are the latest three on it.',
  },
  rounding: whole,
  direction: 'up',
  aliases: ['重度残疾人护理补贴'],
})
