import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'consumption-support',
  version: 1,
  label: { zh: '消费帮扶金额', en: 'Purchases in support of poor places' },
  topic: 'income',
  kind: 'money',
  unit: 'yuan',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '采购帮扶产品的金额', en: 'value of products bought' } },
  definition: {
    zh: '以元填报，全年累计；显示时可换算为亿元。',
    en: 'Handed in in yuan, over the year; may be shown in units of 100 million.',
  },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['消费扶贫', '消费扶贫金额', '扶贫产品销售额'],
})
