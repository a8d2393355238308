import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'living-subsidy-coverage',
  version: 1,
  label: { zh: '困难残疾人生活补贴覆盖率', en: 'Coverage of the living subsidy' },
  topic: 'subsidies',
  kind: 'rate',
  unit: 'persons',
  source: 'computed',
  over: 'person',
  numerator: {
    label: {
      zh: '其中近三个月领取了生活补贴的人',
      en: 'of them, those paid the living subsidy in the last three months',
    },
    when: 'person.livingPaid',
  },
  denominator: {
    label: {
      zh: '证件有效、低保（或本地规定的低保边缘）家庭、未享受特困供养的人',
      en: 'holders with a valid certificate in a dibao household (or dibao margin, where it counts), not on tekun',
    },
    when: 'person.isHolder && person.certificateState == "valid" && (household.assistance == "dibao" || (household.assistance == "dibao-margin" && policy.marginGetsLiving)) && person.assistance != "tekun"',
  },
  definition: {
    zh: '与“生活补贴应享未享”规则同一口径；没有名单的地方列为“无法判断”。',
    en: 'Counted as the rule on missed living subsidies does; a place without the lists counts as "cannot say".',
  },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['生活补贴覆盖率'],
})
