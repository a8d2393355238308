import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'certificates-expiring',
  version: 1,
  label: { zh: '九十天内到期证件数', en: 'Certificates ending within 90 days' },
  topic: 'register',
  kind: 'count',
  unit: 'persons',
  source: 'computed',
  over: 'person',
  numerator: {
    label: { zh: '残疾人证将在九十天内到期的人', en: 'holders whose certificate ends within 90 days' },
    when: 'person.isHolder && person.certificateState == "valid" && person.daysToExpiry <= 90',
  },
  definition: {
    zh: '自统计日起算，含当日和第九十天。',
    en: 'Counted from the day of the figure, that day and the 90th included.',
  },
  rounding: whole,
  direction: 'down',
  aliases: [],
})
