import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'care-served',
  version: 1,
  label: { zh: '托养服务人数', en: 'People in day or full care' },
  topic: 'care',
  kind: 'count',
  unit: 'persons',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '接受寄宿制、日间照料托养的残疾人', en: 'disabled people in day or full care' } },
  definition: { zh: '全年累计，一人计一次。', en: 'Over the year; each person once.' },
  rounding: whole,
  direction: 'up',
  aliases: ['残疾人托养', '托养服务'],
})
