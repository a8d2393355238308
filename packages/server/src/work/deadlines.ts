import { type PlainDate, plainDate, problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'

/** A deadline for an answer; none if none is given. Problem 'work.past-day' for a day that is over. */
export function requireReceiveBy(ctx: Ctx, day: string | undefined): PlainDate | null {
  if (day === undefined) return null
  if (plainDate(day) < ctx.day()) throw problem('work.past-day', { day })
  return plainDate(day)
}
