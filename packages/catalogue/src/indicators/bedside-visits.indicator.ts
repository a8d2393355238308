import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'bedside-visits',
  version: 1,
  label: { zh: '残疾人床边访问及康复指导人次', en: 'Bedside visits and guidance' },
  topic: 'rehabilitation',
  kind: 'count',
  unit: 'person-times',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '完成的床边访问和指导', en: 'bedside visits and guidance given' } },
  definition: { zh: '一次访问计一次。', en: 'Each visit counts.' },
  rounding: whole,
  direction: 'up',
  aliases: ['残疾人床边访问及康复指导', '床边访问'],
})
