import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Report, slowest, testCounts } from './check-report.ts'
import { runSteps, type Step, type StepResult } from './check-steps.ts'
import { findChromium } from './find-chromium.ts'
import { findSpark } from './find-spark.ts'

const root = join(import.meta.dirname, '..')
const stepNames = ['types', 'lint', 'gen', 'walls', 'licences', 'docs', 'files', 'tests', 'e2e', 'spark']
const help = `usage: npm run check [-- options]
  --all         every journey in the browser, not the main job only, and the second engine (npm test and CI do)
  --changed     only what the working tree has changed: types, lint, walls and the tests that touch it
  --keep-going  run the tests even when a cheap check failed
  --no-e2e      leave the journeys in the browser out
  --strict      a step that cannot run here counts as failed (so it does where CI is set)
  --only NAME   one step: ${stepNames.join(', ')}`

const options = {
  all: { type: 'boolean', default: false },
  changed: { type: 'boolean', default: false },
  'keep-going': { type: 'boolean', default: false },
  'no-e2e': { type: 'boolean', default: false },
  strict: { type: 'boolean', default: false },
  only: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

const node = process.execPath
const tool = (name: string, ...rest: string[]) => [node, join('tools', name), ...rest]
const bin = (path: string, ...rest: string[]) => [node, join('node_modules', path), ...rest]

function cheapSteps(changed: readonly string[] | null): Step[] {
  const linted = changed ?? ['.']
  const lint = bin(
    '@biomejs/biome/bin/biome',
    'check',
    '--no-errors-on-unmatched',
    '--files-ignore-unknown=true',
    ...linted,
  )
  return [
    { name: 'types', command: bin('typescript/bin/tsc', '-p', '.') },
    { name: 'lint', command: lint, ...(linted.length === 0 ? { skip: 'nothing changed' } : {}) },
    {
      name: 'gen',
      command: tool('gen.ts', '--check'),
      ...unless(existsSync('tools/gen.ts'), 'tools/gen.ts is not there'),
    },
    { name: 'walls', command: tool('check-walls.ts') },
    { name: 'licences', command: tool('check-licences.ts') },
    { name: 'docs', command: tool('check-docs.ts') },
    { name: 'files', command: tool('check-files.ts') },
  ]
}

function slowSteps(changed: boolean, isWhole: boolean, report: Report): Step[] {
  const vitest = bin(
    'vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report.tests}`,
  )
  const total = globSync('{packages,apps,tools,bench}/**/*.test.{ts,tsx}', {
    exclude: ['**/node_modules/**'],
  }).length
  const tests: Step = {
    name: 'tests',
    command: [...vitest, ...(changed ? ['--changed'] : [])],
    show: { total, isPart: /^ [✓❯×] .*\(\d+ tests?\b/ },
  }
  return changed ? [tests] : [tests, journeys(isWhole, report.journeys)]
}

/** Half a gigabyte of Java and Python that not every machine can get: left out it is said loudly, and is no failure. */
const mayBeMissing = ['spark']

function secondEngine(report: string): Step {
  const found = findSpark()
  const told = ['--test-reporter=spec', '--test-reporter-destination=stdout']
  const kept = ['--test-reporter=tap', `--test-reporter-destination=${report}`]
  return {
    name: 'spark',
    command: [node, '--test', ...told, ...kept, 'packages/matching/test/linkage-on-spark.ts'],
    show: { total: 5, isPart: /^ +[✔✖] / },
    ...('missing' in found ? { skip: `SPARK WAS NOT TESTED: ${found.missing}` } : {}),
  }
}

const mainJob = join('e2e', 'main-job.e2e.ts')

function journeys(isWhole: boolean, report: string): Step {
  const all = globSync('e2e/**/*.e2e.ts').sort()
  const files = isWhole ? all : all.filter((file) => file === mainJob)
  const browser = findChromium()
  const told = ['--test-reporter=spec', '--test-reporter-destination=stdout']
  const kept = ['--test-reporter=tap', `--test-reporter-destination=${report}`]
  const server = '--test-global-setup=e2e/support/one-server.ts'
  // In one process, one after the other: to load product and browser takes longer than many a journey.
  const runner = [node, '--test', '--test-isolation=none', server, ...told, ...kept, ...files]
  return {
    name: 'e2e',
    command: runner,
    show: { total: files.length, isPart: /^[✔✖] / },
    ...unless(files.length > 0, 'no journeys in e2e/'),
    ...unless(
      browser !== null,
      'NO CHROMIUM FOUND: set ZHUCAN_CHROMIUM to its path or install chromium; THE JOURNEYS DID NOT RUN',
    ),
  }
}

function unless(there: boolean, why: string): { skip?: string } {
  return there ? {} : { skip: why }
}

function say(result: StepResult): void {
  const mark = { passed: '✓', failed: '✗', skipped: '!' }[result.outcome]
  process.stdout.write(`${mark} ${result.name.padEnd(9)} ${result.seconds.toFixed(1).padStart(6)} s\n`)
  if (result.outcome !== 'passed' && result.output) process.stdout.write(`${result.output.trimEnd()}\n`)
}

/** Files of the working tree that differ from the last commit, deleted ones left out. */
function changedFiles(): string[] {
  const git = (...args: string[]) =>
    spawnSync('git', args, { encoding: 'utf8' }).stdout.split('\n').filter(Boolean)
  const files = [...git('diff', '--name-only', 'HEAD'), ...git('ls-files', '--others', '--exclude-standard')]
  return [...new Set(files)].filter((file) => existsSync(file))
}

function summary(results: readonly StepResult[], report: Report, seconds: number): string {
  const count = (outcome: StepResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length
  const tests = testCounts(report)
  const skipped = results.filter((result) => result.outcome === 'skipped').map((result) => result.name)
  const notRun = skipped.length > 0 ? `, not run: ${skipped.join(' ')}` : ''
  const steps = `steps: ${count('passed')} passed, ${count('failed')} failed${notRun}`
  return `${steps}; ${seconds.toFixed(0)} s\n${tests.passed} passed, ${tests.failed} failed`
}

async function runAll(values: Values, report: Report): Promise<StepResult[]> {
  const wanted = (steps: Step[]) =>
    steps.filter((step) => values.only === undefined || step.name === values.only)
  const listener = { onEnd: say, onLine: (line: string) => void process.stdout.write(`${line}\n`) }
  const cheap = await runSteps(wanted(cheapSteps(values.changed ? changedFiles() : null)), 2, listener)
  if (cheap.some((result) => result.outcome === 'failed') && !values['keep-going']) return cheap
  const withSpark = values.all || values.only === 'spark' ? [secondEngine(report.engine)] : []
  const slow = wanted([...slowSteps(values.changed, isWhole(values), report), ...withSpark]).filter(
    (step) => !(values['no-e2e'] && step.name === 'e2e'),
  )
  // Side by side: what waits for the browser or the database leaves its processor to the other.
  return [...cheap, ...(await runSteps(slow, 2, listener))]
}

/** Asked for by name, the journeys are all meant. */
const isWhole = ({ all, only }: Values) => all || only === 'e2e'

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

async function main(): Promise<number> {
  const { values } = parseArgs({ options })
  const isUnknown = values.only !== undefined && !stepNames.includes(values.only)
  if (values.help || isUnknown) {
    process.stdout.write(`${help}\n`)
    return isUnknown ? 2 : 0
  }
  process.chdir(root)
  // Tools started below (and what they start) find the pinned Node first.
  process.env.PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  // Loading the server takes half of the time when the compiled code is kept.
  process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'zhucan-check')
  process.stdout.write(`node ${process.version}, ${process.platform} ${process.arch}\n`)
  const folder = mkdtempSync(join(tmpdir(), 'zhucan-check-'))
  const start = performance.now()
  const [tests = '', journeys = '', engine = ''] = ['tests.json', 'journeys.tap', 'engine.tap'].map((name) =>
    join(folder, name),
  )
  const report = { tests, journeys, engine }
  const results = await runAll(values, report)
  const seconds = (performance.now() - start) / 1000
  if (!isWhole(values) && results.some(({ name }) => name === 'e2e'))
    process.stdout.write('journeys: the main job only; npm test runs all of them\n')
  for (const line of slowest(report, root)) process.stdout.write(`${line}\n`)
  process.stdout.write(`${summary(results, report, seconds)}\n`)
  rmSync(folder, { recursive: true, force: true })
  const isStrict = values.strict || Boolean(process.env.CI)
  const isBad = ({ name, outcome }: StepResult) =>
    outcome === 'failed' || (isStrict && outcome === 'skipped' && !mayBeMissing.includes(name))
  return results.some(isBad) ? 1 : 0
}

process.exitCode = await main()
