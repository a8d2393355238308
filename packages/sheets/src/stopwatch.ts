import { problem } from '@zhucan/kernel'

/** Counts only the reader's own working time, so that a slow database behind it never trips the deadline. */
export interface Stopwatch {
  /** Runs one step of work and adds its time; throws Problem `sheet.too-slow` once the sum is over. */
  work<T>(step: () => T): T
}

/** A stopwatch that refuses after `deadlineMs` milliseconds of work. */
export function createStopwatch(deadlineMs: number): Stopwatch {
  let spent = 0
  return {
    work(step) {
      // A monotonic span, not a time of day: the answer never depends on the calendar.
      const started = performance.now()
      const result = step()
      spent += performance.now() - started
      if (spent > deadlineMs) throw problem('sheet.too-slow', { seconds: Math.round(deadlineMs / 1000) })
      return result
    },
  }
}
