/** A part drawn by chance out of so many, and how many of all are hits. */
export interface Draw {
  readonly size: number
  readonly drawn: number
  readonly hits: number
}

/** Sums grow to this and no further: numbers end at 1e308. */
const largest = 1e200

/** The chance of at least `least` hits among the drawn, without putting back (hypergeometric). All are whole numbers. */
export function chanceOfAtLeast(least: number, { size, drawn, hits }: Draw): number {
  let [term, all, enough] = [1, 0, 0]
  for (let n = Math.max(0, drawn - (size - hits)); n <= Math.min(drawn, hits); n++) {
    all += term
    if (n >= least) enough += term
    // How much more often one hit more is drawn than so many.
    term *= ((hits - n) * (drawn - n)) / ((n + 1) * (size - hits - drawn + n + 1))
    if (term > largest) [term, all, enough] = [1, all / term, enough / term]
  }
  return enough / all
}
