import type { FigureItem, Reason } from '../document.ts'
import { type FlatText, originalOf, placeOf } from '../text/flat-text.ts'
import { depths, type Span } from '../text/sentences.ts'
import type { ReadingContext } from './context.ts'
import { exclusionOf } from './exclusions.ts'
import { type Figure, figuresIn } from './figures.ts'
import { horizonOf } from './horizon.ts'
import { indicatorOf, sharersOf } from './indicator.ts'
import { totalWeight, weighFigure, weighTogether } from './kind-of-figure.ts'
import { layerAt } from './layer.ts'
import { stretchOf } from './turn.ts'

/** Targets and facts of one sentence. */
export function readFigures(flat: FlatText, context: Omit<ReadingContext, 'clause'>): FigureItem[] {
  const { sentence } = context
  if (!/[\d%一二两三四五六七八九十百千万]/.test(sentence.text)) return []
  const depth = depths(sentence.text)
  const figures = figuresIn(sentence.text)
    .filter((figure) => exclusionOf(figure, sentence.text, depth) === null)
    .map((figure) => ({ figure, place: { ...context, clause: clauseOf(sentence, figure) } }))
  const reasons = weighTogether(
    figures.map(({ figure, place }) => {
      const at = sentence.start + figure.start
      const { words, isInBrackets, isApart } = layerAt(place.clause, Math.max(0, at - place.clause.start))
      return {
        reasons: weighFigure(figure, at, place),
        isPart: /^(?:其中|包括|含)/.test(words.text) || (isInBrackets && !isApart),
        isInBrackets,
        stretch: stretchOf(sentence, place.clause),
      }
    }),
  )
  return figures.flatMap(({ figure, place }, at) => toItems(flat, figure, place, reasons[at]!))
}

function clauseOf(sentence: ReadingContext['sentence'], figure: Figure): Span {
  const at = sentence.start + figure.start
  return sentence.clauses.find(({ start, end }) => at >= start && at < end) ?? sentence
}

function toItems(
  flat: FlatText,
  figure: Figure,
  context: ReadingContext,
  reasons: readonly Reason[],
): FigureItem[] {
  const { sentence, clause } = context
  const offset = sentence.start
  const kind = totalWeight(reasons) > 0 ? 'target' : 'fact'
  const quoted = quoteOf(flat, figure, offset, clause)
  const index = sentence.clauses.indexOf(clause)
  const indicator = indicatorOf(figure, offset, clause, sentence.clauses[index - 1]?.text ?? '')
  const by = kind === 'target' ? horizonOf(sentence, clause, context.year) : null
  const { comparator, value, unit } = figure
  const item: FigureItem = {
    kind,
    section: context.section,
    ...quoted,
    indicator,
    comparator,
    value,
    unit,
    ...(by === null ? {} : { by }),
    reasons,
  }
  return sharersOf(figure, offset, clause).map((name) =>
    name === null ? item : { ...item, indicator: name },
  )
}

const longestQuote = 120

/** The clause without its closing mark; of a long one the part around the figure. */
export function quoteOf(flat: FlatText, figure: Figure, offset: number, clause: Span) {
  const start = offset + figure.start
  const end = offset + figure.end
  const isShort = clause.end - clause.start <= longestQuote
  const from = isShort ? clause.start : Math.max(clause.start, start - 60)
  // A cell of a table has its unit elsewhere: the quote ends where the cell does.
  const to = isShort
    ? Math.min(clause.end, Math.max(end, endWithoutMark(clause)))
    : Math.min(clause.end, end + 40)
  return { quote: originalOf(flat, from, to), start: placeOf(flat, from, to).start }
}

/** End of a clause without the mark that closes it. */
export function endWithoutMark(clause: Span): number {
  return /[，；。：！？]$/.test(clause.text) && clause.text.length > 1 ? clause.end - 1 : clause.end
}
