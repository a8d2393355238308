import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'severe-living-alone-count',
  version: 1,
  label: { zh: '重度残疾人独居人数', en: 'Severely disabled people living alone' },
  topic: 'register',
  kind: 'count',
  unit: 'persons',
  source: 'computed',
  over: 'person',
  numerator: {
    label: { zh: '一人户的一级、二级持证残疾人', en: 'holders of level 1 or 2 in a household of one' },
    when: 'person.isHolder && person.level <= 2 && household.size == 1',
  },
  definition: {
    zh: '家庭人口按登记册中健在的家庭成员计算。',
    en: 'The household as its living members in the register.',
  },
  rounding: whole,
  direction: 'down',
  aliases: [],
})
