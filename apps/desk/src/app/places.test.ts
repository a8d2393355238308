import { expect, it } from 'vitest'
import { isOn, placesFor } from './places.ts'
import type { Me } from './session.ts'

const all = placesFor({
  may: ['dashboard.read', 'person.list', 'list.read', 'figure.read', 'organisation.read'],
} as unknown as Me)
const marked = (path: string) => all.filter((place) => isOn(place, path)).map(({ id }) => id)

it.each([
  ['/', ['home']],
  ['/register', ['register']],
  ['/persons/0198', ['register']],
  ['/duplicates/0198', ['register']],
  ['/link-runs/0198/review', ['lists']],
  ['/reports', ['figures']],
  ['/organisations/0198', ['directory']],
  ['/listsomething', []],
])('marks in the navigation where %s belongs', (path, places) => {
  expect(marked(path)).toEqual(places)
})
