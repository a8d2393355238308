import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { twoSubsidies } from '../legal-sources.ts'

export default defineRule({
  id: 'tekun-with-nursing',
  title: { zh: '特困供养人员领取护理补贴', en: 'Nursing subsidy paid to a tekun recipient' },
  since: plainDate('2016-01-01'),
  source: twoSubsidies,
  subject: 'person',
  when: 'person.alive && person.assistance == "tekun" && person.nursingPaid',
  advice: {
    zh: '核实特困供养（含照料护理标准）与护理补贴发放月份是否重叠；告知本人后，由民政部门按规定处理。',
    en: 'Check whether the months of tekun support (care standard included) and of the subsidy overlap; tell the person, then civil affairs decides.',
  },
  severity: 'medium',
  kind: 'undue',
})
