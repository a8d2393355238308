import { Problem, problem } from '@zhucan/kernel'

/** A fault inside the engine; its message never carries a value of the data, only the engine's own words. */
export class AnalysisError extends Error {
  override readonly name = 'AnalysisError'
}

/** Turns what the engine threw into a Problem the operator can act on, or into a fault without data in it. */
export function translate(error: unknown, memoryLimit: string): Error {
  if (error instanceof Problem || error instanceof TypeError) return error
  const text = error instanceof Error ? error.message : String(error)
  if (isDiskFull(text)) return problem('analysis.disk-full')
  if (/^Out of Memory Error|could not allocate block|failed to allocate data/i.test(text))
    return problem('analysis.out-of-memory', { limit: memoryLimit })
  return new AnalysisError(withoutValues(text))
}

// The engine reports a full spill folder as out of memory, so the disk is asked first.
function isDiskFull(text: string): boolean {
  return /No space left on device|max_temp_directory_size|failed to offload data block/i.test(text)
}

/** First paragraph of a message with quoted values and long digit runs taken out, because logs hold no numbers. */
export function withoutValues(text: string): string {
  const [first = ''] = text.split('\n\n')
  return first
    .replaceAll(/'(?:[^']|'')*'/g, "'…'")
    .replaceAll(/"[^"]*\d{6,}[^"]*"/g, '"…"')
    .replaceAll(/\d[-\d/.:]{3,}[Xx]?/g, '…')
    .slice(0, 400)
}
