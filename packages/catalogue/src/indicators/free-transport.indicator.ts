import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'free-transport',
  version: 1,
  label: { zh: '残疾人免费乘坐市内公共交通全覆盖', en: 'Free public transport everywhere' },
  topic: 'culture',
  kind: 'yes-no',
  unit: 'places',
  source: 'reported',
  period: 'year',
  level: 3,
  numerator: { label: { zh: '已实行免费乘车的县（市、区）', en: 'counties where it holds' } },
  definition: {
    zh: '逐地填报“是”或“否”；全部为“是”才算全覆盖。',
    en: 'Each county says yes or no; it is everywhere when all say yes.',
  },
  rounding: whole,
  direction: 'up',
  aliases: ['免费乘车', '免费乘坐'],
})
