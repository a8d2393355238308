import { defineIndicator, twoDecimals } from '../define-indicator.ts'

export default defineIndicator({
  code: 'school-enrolment-rate',
  version: 1,
  label: { zh: '适龄残疾儿童入学率', en: 'School enrolment of disabled children' },
  topic: 'education',
  kind: 'rate',
  unit: 'persons',
  source: 'computed',
  over: 'person',
  numerator: {
    label: { zh: '其中有学籍的儿童', en: 'of them, those in the school register' },
    when: 'person.enrolled',
  },
  denominator: {
    label: { zh: '义务教育阶段适龄持证残疾儿童', en: 'holders of the age of compulsory schooling' },
    when: 'person.isHolder && person.age >= policy.schoolAgeFrom && person.age <= policy.schoolAgeTo',
  },
  definition: {
    zh: '特殊学校、普通学校和送教上门都算入学；没有学籍名单的地方列为“无法判断”。',
    en: 'Special and ordinary schools and teaching at home count; a place without a school register counts as "cannot say".',
  },
  rounding: twoDecimals,
  direction: 'up',
  aliases: ['适龄残疾儿童少年义务教育入学率', '残疾儿童入学率', '义务教育入学率'],
})
