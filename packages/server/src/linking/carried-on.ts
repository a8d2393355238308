import type { LinkState } from '@zhucan/catalogue'
import { identityThresholds } from '@zhucan/matching'
import type { Remembered } from './memory.store.ts'
import type { OpenQuestion } from './pairs.store.ts'

/** What a run says of a pair by itself. */
export interface Fresh {
  fresh: LinkState
  weight: number
  /** What the register says of the person now. */
  mark: Buffer
}

/** What people said of the pair before. */
export interface Before {
  memory: Remembered | undefined
  open: OpenQuestion | undefined
}

/**
 * Where a pair stands that a run found, after what people said of it. What they accepted holds while it is likely; what they
 * rejected holds until the register says something else of the person; what they took back, or rejected of the person as
 * it was, a person looks at again. A question that is half answered stays so while the person is the same.
 */
export function carriedOn(
  { fresh, weight, mark }: Fresh,
  { memory, open }: Before,
): { state: LinkState; decidedBy: string | null } {
  const isSame = (seen: Buffer | null) => seen === null || seen.equals(mark)
  if (memory?.verdict === 'accepted' && (isSame(memory.seen) || weight >= identityThresholds.link))
    return { state: 'accepted', decidedBy: null }
  if (memory?.verdict === 'rejected' && isSame(memory.seen)) return { state: 'rejected', decidedBy: null }
  if (open !== undefined && open.was !== 'review' && isSame(open.seen))
    return { state: open.was, decidedBy: open.decidedBy }
  return { state: memory === undefined ? fresh : 'review', decidedBy: null }
}
