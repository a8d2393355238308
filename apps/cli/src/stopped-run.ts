import { rmSync } from 'node:fs'
import { inBoth } from './output.ts'
import words from './words.text.json' with { type: 'json' }

const endings = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const left = new Set<string>()

/** Does work that leaves a file or a folder behind while it lasts; whoever stops the program (Ctrl-C) finds it removed. */
export async function removedWhenStopped<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  if (left.size === 0) for (const signal of signals) process.on(signal, stop)
  left.add(path)
  try {
    return await work()
  } finally {
    left.delete(path)
    if (left.size === 0) for (const signal of signals) process.off(signal, stop)
  }
}

function stop(signal: (typeof signals)[number]): void {
  for (const path of left)
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      // The next run removes what a killed one left.
    }
  process.stderr.write(inBoth(words.stopped))
  process.exit(endings[signal])
}
