import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { twoSubsidies } from '../legal-sources.ts'

export default defineRule({
  id: 'dead-but-paid',
  title: { zh: '死亡后仍发放补贴', en: 'Paid after death' },
  since: plainDate('2016-01-01'),
  source: twoSubsidies,
  subject: 'person',
  when: `
    person.lastPaidMonth > 0
    && person.isDead
    && person.lastPaidMonth > person.deathMonth
  `,
  advice: {
    zh: '先核实死亡信息（防止同名、错号），与民政部门确认停发月份；属实的按程序停发，并由民政部门决定是否追回。',
    en: 'First verify the death (namesakes, wrong numbers) and settle the stop month with civil affairs; if true, stop payment by the procedure. Recovery is for civil affairs to decide.',
  },
  severity: 'high',
  kind: 'undue',
})
