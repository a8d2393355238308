import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'petition-conclusion',
  version: 1,
  label: { zh: '残疾人信访事项办结率', en: 'Petitions concluded' },
  topic: 'culture',
  kind: 'rate',
  unit: 'petitions',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '其中按期办结的事项', en: 'of them, those concluded in time' } },
  denominator: { label: { zh: '期内应办结的信访事项', en: 'petitions due in the period' } },
  definition: {
    zh: '按期办结才计入分子；分子、分母分别填报。',
    en: 'Only those concluded in time count; both parts are handed in.',
  },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['信访办结率', '残疾人信访事项办结率'],
})
