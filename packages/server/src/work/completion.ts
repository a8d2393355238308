import type { Ctx } from '../platform/index.ts'
import type { TargetLine } from './target-list.store.ts'

/** How far a target is reached; figures are decimal texts. */
export interface Completion {
  done: string
  rate: string | null
  asOf: string | null
}

/** The completion of targets by id; those nothing is known of are left out. */
export async function completionOf(
  _ctx: Ctx,
  _targets: readonly Pick<TargetLine, 'id'>[],
): Promise<Map<string, Completion>> {
  return new Map()
}
