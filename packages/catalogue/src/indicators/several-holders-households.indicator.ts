import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'several-holders-households',
  version: 1,
  label: { zh: '一户多残家庭户数', en: 'Households with several holders' },
  topic: 'register',
  kind: 'count',
  unit: 'households',
  source: 'computed',
  over: 'household',
  numerator: {
    label: { zh: '有两名及以上持证残疾人的家庭', en: 'households with two or more holders' },
    when: 'household.holders >= 2',
  },
  definition: {
    zh: '按家庭所在地统计，一户计一次。',
    en: 'Counted where the household is; each household once.',
  },
  rounding: whole,
  direction: 'down',
  aliases: ['一户多残'],
})
