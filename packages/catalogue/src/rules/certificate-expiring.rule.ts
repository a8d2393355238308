import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { certificateRules } from '../legal-sources.ts'

export default defineRule({
  id: 'certificate-expiring',
  title: { zh: '残疾人证即将到期', en: 'Certificate about to expire' },
  since: plainDate('2016-01-01'),
  source: certificateRules,
  subject: 'person',
  when: `
    person.alive
    && person.certificateState == "valid"
    && person.daysToExpiry >= 0
    && person.daysToExpiry <= policy.expiryWarningDays
  `,
  advice: {
    zh: '提醒本人或监护人换领，可跨省通办；行动不便的预约上门评残或代办。',
    en: 'Remind the person or guardian to renew, which can be done anywhere in the country; arrange assessment at home or an agent for those who cannot go out.',
  },
  severity: 'medium',
  kind: 'expiry',
})
