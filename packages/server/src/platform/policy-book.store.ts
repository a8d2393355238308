import { type LocalLine, type PolicyBook, policyBook } from '@zhucan/catalogue'
import { sql } from 'kysely'
import type { Ctx, Server } from './context.ts'

/** The lines of policy as this process last read them. */
export interface PolicyKeeper {
  /** The book, read again where it is more than a few seconds old. */
  read(server: Pick<Server, 'now'>, load: () => Promise<PolicyBook>): Promise<PolicyBook>
  /** The next reader reads again: a line was just confirmed here. */
  forget(): void
}

const keptMs = 5_000

/** Keeps the book between requests: every deadline and every clue asks for it, and it changes a few times a year. */
export function openPolicyKeeper(): PolicyKeeper {
  let kept: { book: Promise<PolicyBook>; at: number } | null = null
  return {
    read(server, load) {
      if (kept && Math.abs(server.now() - kept.at) < keptMs) return kept.book
      const book = load()
      kept = { book, at: server.now() }
      book.catch(() => {
        kept = null
      })
      return book
    },
    forget() {
      kept = null
    },
  }
}

/** All confirmed lines that are known at a moment, by default now; a line of the same day that came later corrects. */
export async function loadPolicyBook(ctx: Pick<Ctx, 'db'>, knownAt?: Date): Promise<PolicyBook> {
  const { rows } =
    await sql<LocalLine>`select id, code, region, from_day::text as "from", value, source, document_number
    from policy_line where state = 'confirmed' ${knownAt ? sql`and decided_at <= ${knownAt}` : sql``}
    order by decided_at, id`.execute(ctx.db)
  return policyBook(rows)
}
