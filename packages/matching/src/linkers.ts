import type { Analysis } from '@zhucan/analysis'
import { type ExactMatchRequest, type ExactMatchSummary, runExactMatch } from './exact-match.ts'

/** One way of finding the person behind a file row; later ones only see rows that earlier ones left over. */
export interface Linker {
  readonly id: string
  /** Values of `method` in its links. */
  readonly methods: readonly string[]
  run(analysis: Analysis, request: ExactMatchRequest): Promise<ExactMatchSummary>
}

/** Every linker by number in the order in which they run; `scoreSides` links what they leave over. */
export const linkers: readonly Linker[] = [
  { id: 'exact', methods: ['exact', 'upgraded15'], run: runExactMatch },
]
