import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'basic-rehabilitation-coverage',
  version: 1,
  label: { zh: '残疾人基本康复服务覆盖率', en: 'Coverage of basic rehabilitation' },
  topic: 'rehabilitation',
  kind: 'rate',
  unit: 'persons',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '其中接受了基本康复服务的人', en: 'of them, those who received it' } },
  denominator: {
    label: {
      zh: '有康复需求的持证残疾人和残疾儿童',
      en: 'holders and disabled children who need rehabilitation',
    },
  },
  definition: {
    zh: '分子、分母分别填报，系统计算比率；上级比率由各地分子、分母相加后计算，不取平均。',
    en: 'Both parts are handed in and the rate is divided by the system; a higher rate is divided from the sums, never averaged.',
  },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['基本康复服务覆盖率', '康复服务覆盖率', '残疾人基本康复服务覆盖率'],
})
