/** One measured pair: our way against a plain baseline in the same run, same unit. */
export interface Measured {
  readonly ours: number
  readonly baseline: number
  readonly unit: string
  /** Which direction is good; the printed ratio is above 1 when ours is better. Default 'lower'. */
  readonly better?: 'lower' | 'higher'
}

/** What a bench gives back: its headline pair, smaller cases beside it, and what the baseline is, in words. */
export interface BenchResult extends Measured {
  readonly baselineIs: string
  readonly cases?: Readonly<Record<string, Measured>>
  /** Figures worth keeping that have no baseline, e.g. peak memory in MB. */
  readonly figures?: Readonly<Record<string, number>>
}

/** A file `bench/NAME.ts` exports `run` of this type and is found by its name. */
export type Bench = () => Promise<BenchResult>

/** Above 1 = ours is better, whatever the unit's direction. */
export function ratio(measured: Measured): number {
  const value =
    measured.better === 'higher' ? measured.ours / measured.baseline : measured.baseline / measured.ours
  return Number(value.toFixed(3))
}

/** Median wall seconds of `times` runs of `work`; the first, unmeasured run warms up. */
export async function medianSeconds(times: number, work: () => Promise<unknown> | unknown): Promise<number> {
  await work()
  const seconds: number[] = []
  for (let n = 0; n < times; n++) {
    const start = performance.now()
    await work()
    seconds.push((performance.now() - start) / 1000)
  }
  return seconds.sort((a, b) => a - b)[Math.floor(times / 2)]!
}
