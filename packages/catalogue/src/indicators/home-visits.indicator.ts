import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'home-visits',
  version: 1,
  label: { zh: '本年入户核实次数', en: 'Home visits this year' },
  topic: 'clues',
  kind: 'count',
  unit: 'person-times',
  source: 'computed',
  over: 'visit',
  numerator: {
    label: { zh: '本年以入户方式完成的核实', en: 'checks made this year at home' },
    when: 'visit.isThisYear && visit.mode == "home"',
  },
  definition: {
    zh: '一次核实计一人次，同一人多次入户分别计算。',
    en: 'Each check counts once; several visits to one person count each.',
  },
  rounding: whole,
  direction: 'up',
  aliases: ['入户走访', '入户探访'],
})
