import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'medicine-subsidy',
  version: 1,
  label: { zh: '精神残疾人服药补贴人数', en: 'People paid the medicine subsidy' },
  topic: 'rehabilitation',
  kind: 'count',
  unit: 'persons',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: {
    label: { zh: '领取服药补贴的贫困精神残疾人', en: 'poor people with mental disability paid for medicine' },
  },
  definition: { zh: '全年累计，一人计一次。', en: 'Over the year; each person once.' },
  rounding: whole,
  direction: 'up',
  aliases: ['贫困精神残疾人服药补贴', '服药补贴'],
})
