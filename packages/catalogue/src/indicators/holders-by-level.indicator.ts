import { defineIndicators, whole } from '../define-indicator.ts'

const levels = { 1: '一级', 2: '二级', 3: '三级', 4: '四级' } as const

export default defineIndicators(
  Object.entries(levels).map(([level, name]) => ({
    code: `holders-by-level-${level}`,
    version: 1,
    label: { zh: `${name}残疾人数`, en: `Level ${level} holders` },
    topic: 'register',
    kind: 'count',
    unit: 'persons',
    source: 'computed',
    over: 'person',
    numerator: {
      label: { zh: `${name}持证残疾人`, en: `holders of level ${level}` },
      when: `person.isHolder && person.level == ${level}`,
    },
    definition: { zh: '残疾等级以残疾人证为准。', en: 'The level as on the certificate.' },
    rounding: whole,
    direction: 'up',
    aliases: [],
  })),
)
