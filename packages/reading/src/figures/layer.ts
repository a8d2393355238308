import type { Span } from '../text/sentences.ts'

/** The words a figure stands among: those of its brackets, or those of its clause without any brackets. */
export interface Layer {
  readonly words: Span
  /** Offset of the figure in these words. */
  readonly at: number
  readonly isInBrackets: boolean
  /** Whether its brackets name a time of their own, so that the sentence around them decides nothing. */
  readonly isApart: boolean
}

interface Bracket {
  readonly from: number
  /** Behind the closing mark. */
  readonly to: number
}

interface Layers {
  readonly outer: Span
  readonly brackets: readonly Bracket[]
  readonly inner: Map<Bracket, Span>
}

/** 2023年为1076人 in brackets. */
const hasOwnTime = /\d{4}年|现|原|去年|上年|目前|同期|截至/

const known = new WeakMap<Span, Layers>()

/** 保持在1100人以上（2023年为1076人）: what a bracket tells decides nothing of what stands outside it, nor the reverse. */
export function layerAt(clause: Span, at: number): Layer {
  if (!clause.text.includes('（')) return { words: clause, at, isInBrackets: false, isApart: false }
  const layers = layersOf(clause)
  const bracket = layers.brackets.find(({ from, to }) => at > from && at < to)
  if (!bracket) {
    const left = layers.brackets
      .filter(({ to }) => to <= at)
      .reduce((length, { from, to }) => length + to - from, 0)
    return { words: layers.outer, at: at - left, isInBrackets: false, isApart: false }
  }
  const words = layers.inner.get(bracket)!
  return { words, at: at - bracket.from - 1, isInBrackets: true, isApart: hasOwnTime.test(words.text) }
}

function layersOf(clause: Span): Layers {
  const found = known.get(clause)
  if (found) return found
  const brackets = [...clause.text.matchAll(/（[^（）]*）/g)].map(({ index, 0: text }) => ({
    from: index,
    to: index + text.length,
  }))
  const inner = new Map(
    brackets.map((bracket) => {
      const text = clause.text.slice(bracket.from + 1, bracket.to - 1)
      const start = clause.start + bracket.from + 1
      return [bracket, { text, start, end: start + text.length }] as const
    }),
  )
  const outer = { ...clause, text: clause.text.replace(/（[^（）]*）/g, '') }
  const layers = { outer: brackets.length === 0 ? clause : outer, brackets, inner }
  known.set(clause, layers)
  return layers
}
