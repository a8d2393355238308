import { expect, it } from 'vitest'
import { standingOf, worstFirst } from './board-standing.ts'

const cell = (place: string, colour: string, count: number, kind: 'target' | 'task' = 'task') => ({
  ...{ place, colour, count, kind },
})
const cells = [
  cell('b', 'orange', 4),
  cell('c', 'red', 1, 'target'),
  cell('c', 'clear', 2),
  cell('d', 'blue', 3),
  cell('e', 'red', 1),
  cell('e', 'orange', 2, 'target'),
]

it('adds up targets and tasks of a place, with what is late', () => {
  expect(standingOf(cells.filter(({ place }) => place === 'e'))).toEqual({ open: 3, late: 3, red: 1 })
  expect(standingOf([])).toEqual({ open: 0, late: 0, red: 0 })
})

it('puts places first that are long overdue, then overdue, then busy; others keep their order', () => {
  const places = ['a', 'b', 'c', 'd', 'e', 'f'].map((code) => ({ code }))
  expect(worstFirst(places, cells).map(({ code }) => code)).toEqual(['e', 'c', 'b', 'd', 'a', 'f'])
})
