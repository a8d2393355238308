import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'list-match-rate',
  version: 1,
  label: { zh: '部门名单比中率', en: 'Share of list rows matched' },
  topic: 'register',
  kind: 'rate',
  unit: 'rows',
  source: 'computed',
  over: 'list-row',
  numerator: {
    label: { zh: '其中在登记册中找到本人的行', en: 'of them, rows whose person was found in the register' },
    when: 'row.state == "matched"',
  },
  denominator: {
    label: { zh: '各部门名单中证件号码可用的行', en: 'rows with a usable number' },
    when: 'row.state != "invalid"',
  },
  definition: {
    zh: '按名单所属地区统计，只到名单的层级；全民名单天然比中率低，不宜排名。',
    en: 'Counted where the list belongs, down to its level only; a list of everybody matches few, so do not rank by it.',
  },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['比对率'],
})
