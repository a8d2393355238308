import { problem } from '@zhucan/kernel'
import { drawIds } from '../clues/index.ts'
import type { Ctx } from '../platform/index.ts'
import { insertAct } from './acts.store.ts'
import { loadOffice } from './office.store.ts'
import { listDrawable } from './task-list.store.ts'
import { lockTasks, requireTaskStep, writeTask } from './task-moves.store.ts'

/** A drawing of reported completions, told so that anybody can draw again. */
export interface TaskDrawing {
  actId: string
  seed: string
  population: number
  drawn: number
}

/** Draws a number of reported completions for a check, by a seed on record. Problem 'work.nothing-to-draw'. */
export async function drawTasks(
  ctx: Ctx,
  { count, region, seed }: { count: number; region?: string | undefined; seed?: string | undefined },
): Promise<TaskDrawing> {
  const used = seed ?? Buffer.from(ctx.random(8)).toString('hex')
  const population = await listDrawable(ctx, await loadOffice(ctx), region)
  if (population.length === 0) throw problem('work.nothing-to-draw')
  const ids = drawIds(population, 100, used).slice(0, count)
  const details = { seed: used, population: population.length, drawn: ids.length }
  const actId = await insertAct(ctx, { kind: 'task', action: 'draw', details })
  for (const task of await lockTasks(ctx, ids))
    await writeTask(ctx, task, await requireTaskStep(ctx, task, 'draw'), actId)
  return { actId, ...details }
}
