import type { Completion } from '../indicators/index.ts'
import type { Ctx } from '../platform/index.ts'

/** The completion of targets on a day, by id. */
export async function completionsOf(
  _ctx: Ctx,
  _ids: readonly string[],
  _day: string,
): Promise<ReadonlyMap<string, Completion>> {
  return new Map()
}
