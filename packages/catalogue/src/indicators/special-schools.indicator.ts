import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'special-schools',
  version: 1,
  label: { zh: '新建特殊教育学校所数', en: 'Special schools built' },
  topic: 'education',
  kind: 'count',
  unit: 'schools',
  source: 'reported',
  period: 'year',
  level: 3,
  numerator: { label: { zh: '建成的特殊教育学校', en: 'special schools built' } },
  definition: { zh: '以竣工为准。', en: 'By completion.' },
  rounding: whole,
  direction: 'up',
  aliases: ['特殊教育学校', '义务教育阶段特殊教育学校'],
})
