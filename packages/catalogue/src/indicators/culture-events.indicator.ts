import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'culture-events',
  version: 1,
  label: { zh: '群众性文化体育活动场次', en: 'Culture and sport events' },
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
  aliases: ['群众性文化体育活动', '文体活动'],
})
