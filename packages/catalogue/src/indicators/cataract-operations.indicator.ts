import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'cataract-operations',
  version: 1,
  label: { zh: '白内障复明手术例数', en: 'Cataract operations' },
  topic: 'rehabilitation',
  kind: 'count',
  unit: 'operations',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '完成的复明手术', en: 'operations done' } },
  definition: { zh: '一眼计一例。', en: 'Each eye counts.' },
  rounding: whole,
  direction: 'up',
  aliases: ['白内障复明手术', '白内障手术'],
})
