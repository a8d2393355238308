import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { twoSubsidies } from '../legal-sources.ts'

export default defineRule({
  id: 'nursing-subsidy-missed',
  title: { zh: '疑似应享未享：重度残疾人护理补贴', en: 'Possibly missed: nursing subsidy' },
  since: plainDate('2016-01-01'),
  source: twoSubsidies,
  subject: 'person',
  when: `
    person.alive
    && person.certificateState == "valid"
    && (person.level <= 2
      || (person.level <= policy.nursingMaxLevelCognitive && person.category in ["intellectual", "mental"]))
    && person.assistance != "tekun"
    && !person.nursingPaid
  `,
  advice: {
    zh: '核实是否需要长期照护（六个月以上）、是否领取工伤护理费；符合条件的，协助向乡镇（街道）提出申请，自申请当月起计发。',
    en: 'Check that care is needed for six months or more and that no work-injury nursing fee is paid; if so, help to apply at the township. The subsidy runs from the month of application.',
  },
  severity: 'high',
  kind: 'missed',
})
