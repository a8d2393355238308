import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'households-with-holders',
  version: 1,
  label: { zh: '残疾人家庭户数', en: 'Households with certificate holders' },
  topic: 'register',
  kind: 'count',
  unit: 'households',
  source: 'computed',
  over: 'household',
  numerator: {
    label: { zh: '至少有一名持证残疾人的家庭', en: 'households with at least one holder' },
    when: 'household.holders > 0',
  },
  definition: {
    zh: '按家庭所在地统计，一户计一次。',
    en: 'Counted where the household is; each household once.',
  },
  rounding: whole,
  direction: 'up',
  aliases: ['残疾人家庭'],
})
