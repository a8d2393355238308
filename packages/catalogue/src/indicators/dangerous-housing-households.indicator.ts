import { defineIndicator, whole } from '../define-indicator.ts'

export default defineIndicator({
  code: 'dangerous-housing-households',
  version: 1,
  label: { zh: '未改造危房残疾人户数', en: 'Households with holders in dangerous housing' },
  topic: 'poverty',
  kind: 'zero-state',
  unit: 'households',
  source: 'computed',
  over: 'household',
  numerator: {
    label: {
      zh: '住在未改造 C、D 级危房且有持证残疾人的家庭',
      en: 'households with a holder in an unrepaired home of class C or D',
    },
    when: 'household.holders > 0 && household.dangerousHousing',
  },
  definition: {
    zh: '目标是动态清零；以危房名单为准。',
    en: 'The aim is none at any time; from the list of dangerous housing.',
  },
  rounding: whole,
  direction: 'down',
  aliases: ['残疾人家庭危房'],
})
