import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'nursing-subsidy-coverage',
  version: 1,
  label: { zh: '重度残疾人护理补贴覆盖率', en: 'Coverage of the nursing subsidy' },
  topic: 'subsidies',
  kind: 'rate',
  unit: 'persons',
  source: 'computed',
  over: 'person',
  numerator: {
    label: {
      zh: '其中近三个月领取了护理补贴的人',
      en: 'of them, those paid the nursing subsidy in the last three months',
    },
    when: 'person.nursingPaid',
  },
  denominator: {
    label: {
      zh: '证件有效、等级符合、未享受特困供养的人',
      en: 'holders with a valid certificate and the level for it, not on tekun',
    },
    when: 'person.isHolder && person.certificateState == "valid" && (person.level <= 2 || (person.level <= policy.nursingMaxLevelCognitive && person.category in ["intellectual", "mental"])) && person.assistance != "tekun"',
  },
  definition: {
    zh: '与“护理补贴应享未享”规则同一口径；没有发放名单或救助名单的地方列为“无法判断”，不按零计算。',
    en: 'Counted as the rule on missed nursing subsidies does; a place without a payment or assistance list counts as "cannot say", not as zero.',
  },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['护理补贴覆盖率', '重度护理补贴发放率'],
})
