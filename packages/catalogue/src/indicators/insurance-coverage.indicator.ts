import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'insurance-coverage',
  version: 1,
  label: { zh: '残疾人基本养老保险参保率', en: 'Coverage of basic pension insurance' },
  topic: 'income',
  kind: 'rate',
  unit: 'persons',
  source: 'reported',
  period: 'year',
  level: 3,
  numerator: { label: { zh: '其中已参保的人', en: 'of them, those insured' } },
  denominator: { label: { zh: '应参保的持证残疾人', en: 'holders who should be insured' } },
  definition: {
    zh: '分子、分母分别填报，系统计算比率。',
    en: 'Both parts are handed in and the rate is divided by the system.',
  },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['参保率', '养老保险参保率', '医疗保险参保率'],
})
