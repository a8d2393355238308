import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'clues-found',
  version: 1,
  label: { zh: '本年发现线索数', en: 'Clues found this year' },
  topic: 'clues',
  kind: 'count',
  unit: 'clues',
  source: 'computed',
  over: 'clue',
  numerator: {
    label: { zh: '本年发现且未撤回的线索', en: 'clues found this year and not withdrawn' },
    when: 'clue.isThisYear && clue.state != "withdrawn"',
  },
  definition: {
    zh: '按线索所在地统计；条件不再成立、未动过的线索由系统撤回，不计入。',
    en: 'Counted where the clue lies; untouched clues whose condition no longer holds are withdrawn and left out.',
  },
  rounding: whole,
  direction: 'down',
  aliases: [],
})
