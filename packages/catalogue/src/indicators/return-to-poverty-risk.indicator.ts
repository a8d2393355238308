import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'return-to-poverty-risk',
  version: 1,
  label: { zh: '未处置返贫致贫风险线索', en: 'Open clues of a return to poverty' },
  topic: 'poverty',
  kind: 'zero-state',
  unit: 'clues',
  source: 'computed',
  over: 'clue',
  numerator: {
    label: { zh: '严重程度高、尚未办结的风险类线索', en: 'risk clues of high severity that are not closed' },
    when: 'clue.kind == "risk" && clue.severity == "high" && !(clue.state in ["closed", "withdrawn"])',
  },
  definition: {
    zh: '目标是动态清零：发现一条、处置一条。按线索所在地统计。',
    en: 'The aim is none at any time: each one found is dealt with. Counted where the clue lies.',
  },
  rounding: whole,
  direction: 'down',
  aliases: ['返贫致贫风险', '返贫风险', '致贫返贫风险'],
})
