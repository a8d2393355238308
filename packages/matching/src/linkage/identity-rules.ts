import type { Implication, Rule } from './plan.ts'

const rule = (id: string, keys: readonly string[], ...fixes: string[]): Rule => ({ id, keys, fixes })

/**
 * Blocking rules for persons: each forgives other faults, so that a true pair is missed only when several of its fields
 * are wrong at once.
 */
export const identityRules: readonly Rule[] = [
  rule('name sound + birth', ['t.sound', 't.birth'], 'name', 'birth'),
  rule('birth + surname + sex', ['t.birth', 't.family', 't.sex'], 'birth', 'name', 'sex'),
  rule('name sound + village', ['t.sound', 't.village'], 'name', 'place'),
  rule('name folded + village', ['t.folded', 't.village'], 'name', 'place'),
  rule('phone', ['t.phone'], 'phone'),
  rule('name sound + birth, day and month in any order', ['t.sound', 't.birth_sorted'], 'name', 'birth'),
  // Namesakes of one year by the dozen are strangers; with a place, a day or a number the other rules find them.
  {
    ...rule('rare name sound + birth year', ['t.sound', 't.year'], 'name', 'birth'),
    rare: { column: 'sound', most: 32 },
  },
  rule('ID county + ID birth + sex', ['t.id_county', 't.id_birth', 't.sex'], 'id-county', 'birth', 'sex'),
  rule('ID birth + ID tail', ['t.id_birth', 't.id_tail'], 'birth', 'id-tail'),
  rule(
    'ID county + ID tail + birth year',
    ['t.id_county', 't.id_tail', 't.year'],
    'id-county',
    'id-tail',
    'birth',
  ),
  rule('ID tail + town', ['t.id_tail', 't.town'], 'id-tail', 'place'),
  rule('name sound + ID tail', ['t.sound', 't.id_tail'], 'name', 'id-tail'),
  rule('name sound + town', ['t.sound', 't.town'], 'name', 'place'),
  rule('name folded + town', ['t.folded', 't.town'], 'name', 'place'),
  rule('name folded + birth, day and month in any order', ['t.folded', 't.birth_sorted'], 'name', 'birth'),
  rule('birth + village', ['t.birth', 't.village'], 'birth', 'place'),
  rule('birth + town', ['t.birth', 't.town'], 'birth', 'place'),
  rule('surname + door', ['t.family', 't.home'], 'name', 'place'),
]

/** What settles what among the columns of a person; codes of places are nested, names of places need not be. */
export const identityImplies: readonly Implication[] = [
  { from: 'sound', to: 'folded' },
  { from: 'birth', to: 'year' },
  { from: 'birth', to: 'birth_sorted' },
  { from: 'birth_sorted', to: 'year' },
  { from: 'home', to: 'village' },
  { from: 'village', to: 'town', checked: true },
  { from: 'town', to: 'county', checked: true },
]
