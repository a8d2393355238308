import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'clues-overdue',
  version: 1,
  label: { zh: '超期未办结线索', en: 'Overdue clues' },
  topic: 'clues',
  kind: 'zero-state',
  unit: 'clues',
  source: 'computed',
  over: 'clue',
  numerator: {
    label: { zh: '已过办理期限仍未办结的线索', en: 'open clues past their due day' },
    when: 'clue.isOverdue',
  },
  definition: {
    zh: '目标是动态清零；期限由下发时确定。',
    en: 'The aim is none at any time; the due day is set when the clue is issued.',
  },
  rounding: whole,
  direction: 'down',
  aliases: [],
})
