import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { twoSubsidies } from '../legal-sources.ts'

export default defineRule({
  id: 'margin-severe-without-subsidy',
  title: {
    zh: '低保边缘重度残疾人未享受补贴',
    en: 'Severely disabled person at the dibao margin without subsidy',
  },
  since: plainDate('2016-01-01'),
  source: twoSubsidies,
  subject: 'person',
  when: `
    person.alive
    && person.certificateState == "valid"
    && person.level <= 2
    && household.assistance == "dibao-margin"
    && !person.nursingPaid
    && !person.livingPaid
  `,
  advice: {
    zh: '核实未申领原因，协助申请护理补贴；同时会同民政部门了解本地对低保边缘家庭重度残疾人的救助政策。',
    en: 'Ask why nothing was applied for and help to apply for the nursing subsidy; ask civil affairs what is open to severely disabled persons at the dibao margin here.',
  },
  severity: 'high',
  kind: 'missed',
})
