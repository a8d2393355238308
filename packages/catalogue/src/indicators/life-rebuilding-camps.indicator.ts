import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'life-rebuilding-camps',
  version: 1,
  label: { zh: '残疾人生活重建训练营期数', en: 'Life-rebuilding camps' },
  topic: 'rehabilitation',
  kind: 'count',
  unit: 'terms',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '举办的训练营', en: 'camps held' } },
  definition: { zh: '全年累计。', en: 'Over the year.' },
  rounding: whole,
  direction: 'up',
  aliases: ['残疾人生活重建训练营', '生活重建训练营'],
})
