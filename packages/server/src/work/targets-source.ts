import type { z } from '@hono/zod-openapi'
import { completionWords, indicatorUnits, targetForms, targetStates } from '@zhucan/catalogue'
import type { ExportCell, ExportSource } from '../exports/index.ts'
import type { Completion } from '../indicators/index.ts'
import { completionOf } from './completion.ts'
import { loadOffice } from './office.store.ts'
import { type ExportedClause, findIndicatorOf, findNoticeName, readPieces } from './piece-export.store.ts'
import { dueCells, dueColumns, type Locale, sourceCells, sourceColumns } from './piece-export.ts'
import { countTargets, type TargetLine, targetQuery } from './target-list.store.ts'
import { targetFilter } from './target-shapes.ts'
import { indicatorLabel } from './target-view.ts'

const filter = targetFilter.extend({ state: targetFilter.shape.state.unwrap().default('live') }).strict()

type Exported = TargetLine & ExportedClause

/** Figures are measured for so many targets at a time. */
const batch = 200

/** Targets as their list shows them, as a file. */
export const targetsSource: ExportSource<z.infer<typeof filter>> = {
  what: 'targets',
  right: 'target.read',
  numberRight: null,
  numbersPerRow: 0,
  filter,
  columns: () => [
    ...(['indicator', 'form', 'figure', 'unit', 'periodFrom', 'periodTo'] as const),
    ...(['regionCode', 'carrier', 'state'] as const),
    ...dueColumns,
    ...(['done', 'percent', 'progress', 'figureDay', 'missingPlaces', 'partsAnswered', 'parts'] as const),
    ...sourceColumns,
  ],
  markIn: 'carrier',
  names: async (ctx, { notice, parent }) => ({
    notice: notice ? await findNoticeName(ctx, notice) : null,
    parent: parent ? await findIndicatorOf(ctx, parent) : null,
  }),
  count: async (ctx, asked) =>
    (await countTargets(ctx, await loadOffice(ctx), asked)).reduce((sum, { count }) => sum + count, 0),
  async *rows(ctx, asked, { locale }) {
    const office = await loadOffice(ctx)
    for await (const lines of inBatches(readPieces<TargetLine>(ctx, targetQuery(ctx, office, asked)))) {
      const known = await completionOf(ctx, lines)
      for (const line of lines) yield cellsOf(line, known.get(line.id), locale)
    }
  },
}

async function* inBatches(lines: AsyncGenerator<Exported>): AsyncGenerator<Exported[]> {
  let waiting: Exported[] = []
  for await (const line of lines) {
    waiting.push(line)
    if (waiting.length < batch) continue
    yield waiting
    waiting = []
  }
  if (waiting.length > 0) yield waiting
}

const numberOf = (text: string | null | undefined): number | null => (text == null ? null : Number(text))

function cellsOf(line: Exported, completion: Completion | undefined, locale: Locale): ExportCell[] {
  return [
    indicatorLabel(line.indicator)[locale],
    targetForms[line.form].label[locale],
    numberOf(line.value),
    unitName(line.unit, locale),
    line.periodFrom,
    line.periodTo,
    line.region,
    line.carrierName ?? line.region,
    targetStates[line.state][locale],
    ...dueCells(line, locale),
    numberOf(completion?.value),
    numberOf(completion?.percent),
    completion ? completionWords[completion.status][locale] : null,
    completion?.figure.day ?? null,
    completion?.figure.missingPlaces ?? null,
    line.partsAnswered,
    line.parts,
    ...sourceCells('targets', line),
  ]
}

function unitName(unit: string, locale: Locale): string {
  if (unit === 'per-cent') return '%'
  return Object.hasOwn(indicatorUnits, unit)
    ? indicatorUnits[unit as keyof typeof indicatorUnits][locale]
    : unit
}
