import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'self-employed',
  version: 1,
  label: { zh: '扶持自主创业就业人数', en: 'People helped into self-employment' },
  topic: 'work',
  kind: 'count',
  unit: 'persons',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: {
    label: { zh: '经扶持自主就业创业的残疾人', en: 'disabled people helped into self-employment' },
  },
  definition: { zh: '全年累计，一人计一次。', en: 'Over the year; each person once.' },
  rounding: whole,
  direction: 'up',
  aliases: ['自主创业', '个体就业'],
})
