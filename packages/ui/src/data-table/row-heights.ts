/** Rows summed up together, so that neither the sums nor the rows within one are many. */
const blockSize = 256

/**
 * Heights of a very long list of which few rows were ever measured: all count as `usual` high but those measured to be
 * otherwise. Any place is found in a few hundred steps, however long the list is.
 */
export interface RowHeights {
  readonly usual: number
  /** From the top of the list to the top of this row, in pixels. */
  readonly topOf: (index: number) => number
  /** The row at this many pixels from the top; the nearest one beyond the ends. */
  readonly indexAt: (offset: number) => number
  /** Notes measured heights; true when anything is in another place now. */
  readonly note: (measured: Iterable<readonly [index: number, height: number]>) => boolean
}

/** Heights of a list of `count` rows, `usual` pixels each until they are measured. */
export function createRowHeights(count: number, usual: number): RowHeights {
  const blocks = new Float64Array(Math.ceil(count / blockSize) + 1)
  const others = new Map<number, number>()
  const extra = (index: number) => others.get(index) ?? 0
  const topOf = (index: number) => {
    const block = Math.floor(index / blockSize)
    let top = index * usual
    for (let before = 0; before < block; before++) top += blocks[before] ?? 0
    for (let row = block * blockSize; row < index; row++) top += extra(row)
    return top
  }
  const indexAt = (offset: number) => {
    let rest = offset
    let block = 0
    const heightOf = (place: number) => blockSize * usual + (blocks[place] ?? 0)
    for (; (block + 1) * blockSize < count && rest >= heightOf(block); block++) rest -= heightOf(block)
    let index = block * blockSize
    for (; index < count - 1 && rest >= usual + extra(index); index++) rest -= usual + extra(index)
    return index
  }
  const noteOne = (index: number, height: number) => {
    const change = height - usual - extra(index)
    if (Math.abs(change) < 0.5) return false
    const block = Math.floor(index / blockSize)
    blocks[block] = (blocks[block] ?? 0) + change
    others.set(index, height - usual)
    return true
  }
  const note: RowHeights['note'] = (measured) => {
    let isOther = false
    for (const [index, height] of measured) isOther = noteOne(index, height) || isOther
    return isOther
  }
  return { usual, topOf, indexAt, note }
}

/** The height most of these have; nothing when there are none. */
export function mostCommon(heights: readonly number[]): number | undefined {
  const counts = new Map<number, number>()
  for (const height of heights) counts.set(height, (counts.get(height) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}
