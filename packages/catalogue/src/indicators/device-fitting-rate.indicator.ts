import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'device-fitting-rate',
  version: 1,
  label: { zh: '辅助器具适配率', en: 'Device fitting rate' },
  topic: 'rehabilitation',
  kind: 'rate',
  unit: 'persons',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '其中已适配的人', en: 'of them, those fitted' } },
  denominator: {
    label: {
      zh: '有辅助器具需求的持证残疾人和残疾儿童',
      en: 'holders and disabled children who need a device',
    },
  },
  definition: {
    zh: '分子、分母分别填报，系统计算比率。',
    en: 'Both parts are handed in and the rate is divided by the system.',
  },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['辅具适配率', '辅助器具适配服务率'],
})
