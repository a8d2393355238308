import { setTimeout as sleep } from 'node:timers/promises'
import type { DuckDBConnection, DuckDBPendingResult, DuckDBResult } from '@duckdb/node-api'
import duckdb, { type PendingResult } from '@duckdb/node-bindings'
import { AnalysisError } from './engine-errors.ts'
import { type Parameter, parameterType, parameterValue } from './values.ts'

/** What statements run on, and whether they are to go on. */
export interface Lane {
  readonly connection: DuckDBConnection
  isStopped(): boolean
}

/** Turns of the event loop that a statement is given before it is asked for by the clock. */
const quickTurns = 20
/** Milliseconds between two questions, at most. */
const longest = 20

/** Runs statements one after the other, the last with the parameters; returns what that one answers. */
export async function execute(
  { connection, isStopped }: Lane,
  sql: string,
  params: readonly Parameter[] = [],
): Promise<DuckDBResult> {
  const statements = await connection.extractStatements(sql)
  for (let at = 0; ; at++) {
    if (isStopped()) throw new AnalysisError('not begun: work beside it failed')
    const statement = await statements.prepare(at)
    const isLast = at === statements.count - 1
    try {
      if (isLast && params.length > 0) statement.bind(...bound(params))
      const pending = statement.start()
      await finished(pending, () => isStopped() && connection.interrupt())
      const result = await pending.getResult()
      if (isLast) return result
    } finally {
      statement.destroySync()
    }
  }
}

/** Parameters as the engine takes them, and their types. */
export function bound(params: readonly Parameter[]) {
  const types = params.map(parameterType)
  return [params.map(parameterValue), types] as unknown as [ReturnType<typeof parameterValue>[]]
}

/**
 * Waits until the engine's own threads have done a statement, or failed in it. Whoever asks the engine to wait itself has a
 * thread that looks for work in a circle while others have some: a tenth of a linkage.
 */
async function finished(pending: DuckDBPendingResult, onWait: () => unknown): Promise<void> {
  // The library keeps it to itself and has no way of asking that does not join in the work.
  const { pending_result } = pending as unknown as { readonly pending_result: PendingResult }
  const { RESULT_READY, ERROR } = duckdb.PendingState
  for (let turn = 0; ; turn++) {
    const state = duckdb.pending_execute_check_state(pending_result)
    if (state === RESULT_READY || state === ERROR) return
    onWait()
    if (turn < quickTurns) await new Promise<void>((done) => void setImmediate(done))
    else await sleep(Math.min(longest, 1 + Math.floor(turn / 100)))
  }
}
