import type { BoundFigure, FigureMeasure } from '../paper.ts'

/** Numbers the figures of a draft as it is written. */
export interface FigureBook {
  readonly figures: Record<string, BoundFigure>
  /** Binds a figure and gives the token that stands for it in the text. */
  bind(source: Omit<BoundFigure, 'measure' | 'value'>, measure: FigureMeasure, value: string): string
}

/** An empty book. */
export function createFigureBook(): FigureBook {
  const figures: Record<string, BoundFigure> = {}
  return {
    figures,
    bind(source, measure, value) {
      const id = String(Object.keys(figures).length + 1)
      figures[id] = { ...source, measure, value }
      return `{{${id}}}`
    },
  }
}
