import { type Completion, completion } from '../indicators/index.ts'
import type { Ctx } from '../platform/index.ts'

/** How far targets are on the day of the request, by id; those nothing can be said of are left out. */
export async function completionOf(
  ctx: Ctx,
  targets: readonly { id: string }[],
): Promise<Map<string, Completion>> {
  const measured = await completion(
    ctx,
    targets.map(({ id }) => id),
    ctx.day(),
  )
  return new Map(measured.map((each) => [each.targetId, each]))
}
