import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'dead-but-paid-count',
  version: 1,
  label: { zh: '去世后仍发放补贴人数', en: 'People paid after their death' },
  topic: 'subsidies',
  kind: 'zero-state',
  unit: 'persons',
  source: 'computed',
  over: 'person',
  numerator: {
    label: { zh: '死亡月份之后仍有发放记录的人', en: 'people with a payment after the month of death' },
    when: 'person.isDead && person.lastPaidMonth > person.deathMonth',
  },
  definition: {
    zh: '目标是动态清零；名单之间的差错须先核实。',
    en: 'The aim is none at any time; errors between lists are to be checked first.',
  },
  rounding: whole,
  direction: 'down',
  aliases: ['死亡后仍领取补贴'],
})
