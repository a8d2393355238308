import type { z } from '@hono/zod-openapi'
import { taskStates, yesNo } from '@zhucan/catalogue'
import { hideNumbers } from '@zhucan/kernel'
import type { ExportSource } from '../exports/index.ts'
import { loadOffice } from './office.store.ts'
import { findIndicatorOf, findNoticeName, findTitleOf, readPieces } from './piece-export.store.ts'
import { dueCells, dueColumns, sourceCells, sourceColumns } from './piece-export.ts'
import { countTasks, type TaskLine, taskQuery } from './task-list.store.ts'
import { taskFilter } from './task-shapes.ts'

const filter = taskFilter.extend({ state: taskFilter.shape.state.unwrap().default('open') }).strict()

/** Tasks as their list shows them, as a file. */
export const tasksSource: ExportSource<z.infer<typeof filter>> = {
  what: 'tasks',
  right: 'task.read',
  numberRight: null,
  numbersPerRow: 0,
  filter,
  columns: () => [
    ...(['title', 'regionCode', 'lead', 'state', 'watched'] as const),
    ...dueColumns,
    ...(['partsDone', 'parts', 'giver'] as const),
    ...sourceColumns,
  ],
  markIn: 'lead',
  names: async (ctx, { notice, parent, target }) => ({
    notice: notice ? await findNoticeName(ctx, notice) : null,
    parent: parent ? await findTitleOf(ctx, parent) : null,
    target: target ? await findIndicatorOf(ctx, target) : null,
  }),
  count: async (ctx, asked) =>
    (await countTasks(ctx, await loadOffice(ctx), asked)).reduce((sum, { count }) => sum + count, 0),
  async *rows(ctx, asked, { locale }) {
    const office = await loadOffice(ctx)
    for await (const line of readPieces<TaskLine>(ctx, taskQuery(ctx, office, asked))) {
      yield [
        hideNumbers(line.title),
        line.region,
        line.leadName ?? line.regionName ?? line.region,
        taskStates[line.state][locale],
        yesNo[line.isWatched ? 'yes' : 'no'][locale],
        ...dueCells(line, locale),
        line.partsDone,
        line.parts,
        line.giverName,
        ...sourceCells('tasks', line),
      ]
    }
  },
}
