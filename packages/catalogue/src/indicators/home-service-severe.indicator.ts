import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'home-service-severe',
  version: 1,
  label: { zh: '重度残疾人居家服务人数', en: 'Severely disabled people served at home' },
  topic: 'care',
  kind: 'count',
  unit: 'persons',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '接受居家服务的重度残疾人', en: 'severely disabled people served at home' } },
  definition: { zh: '全年累计，一人计一次。', en: 'Over the year; each person once.' },
  rounding: whole,
  direction: 'up',
  aliases: ['重度残疾人居家服务', '居家服务'],
})
