import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'placed-in-rural-work',
  version: 1,
  label: { zh: '农村残疾人新增就业人数', en: 'Rural people newly in work' },
  topic: 'work',
  kind: 'count',
  unit: 'persons',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: {
    label: { zh: '农村新增就业的残疾人', en: 'disabled people in the countryside newly in work' },
  },
  definition: { zh: '全年累计，一人计一次。', en: 'Over the year; each person once.' },
  rounding: whole,
  direction: 'up',
  aliases: ['农村残疾人就业', '农村新增就业'],
})
