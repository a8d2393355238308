import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { priorityVisits } from '../legal-sources.ts'

export default defineRule({
  id: 'severe-living-alone',
  title: { zh: '重度残疾人独居', en: 'Severely disabled person living alone' },
  since: plainDate('2016-01-01'),
  source: priorityVisits,
  subject: 'person',
  when: `
    person.alive
    && person.certificateState != "cancelled"
    && person.level <= 2
    && household.size == 1
  `,
  advice: {
    zh: '尽快入户，核实日常照护由谁承担、用水用电用气是否安全，落实定期探访和紧急联系人。',
    en: 'Visit soon: who gives daily care, are water, power and gas safe? Arrange regular visits and an emergency contact.',
  },
  severity: 'high',
  kind: 'risk',
})
