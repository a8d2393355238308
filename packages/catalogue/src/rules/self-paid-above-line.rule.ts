import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { povertyMonitoring } from '../legal-sources.ts'

export default defineRule({
  id: 'self-paid-above-line',
  title: { zh: '自付医疗费超过预警线', en: 'Self-paid medical cost above the warning line' },
  since: plainDate('2016-01-01'),
  source: povertyMonitoring,
  subject: 'person',
  when: `
    person.alive
    && person.certificateState != "cancelled"
    && person.selfPaidFen > policy.selfPaidLineFen
  `,
  advice: {
    zh: '入户了解医疗支出和家庭收入，核查大病保险、医疗救助是否报销到位；有返贫致贫风险的，按程序申报监测。',
    en: 'Visit, ask about medical spending and income, check that serious-illness insurance and medical relief were paid; where poverty threatens, report for monitoring.',
  },
  severity: 'high',
  kind: 'risk',
})
