import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { povertyMonitoring } from '../legal-sources.ts'

export default defineRule({
  id: 'dangerous-housing',
  title: { zh: '残疾人家庭住房有安全隐患', en: 'Disabled household in dangerous housing' },
  since: plainDate('2016-01-01'),
  source: povertyMonitoring,
  subject: 'household',
  when: 'household.holders > 0 && household.dangerousHousing',
  advice: {
    zh: '实地查看住房并核对鉴定等级；属实的，报住房城乡建设部门纳入改造，改造完成前落实安全住处。',
    en: 'Look at the home and check the appraised class; if true, report to the housing department for repair and find a safe place until then.',
  },
  severity: 'high',
  kind: 'risk',
})
