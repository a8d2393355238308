import { expect, it } from 'vitest'
import { duckdb } from './dialect.ts'
import { identityPlan } from './identity-plan.ts'
import { settledColumns } from './prepared-rows.ts'

it('of persons, places and what is left of the number are settled before odd names and telephones are read', () => {
  expect(settledColumns(identityPlan())).toEqual(['home', 'id_county'])
})

it('nothing is settled that is made of a column with cells left, in however many stages', () => {
  const plan = identityPlan({ dialect: duckdb })
  const opened = [...plan.opened!, { of_sound: 't.folded + 1' }, { of_home: 't.home + 1' }]
  const counted = ['folded', 'of_sound', 'of_home', 'birth']
  expect(settledColumns({ ...plan, opened, counted })).toEqual(['of_home', 'birth'])
})
