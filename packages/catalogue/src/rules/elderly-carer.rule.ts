import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { priorityVisits } from '../legal-sources.ts'

export default defineRule({
  id: 'elderly-carer',
  title: { zh: '以老养残', en: 'Severely disabled person with an elderly carer' },
  since: plainDate('2016-01-01'),
  source: priorityVisits,
  subject: 'person',
  when: `
    person.alive
    && person.certificateState != "cancelled"
    && person.level <= 2
    && household.oldestCarerAge >= policy.carerAge
  `,
  advice: {
    zh: '入户了解照护人身体状况和是否有人接替，评估托养、居家服务或喘息服务需求。',
    en: 'Visit: how is the carer, and who could take over? Assess the need for residential care, home care or respite care.',
  },
  severity: 'medium',
  kind: 'household',
})
