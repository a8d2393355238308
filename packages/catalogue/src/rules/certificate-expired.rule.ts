import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { certificateRules } from '../legal-sources.ts'

export default defineRule({
  id: 'certificate-expired',
  title: { zh: '残疾人证已过期', en: 'Certificate expired' },
  since: plainDate('2016-01-01'),
  source: certificateRules,
  subject: 'person',
  when: `
    person.alive
    && person.certificateState in ["expired", "frozen"]
    && person.daysToExpiry < 0
  `,
  advice: {
    zh: '尽快联系换领：过期后证件冻结，逾期不换领会被注销，补贴可能随之停发；行动不便的预约上门评残。',
    en: 'Get in touch soon: an expired certificate is frozen and cancelled if not renewed, and subsidies may stop with it; arrange assessment at home for those who cannot go out.',
  },
  severity: 'high',
  kind: 'expiry',
})
