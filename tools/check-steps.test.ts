import { expect, it } from 'vitest'
import { runSteps, type StepResult } from './check-steps.ts'

const node = (source: string) => [process.execPath, '-e', source]

it('runs every step, tells how each ended and keeps what it said', async () => {
  const told: string[] = []
  const results = await runSteps(
    [
      { name: 'good', command: node('console.log("fine")') },
      { name: 'bad', command: node('console.error("broken"); process.exit(3)') },
      { name: 'missing', command: ['/no/such/program'] },
      { name: 'killed', command: node('process.kill(process.pid, "SIGKILL")') },
      { name: 'absent', command: node('process.exit(1)'), skip: 'no browser' },
    ],
    2,
    { onEnd: (result) => void told.push(result.name) },
  )
  const outcomes = Object.fromEntries(results.map((result: StepResult) => [result.name, result.outcome]))
  expect(outcomes).toEqual({
    good: 'passed',
    bad: 'failed',
    missing: 'failed',
    killed: 'failed',
    absent: 'skipped',
  })
  expect(results.find((result) => result.name === 'bad')?.output).toContain('broken')
  expect(told.sort()).toEqual(['absent', 'bad', 'good', 'killed', 'missing'])
})

it('runs no more steps at a time than it may', async () => {
  const start = performance.now()
  const wait = node('setTimeout(() => {}, 300)')
  await runSteps(
    Array.from({ length: 4 }, (_, n) => ({ name: `${n}`, command: wait })),
    2,
    { onEnd: () => undefined },
  )
  expect(performance.now() - start).toBeGreaterThan(600)
})

it('says whose line it is and how far a step has come', async () => {
  const lines: string[] = []
  const command = node('console.log("✓ one\\nnoise\\n\\n✓ two")')
  const onLine = (line: string) => void lines.push(line.replaceAll(/ +/g, ' '))
  await runSteps([{ name: 'tests', command, show: { total: 3, isPart: /^✓/ } }], 1, {
    onEnd: () => undefined,
    onLine,
  })
  expect(lines).toEqual(['tests 1/3 ✓ one', 'tests noise', 'tests 2/3 ✓ two'])
})
