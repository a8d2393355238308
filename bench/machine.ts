import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** The machine a figure was measured on; printed with every figure, so that a slow day is visible. */
export interface Machine {
  readonly cores: number
  readonly cpu: string
  readonly memoryGB: number
  /** Bytes read plus written per second by one thread copying 256 MB, best of 5. */
  readonly copyGBps: number
  readonly load1: number
  readonly node: string
}

/** Looks at the machine; takes about half a second. */
export function probeMachine(): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGB: Number((totalmem() / 2 ** 30).toFixed(1)),
    copyGBps: Number(copySpeed().toFixed(1)),
    load1: Number((loadavg()[0] ?? 0).toFixed(2)),
    node: process.versions.node,
  }
}

function copySpeed(): number {
  const bytes = 256 * 2 ** 20
  const from = new Uint8Array(bytes).fill(1)
  const to = new Uint8Array(bytes)
  let best = Number.POSITIVE_INFINITY
  for (let n = 0; n < 5; n++) {
    const start = performance.now()
    to.set(from)
    best = Math.min(best, performance.now() - start)
  }
  return (2 * bytes) / 1e9 / (best / 1000)
}
