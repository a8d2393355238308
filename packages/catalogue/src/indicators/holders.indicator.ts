import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'holders',
  version: 1,
  label: { zh: '持证残疾人数', en: 'Certificate holders' },
  topic: 'register',
  kind: 'count',
  unit: 'persons',
  source: 'computed',
  over: 'person',
  numerator: {
    label: { zh: '健在且残疾人证未注销的人', en: 'living persons whose certificate was not cancelled' },
    when: 'person.isHolder',
  },
  definition: {
    zh: '按户籍地统计。名单显示已去世的人不计入；冻结、过期的证件仍计入，另见证件有效率。',
    en: 'Counted where people are registered. People on a deaths list are left out; frozen and expired certificates count, see the share of valid ones.',
  },
  rounding: whole,
  direction: 'up',
  aliases: ['残疾人数', '在册残疾人', '登记残疾人'],
})
