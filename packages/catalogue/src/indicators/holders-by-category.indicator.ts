import { defineIndicators, whole } from '../define-indicator.ts'

const categories = {
  vision: '视力',
  hearing: '听力',
  speech: '言语',
  physical: '肢体',
  intellectual: '智力',
  mental: '精神',
  multiple: '多重',
} as const

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

export default defineIndicators(
  Object.entries(categories).map(([category, name]) => ({
    code: `holders-by-category-${category}`,
    version: 1,
    label: { zh: `${name}残疾人数`, en: `${capital(category)} disability holders` },
    topic: 'register',
    kind: 'count',
    unit: 'persons',
    source: 'computed',
    over: 'person',
    numerator: {
      label: { zh: `${name}残疾的持证残疾人`, en: `holders with ${category} disability` },
      when: `person.isHolder && person.category == "${category}"`,
    },
    definition: {
      zh: '残疾类别以残疾人证为准；七类之和等于持证残疾人数减去类别未登记的人数。',
      en: 'The category as on the certificate; the seven add up to the holders less those without a recorded category.',
    },
    rounding: whole,
    direction: 'up',
    aliases: [`${name}残疾人`],
  })),
)
