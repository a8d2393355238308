import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'certificate-valid-rate',
  version: 1,
  label: { zh: '残疾人证有效率', en: 'Share of valid certificates' },
  topic: 'register',
  kind: 'rate',
  unit: 'persons',
  source: 'computed',
  over: 'person',
  numerator: {
    label: { zh: '证件在有效期内且未冻结的人', en: 'holders whose certificate is valid and not frozen' },
    when: 'person.certificateState == "valid"',
  },
  denominator: { label: { zh: '持证残疾人', en: 'certificate holders' }, when: 'person.isHolder' },
  definition: {
    zh: '有效期未登记的，既不计入分子，也不计入分母，列为“无法判断”。',
    en: 'Whose end of validity is not recorded stands in neither part and counts as "cannot say".',
  },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['持证有效率'],
})
