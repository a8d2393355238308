import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'devices-fitted',
  version: 1,
  label: { zh: '适配辅助器具件数', en: 'Devices fitted' },
  topic: 'rehabilitation',
  kind: 'count',
  unit: 'devices',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '适配的辅助器具', en: 'devices fitted' } },
  definition: { zh: '一件计一件，一人可有多件。', en: 'Each device counts; one person may have several.' },
  rounding: whole,
  direction: 'up',
  aliases: ['辅助器具适配', '发放辅具'],
})
