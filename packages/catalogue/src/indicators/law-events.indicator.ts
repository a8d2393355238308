import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'law-events',
  version: 1,
  label: { zh: '残疾人普法宣传教育活动场次', en: 'Law events' },
  topic: 'culture',
  kind: 'count',
  unit: 'events',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '举办的活动', en: 'events held' } },
  definition: { zh: '全年累计。', en: 'Over the year.' },
  rounding: whole,
  direction: 'up',
  aliases: ['残疾人普法宣传教育活动', '普法活动'],
})
