import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** What a step says as it goes: its lines go through as they come, those that end a part with how far it has come. */
export interface Progress {
  /** How many parts there are. */
  readonly total: number
  /** Tells a line that says that a part has ended. */
  readonly isPart: RegExp
}

/** One thing that `npm run check` does: a command and what it is called. */
export interface Step {
  readonly name: string
  readonly command: readonly string[]
  readonly show?: Progress
  /** Why it cannot run here; then it is said loudly and not counted as passed. */
  readonly skip?: string
}

/** How a step ended; `seconds` is wall time. */
export interface StepResult {
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  readonly seconds: number
  readonly output: string
}

/** Where the results and the lines of steps go. */
export interface Listener {
  onEnd(result: StepResult): void
  /** A line of a step that shows how it goes. */
  onLine?(line: string): void
}

/** Runs steps, `width` at a time, in their order. */
export async function runSteps(
  steps: readonly Step[],
  width: number,
  { onEnd, onLine = () => undefined }: Listener,
): Promise<StepResult[]> {
  const waiting = [...steps]
  const results: StepResult[] = []
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const result = await runStep(step, onLine)
      results.push(result)
      onEnd(result)
    }
  }
  await Promise.all(Array.from({ length: width }, lane))
  return results
}

async function runStep(step: Step, onLine: (line: string) => void): Promise<StepResult> {
  if (step.skip !== undefined) return { name: step.name, outcome: 'skipped', seconds: 0, output: step.skip }
  const start = performance.now()
  const { code, output } = await runCommand(step, onLine)
  const seconds = (performance.now() - start) / 1000
  return { name: step.name, outcome: code === 0 ? 'passed' : 'failed', seconds, output }
}

async function runCommand(
  step: Step,
  onLine: (line: string) => void,
): Promise<{ code: number; output: string }> {
  const [program = '', ...rest] = step.command
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number>((done) => {
    child.once('error', (error) => {
      parts.push(String(error))
      done(1)
    })
    child.once('close', (code) => done(code ?? 1))
  })
  const parts: string[] = []
  const hear = step.show ? shownLines(step.name, step.show, onLine) : (line: string) => void parts.push(line)
  await Promise.all([child.stdout, child.stderr].map((stream) => eachLine(stream, hear)))
  return { code: await ended, output: parts.join('\n') }
}

/** A program that could not be started has no streams to read. */
async function eachLine(stream: Readable, hear: (line: string) => void): Promise<void> {
  try {
    for await (const line of createInterface({ input: stream })) hear(line)
  } catch {
    // Its end tells.
  }
}

/** Steps run beside each other, so that each line says whose it is. */
function shownLines(name: string, { total, isPart }: Progress, onLine: (line: string) => void) {
  let parts = 0
  return (line: string) => {
    if (line.trim() === '') return
    if (isPart.test(line)) parts++
    const far = isPart.test(line) ? `${parts}/${total}` : ''
    onLine(`${name.padEnd(5)} ${far.padStart(7)} ${line}`)
  }
}
