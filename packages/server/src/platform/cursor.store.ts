import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from './context.ts'

const batch = 1_000
let cursors = 0

/** Reads a long answer by a cursor of the transaction, a thousand rows at a time; memory stays the same however long it is. */
export async function* readAll<T>(ctx: Ctx, answer: RawBuilder<T>): AsyncGenerator<T> {
  cursors = (cursors + 1) % 1_000_000
  const cursor = sql.raw(`reading_${cursors}`)
  await sql`declare ${cursor} no scroll cursor for ${answer}`.execute(ctx.db)
  for (;;) {
    const { rows } = await sql<T>`fetch ${sql.raw(String(batch))} from ${cursor}`.execute(ctx.db)
    yield* rows
    if (rows.length < batch) break
  }
  await sql`close ${cursor}`.execute(ctx.db)
}
