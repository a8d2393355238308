import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { povertyMonitoring } from '../legal-sources.ts'

export default defineRule({
  id: 'severe-not-monitored',
  title: {
    zh: '困难重度残疾人家庭未纳入监测',
    en: 'Poor household with a severely disabled person not monitored',
  },
  since: plainDate('2016-01-01'),
  source: povertyMonitoring,
  subject: 'person',
  when: `
    person.alive
    && person.certificateState != "cancelled"
    && person.level <= 2
    && household.isRural
    && (household.povertyExited || household.assistance in ["dibao", "dibao-margin"])
    && !household.monitored
  `,
  advice: {
    zh: '会同乡镇、村核查收入、医疗支出和保障情况，综合研判是否存在返贫致贫风险；有风险的按程序纳入监测。',
    en: 'With township and village, check income, medical spending and guarantees, and judge together whether poverty threatens; if so, start the procedure for monitoring.',
  },
  severity: 'high',
  kind: 'risk',
})
