import type { Analysis } from './open-analysis.ts'

/** A piece of work with an engine of its own over the same tables. */
export type Piece = (engine: Analysis) => Promise<unknown>

/** What pieces of work return, in their order. */
export type Done<T extends readonly Piece[]> = { -readonly [At in keyof T]: Awaited<ReturnType<T[At]>> }

/** Each statement by itself uses all threads; two fill what the end of each leaves idle, more would only need more memory. */
const atOnce = 2

/** Does pieces of work two at a time. The first failure stops the others and is thrown once they have ended. */
export async function atTheSameTime<T extends readonly Piece[]>(
  work: T,
  open: (isStopped: () => boolean) => Promise<Analysis>,
): Promise<Done<T>> {
  const results: unknown[] = []
  const failures: unknown[] = []
  const isStopped = () => failures.length > 0
  const waiting = work.entries()
  const lane = async () => {
    await using engine = await open(isStopped)
    for (const [at, piece] of waiting) {
      if (isStopped()) break
      results[at] = await piece(engine)
    }
  }
  const guarded = () => lane().catch((error: unknown) => failures.push(error))
  await Promise.all(Array.from({ length: Math.min(atOnce, work.length) }, guarded))
  if (isStopped()) throw failures[0]
  return results as Done<T>
}

/** The same one after the other, all with one engine. */
export async function inTurn<T extends readonly Piece[]>(engine: Analysis, work: T): Promise<Done<T>> {
  const results: unknown[] = []
  for (const piece of work) results.push(await piece(engine))
  return results as Done<T>
}
