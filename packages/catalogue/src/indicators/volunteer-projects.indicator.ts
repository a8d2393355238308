import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'volunteer-projects',
  version: 1,
  label: { zh: '孵化助残项目数', en: 'Volunteer projects' },
  topic: 'culture',
  kind: 'count',
  unit: 'projects',
  source: 'reported',
  period: 'quarter',
  level: 3,
  numerator: { label: { zh: '孵化的助残项目', en: 'projects started' } },
  definition: { zh: '全年累计。', en: 'Over the year.' },
  rounding: whole,
  direction: 'up',
  aliases: ['孵化助残项目', '助残项目'],
})
