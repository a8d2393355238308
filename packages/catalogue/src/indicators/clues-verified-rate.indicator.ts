import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'clues-verified-rate',
  version: 1,
  label: { zh: '线索核实率', en: 'Share of clues verified' },
  topic: 'clues',
  kind: 'rate',
  unit: 'clues',
  source: 'computed',
  over: 'clue',
  numerator: {
    label: { zh: '其中有明确核实结论的线索', en: 'of them, those with a verdict' },
    when: 'clue.verdict in ["true", "false"]',
  },
  denominator: {
    label: { zh: '本年发现且未撤回的线索', en: 'clues found this year and not withdrawn' },
    when: 'clue.isThisYear && clue.state != "withdrawn"',
  },
  definition: { zh: '“无法核实”不算核实。', en: '"Cannot be verified" is no verification.' },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['疑点核实率'],
})
