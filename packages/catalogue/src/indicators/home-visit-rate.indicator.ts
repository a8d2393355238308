import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'home-visit-rate',
  version: 1,
  label: { zh: '入户核实率', en: 'Share of checks made at home' },
  topic: 'clues',
  kind: 'rate',
  unit: 'person-times',
  source: 'computed',
  over: 'visit',
  numerator: {
    label: { zh: '其中以入户方式完成的核实', en: 'of them, those made at home' },
    when: 'visit.mode == "home"',
  },
  denominator: { label: { zh: '本年完成的核实', en: 'checks made this year' }, when: 'visit.isThisYear' },
  definition: {
    zh: '在别处见面、打电话、未见到都不算入户。',
    en: 'Meeting elsewhere, a telephone call and not meeting are no home visits.',
  },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['入户率', '入户走访率'],
})
