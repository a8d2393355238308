import { z } from '@hono/zod-openapi'
import { targetStates, taskStates } from '@zhucan/catalogue'
import { hideNumbers } from '@zhucan/kernel'
import type { ExportCell, ExportSource } from '../exports/index.ts'
import { dueCells, dueColumns, type Locale } from './piece-export.ts'
import { indicatorLabel } from './target-view.ts'
import { listWatched, type Watched } from './watch.store.ts'
import { code } from './work-shapes.ts'

const filter = z
  .object({ region: code.optional(), past: z.enum(['true', 'false']).default('false') })
  .strict()

type Filter = z.infer<typeof filter>

const listed = ({ region, past }: Filter) => ({ region, past: past === 'true' })

/** The list of close supervision as its page shows it, as a file. */
export const supervisionSource: ExportSource<Filter> = {
  what: 'supervision',
  right: 'supervision.read',
  numberRight: null,
  numbersPerRow: 0,
  filter,
  columns: () => [
    ...(['title', 'regionCode', 'carrier', 'state'] as const),
    ...dueColumns,
    ...(['watchedReason', 'watchedFrom', 'watchedUntil', 'address'] as const),
  ],
  markIn: 'carrier',
  count: async (ctx, asked) => (await listWatched(ctx, listed(asked))).length,
  async *rows(ctx, asked, { locale }) {
    for (const entry of await listWatched(ctx, listed(asked))) yield cellsOf(entry, locale)
  },
}

const wordsOf = ({ kind, title, state }: Watched, locale: Locale): [string, string] =>
  kind === 'target'
    ? [indicatorLabel(title)[locale], targetStates[state as keyof typeof targetStates][locale]]
    : [hideNumbers(title), taskStates[state as keyof typeof taskStates][locale]]

function cellsOf(entry: Watched, locale: Locale): ExportCell[] {
  const [title, state] = wordsOf(entry, locale)
  return [
    title,
    entry.region,
    entry.organisationName ?? entry.regionName ?? entry.region,
    state,
    ...dueCells({ due: entry.due, colour: entry.colour as Parameters<typeof dueCells>[0]['colour'] }, locale),
    entry.reason,
    entry.fromDay,
    entry.untilDay,
    `/${entry.kind}s/${entry.pieceId}`,
  ]
}
