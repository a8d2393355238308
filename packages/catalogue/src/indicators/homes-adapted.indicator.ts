import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'homes-adapted',
  version: 1,
  label: { zh: '家庭无障碍改造户数', en: 'Homes adapted' },
  topic: 'rehabilitation',
  kind: 'count',
  unit: 'households',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '完成改造并验收的残疾人家庭', en: 'homes adapted and accepted' } },
  definition: { zh: '以验收为准，一户计一次。', en: 'By acceptance; each household once.' },
  rounding: whole,
  direction: 'up',
  aliases: ['困难重度残疾人家庭无障碍改造', '家庭无障碍改造', '无障碍改造'],
})
