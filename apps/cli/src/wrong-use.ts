import type { Label } from '@zhucan/kernel'
import { type Fill, fill } from './output.ts'
import text from './wrong-use.text.json' with { type: 'json' }

/** Wrong use of a command; shown with its help, exit code 2. */
export class UsageError extends Error {
  readonly said: Label

  constructor(said: Label) {
    super(said.en)
    this.said = said
  }
}

/** What was wrong about a command line, to be thrown. */
export function wrongUse(what: keyof typeof text, values: Fill = {}): UsageError {
  const { zh, en } = text[what]
  return new UsageError({ zh: fill(zh, values), en: fill(en, values) })
}
