import { spawn } from 'node:child_process'

/** One thing that `npm run check` does: a command and what it is called. `show` sends its output through as it comes. */
export interface Step {
  readonly name: string
  readonly command: readonly string[]
  readonly show?: boolean
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

/** Runs steps, `width` at a time, in their order; each is told to `onEnd` when it ends. */
export async function runSteps(
  steps: readonly Step[],
  width: number,
  onEnd: (result: StepResult) => void,
): Promise<StepResult[]> {
  const waiting = [...steps]
  const results: StepResult[] = []
  const lane = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const result = await runStep(step)
      results.push(result)
      onEnd(result)
    }
  }
  await Promise.all(Array.from({ length: width }, lane))
  return results
}

async function runStep(step: Step): Promise<StepResult> {
  if (step.skip !== undefined) return { name: step.name, outcome: 'skipped', seconds: 0, output: step.skip }
  const start = performance.now()
  const { code, output } = await runCommand(step)
  const seconds = (performance.now() - start) / 1000
  return { name: step.name, outcome: code === 0 ? 'passed' : 'failed', seconds, output }
}

function runCommand({ command, show = false }: Step): Promise<{ code: number; output: string }> {
  const [program = '', ...rest] = command
  const child = spawn(program, rest, {
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
  })
  const parts: string[] = []
  child.stdout?.on('data', (data) => parts.push(String(data)))
  child.stderr?.on('data', (data) => parts.push(String(data)))
  return new Promise((done) => {
    child.once('error', (error) => done({ code: 1, output: String(error) }))
    child.once('close', (code) => done({ code: code ?? 1, output: parts.join('') }))
  })
}
