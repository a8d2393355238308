import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { twoSubsidies } from '../legal-sources.ts'

export default defineRule({
  id: 'living-subsidy-missed',
  title: { zh: '疑似应享未享：困难残疾人生活补贴', en: 'Possibly missed: living subsidy' },
  since: plainDate('2016-01-01'),
  source: twoSubsidies,
  subject: 'person',
  when: `
    person.alive
    && person.certificateState == "valid"
    && (household.assistance == "dibao" || (household.assistance == "dibao-margin" && policy.marginGetsLiving))
    && person.assistance != "tekun"
    && !person.livingPaid
  `,
  advice: {
    zh: '核实家庭低保（低保边缘）是否仍有效、是否已享受同类福利性生活补贴；符合条件的，协助向乡镇（街道）提出申请。',
    en: 'Check that the household still receives dibao (or counts as dibao margin) and gets no other living allowance of the same kind; if so, help to apply at the township.',
  },
  severity: 'high',
  kind: 'missed',
})
