import type { BenchClerk } from './api-city.ts'
import type { Question } from './api-load.ts'

/** What a clerk's questions are about: people and clues of their own area, and numbers of the register. */
export interface Subjects {
  persons: readonly string[]
  clues: readonly string[]
  numbers: readonly string[]
}

type Make = (n: number, clerk: BenchClerk, subjects: Subjects) => Question

const pick = <T>(values: readonly T[], n: number): T => values[(n * 7919) % values.length] as T
const names = ['王', '李伟', '张敏', '刘', '陈静', '杨丽', 'wangw', 'lj', 'zhaom', '孙']
const sorts = ['due', 'since', 'place', 'rule', 'changed']

const worklist: Make = (n) => ({
  route: 'worklist',
  path: `/api/v1/clues?state=open&pageSize=50&page=${1 + (n % 3)}`,
})
const mine: Make = () => ({ route: 'worklist, mine', path: '/api/v1/clues?mine=true&pageSize=50' })
const sorted: Make = (n) => ({
  route: 'worklist, sorted',
  path: `/api/v1/clues?state=open&pageSize=50&sort=${pick(sorts, n)}`,
})
const counts: Make = () => ({ route: 'clue counts', path: '/api/v1/clues/counts?state=all' })
const clue: Make = (n, _clerk, { clues }) => ({ route: 'clue page', path: `/api/v1/clues/${pick(clues, n)}` })
const register: Make = (n) => ({
  route: 'register',
  path: `/api/v1/persons?kind=holder&pageSize=50&page=${1 + (n % 5)}`,
})
const filtered: Make = (n) => ({
  route: 'register, filtered',
  path: `/api/v1/persons?kind=holder&level=${1 + (n % 4)}&category=physical&pageSize=50`,
})
const named: Make = (n) => ({
  route: 'register, by name',
  path: `/api/v1/persons?name=${encodeURIComponent(pick(names, n))}&pageSize=50`,
})
const person: Make = (n, _clerk, { persons }) => ({
  route: 'person page',
  path: `/api/v1/persons/${pick(persons, n)}`,
})
const number: Make = (n, _clerk, { numbers }) => ({
  route: 'search by number',
  path: '/api/v1/persons/find-by-number',
  json: { number: pick(numbers, n) },
})
const suggest: Make = (n) => ({
  route: 'finder',
  path: '/api/v1/persons/suggest',
  json: { name: pick(names, n) },
})
const dashboard: Make = () => ({ route: 'dashboard', path: '/api/v1/dashboard' })
const catalogue: Make = () => ({ route: 'catalogue', path: '/api/v1/catalogue' })
const me: Make = () => ({ route: 'me', path: '/api/v1/me' })

const times = (count: number, make: Make): Make[] => Array.from({ length: count }, () => make)

/** Twenty questions of each kind of office, as often as they are asked in a morning's work. */
const mixes: Record<BenchClerk['office'], readonly Make[]> = {
  county: [
    ...[...times(4, worklist), ...times(2, sorted), ...times(2, counts), ...times(2, clue)],
    ...[...times(2, register), filtered, named, ...times(2, person), number, suggest, dashboard, catalogue],
  ],
  township: [
    ...[...times(3, worklist), ...times(2, mine), sorted, counts, ...times(3, clue)],
    ...[...times(2, register), named, ...times(3, person), number, suggest, dashboard, catalogue],
  ],
  village: [
    ...[...times(2, worklist), ...times(4, mine), counts, ...times(4, clue)],
    ...[...times(2, register), named, ...times(4, person), me, catalogue],
  ],
}

/** The n-th question of a clerk. */
export function question(clerk: BenchClerk, subjects: Subjects, n: number): Question {
  const mix = mixes[clerk.office]
  // 7 shares no factor with 20: within twenty seconds everybody asks everything, each in another order.
  const make = mix[(n * 7 + Number(clerk.username.slice(6)) * 3) % mix.length] as Make
  const asked = make(n, clerk, subjects)
  const numbersOnly =
    clerk.role === 'leader' && ['search by number', 'person page', 'clue page'].includes(asked.route)
  return numbersOnly ? dashboard(n, clerk, subjects) : asked
}
