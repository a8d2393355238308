import { expect, test } from 'vitest'
import { draw, randomOf, ranked, weighted } from './random.ts'

test('repeats a stream by seed and labels, and no other', () => {
  const first = (seed: number, ...labels: string[]) =>
    Array.from({ length: 5 }, randomOf(seed, ...labels).next)
  expect(first(1, 'a')).toEqual(first(1, 'a'))
  expect(first(1, 'a')).not.toEqual(first(1, 'b'))
  expect(first(1, 'a')).not.toEqual(first(2, 'a'))
})

test('spreads evenly and draws by weight', () => {
  const random = randomOf(7, 'test')
  const mean = Array.from({ length: 20_000 }, random.next).reduce((sum, value) => sum + value, 0) / 20_000
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.01)
  const table = weighted([
    ['often', 9],
    ['seldom', 1],
  ])
  const seldom = Array.from({ length: 20_000 }, () => draw(random, table)).filter(
    (value) => value === 'seldom',
  ).length
  expect(Math.abs(seldom / 20_000 - 0.1)).toBeLessThan(0.01)
})

test('makes the first of a ranked list the commonest', () => {
  const random = randomOf(7, 'ranks')
  const names = Array.from({ length: 5000 }, () => draw(random, ranked('王李张', 4)))
  const count = (name: string) => names.filter((other) => other === name).length
  expect(count('王')).toBeGreaterThan(count('李'))
  expect(count('李')).toBeGreaterThan(count('张'))
})
