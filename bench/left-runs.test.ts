import { expect, it } from 'vitest'
import { otherRuns } from './left-runs.ts'

it('takes for left behind what killed runs made, and neither its own nor the kept city', () => {
  const found = [
    'run_23',
    'city_template',
    'run_1',
    'run_22',
    'run_of_somebody',
    'postgres',
    'keys',
    'run_1; x',
  ]
  expect(otherRuns(found, 'run_22')).toEqual(['run_1', 'run_23'])
})
