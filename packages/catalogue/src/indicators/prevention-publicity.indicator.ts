import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'prevention-publicity',
  version: 1,
  label: { zh: '残疾预防宣导服务人次', en: 'Publicity of prevention' },
  topic: 'rehabilitation',
  kind: 'count',
  unit: 'person-times',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '接受残疾预防宣导的人次', en: 'people reached by publicity of prevention' } },
  definition: { zh: '到场人次。', en: 'Attendances.' },
  rounding: whole,
  direction: 'up',
  aliases: ['残疾预防生命宣导服务', '残疾预防宣传'],
})
