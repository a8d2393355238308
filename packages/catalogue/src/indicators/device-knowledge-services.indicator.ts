import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'device-knowledge-services',
  version: 1,
  label: { zh: '辅具知识推广普及和维修服务人次', en: 'Device knowledge and repair' },
  topic: 'rehabilitation',
  kind: 'count',
  unit: 'person-times',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '接受服务的残疾人次', en: 'services received' } },
  definition: { zh: '一次服务计一次。', en: 'Each service counts.' },
  rounding: whole,
  direction: 'up',
  aliases: ['辅具知识推广普及和维修服务', '辅具维修'],
})
