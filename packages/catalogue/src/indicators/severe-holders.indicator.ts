import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'severe-holders',
  version: 1,
  label: { zh: '重度残疾人数', en: 'Severely disabled holders' },
  topic: 'register',
  kind: 'count',
  unit: 'persons',
  source: 'computed',
  over: 'person',
  numerator: {
    label: { zh: '一级、二级持证残疾人', en: 'holders of level 1 or 2' },
    when: 'person.isHolder && person.level <= 2',
  },
  definition: {
    zh: '残疾等级一级或二级的持证残疾人；等级未登记的计入“无法判断”。',
    en: 'Holders of level 1 or 2; whose level is not recorded counts as "cannot say".',
  },
  rounding: whole,
  direction: 'up',
  aliases: ['重度残疾人'],
})
