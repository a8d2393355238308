import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'child-rehabilitation',
  version: 1,
  label: { zh: '残疾儿童基本康复服务人次', en: 'Rehabilitation of children' },
  topic: 'rehabilitation',
  kind: 'count',
  unit: 'person-times',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '残疾儿童接受康复服务的人次', en: 'rehabilitation services to children' } },
  definition: { zh: '一次救助周期计一次。', en: 'Each period of support counts.' },
  rounding: whole,
  direction: 'up',
  aliases: ['残疾儿童基本康复服务', '残疾儿童康复', '儿童康复救助'],
})
