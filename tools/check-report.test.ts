import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { slowest, testCounts } from './check-report.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhucan-report-'))
  const took = (name: string, endTime: number) => ({ name: `/repo/${name}`, startTime: 0, endTime })
  const tests = {
    numPassedTests: 40,
    numFailedTests: 1,
    testResults: [took('a.test.ts', 1_200), took('c.test.ts', 100), took('b.test.ts', 9_000)],
  }
  writeFileSync(join(folder, 'tests.json'), JSON.stringify(tests))
  const tap = `TAP version 13
# Subtest: accounts
    # Subtest: signs in
    ok 1 - signs in
      ---
      duration_ms: 99000.5
      ...
    1..1
ok 1 - accounts
  ---
  duration_ms: 4000.25
  ...
not ok 2 - gallery
  ---
  duration_ms: 12000
  ...
# pass 7
# fail 2
`
  writeFileSync(join(folder, 'journeys.tap'), tap)
  writeFileSync(join(folder, 'engine.tap'), 'TAP version 13\n# pass 4\n# fail 1\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const report = () => ({
  tests: join(folder, 'tests.json'),
  journeys: join(folder, 'journeys.tap'),
  engine: join(folder, 'engine.tap'),
})
const none = { tests: '/none', journeys: '/none', engine: '/none' }

it('adds tests, journeys and the second engine', () => {
  expect(testCounts(report())).toEqual({ passed: 51, failed: 4 })
})

it('names what took longest, files and whole journeys apart', () => {
  expect(slowest(report(), '/repo', 2).map((line) => line.trim())).toEqual([
    'slowest test files:',
    '9.0 s  b.test.ts',
    '1.2 s  a.test.ts',
    'slowest journeys:',
    '12.0 s  gallery',
    '4.0 s  accounts',
  ])
})

it('says nothing of what did not run', () => {
  expect(slowest(none, '/repo')).toEqual([])
  expect(testCounts(none)).toEqual({ passed: 0, failed: 0 })
})
