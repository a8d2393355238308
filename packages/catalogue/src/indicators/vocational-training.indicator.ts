import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'vocational-training',
  version: 1,
  label: { zh: '残疾人职业培训人次', en: 'Vocational training' },
  topic: 'work',
  kind: 'count',
  unit: 'person-times',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '参加职业技能培训的残疾人次', en: 'attendances of vocational training' } },
  definition: { zh: '一人参加多期培训，每期计一次。', en: 'Each course attended counts.' },
  rounding: whole,
  direction: 'up',
  aliases: ['残疾人职业培训', '职业技能培训', '实用技术培训'],
  schedule: ['0.02', '0.05', '0.12', '0.22', '0.34', '0.46', '0.54', '0.62', '0.74', '0.86', '0.95', '1'],
})
