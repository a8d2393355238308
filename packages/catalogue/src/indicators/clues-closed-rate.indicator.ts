import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'clues-closed-rate',
  version: 1,
  label: { zh: '线索办结率', en: 'Share of clues closed' },
  topic: 'clues',
  kind: 'rate',
  unit: 'clues',
  source: 'computed',
  over: 'clue',
  numerator: {
    label: { zh: '其中已销号的线索', en: 'of them, those closed' },
    when: 'clue.state == "closed"',
  },
  denominator: {
    label: { zh: '本年发现且未撤回的线索', en: 'clues found this year and not withdrawn' },
    when: 'clue.isThisYear && clue.state != "withdrawn"',
  },
  definition: { zh: '以销号为准。', en: 'Closed means struck off the list.' },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['疑点办结率', '线索处置率'],
})
