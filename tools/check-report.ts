import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** Where the tests and the journeys write what they counted. */
export interface Report {
  /** What vitest writes as JSON. */
  readonly tests: string
  /** What the test runner of Node writes as TAP. */
  readonly journeys: string
  /** The same of the second engine; not in each run. */
  readonly engine: string
}

/** How many tests passed and failed, journeys' steps too. */
export function testCounts(report: Report): { passed: number; failed: number } {
  const { numPassedTests = 0, numFailedTests = 0 } = readTests(report)
  const taps = [report.journeys, report.engine].map(readOrNothing)
  const told = (word: string) =>
    taps.reduce((sum, tap) => sum + Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0), 0)
  return { passed: numPassedTests + told('pass'), failed: numFailedTests + told('fail') }
}

/** The files and the journeys that took longest, one a line; where seconds are to be saved next. */
export function slowest(report: Report, root: string, count = 5): string[] {
  const files = (readTests(report).testResults ?? []).map(({ name, startTime, endTime }) => ({
    name: relative(root, name),
    seconds: (endTime - startTime) / 1000,
  }))
  const journeys = [
    ...readJourneys(report).matchAll(/^(?:not )?ok \d+ - (.+)\n\s+---\n\s+duration_ms: ([\d.]+)/gm),
  ].map(([, name = '', milliseconds]) => ({ name, seconds: Number(milliseconds) / 1000 }))
  return [...longest('slowest test files', files, count), ...longest('slowest journeys', journeys, count)]
}

interface Timed {
  readonly name: string
  readonly seconds: number
}

function longest(title: string, all: readonly Timed[], count: number): string[] {
  if (all.length === 0) return []
  const first = all.toSorted((a, b) => b.seconds - a.seconds).slice(0, count)
  return [`${title}:`, ...first.map(({ name, seconds }) => `${seconds.toFixed(1).padStart(8)} s  ${name}`)]
}

interface Tests {
  readonly numPassedTests?: number
  readonly numFailedTests?: number
  readonly testResults?: readonly {
    readonly name: string
    readonly startTime: number
    readonly endTime: number
  }[]
}

const readTests = ({ tests }: Report): Tests =>
  existsSync(tests) ? (JSON.parse(readFileSync(tests, 'utf8')) as Tests) : {}

const readJourneys = ({ journeys }: Report): string => readOrNothing(journeys)

const readOrNothing = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')
