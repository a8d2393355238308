import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'poverty-exited',
  version: 1,
  label: { zh: '建档立卡残疾人脱贫人数', en: 'Registered poor people who left poverty' },
  topic: 'income',
  kind: 'count',
  unit: 'persons',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: {
    label: { zh: '已脱贫的建档立卡残疾人', en: 'registered poor disabled people who left poverty' },
  },
  definition: {
    zh: '累计数，以乡村振兴部门认定为准。',
    en: 'In total, as recognised by rural revitalisation.',
  },
  rounding: whole,
  direction: 'up',
  aliases: ['已脱贫', '脱贫残疾人', '建档立卡贫困残疾人'],
})
