import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { priorityVisits } from '../legal-sources.ts'

export default defineRule({
  id: 'several-holders-in-household',
  title: { zh: '一户多残', en: 'Several holders in one household' },
  since: plainDate('2016-01-01'),
  source: priorityVisits,
  subject: 'household',
  when: 'household.holders >= 2',
  advice: {
    zh: '列入重点探访户，核对户内每人的补贴、医疗、教育和照护安排。',
    en: 'Put the household among those visited first; check subsidies, medical care, schooling and care for each member.',
  },
  severity: 'medium',
  kind: 'household',
})
