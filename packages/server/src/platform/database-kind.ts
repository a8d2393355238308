import { createKysely } from '@zhucan/db'
import { problem } from '@zhucan/kernel'
import type { Pool } from 'pg'

/** A database is demo or real for ever: the first start decides, a start of the other kind is refused. */
export async function fixKind(owner: Pool, kind: 'demo' | 'real'): Promise<void> {
  const db = createKysely(owner)
  const known = await db.selectFrom('setting').select('value').where('key', '=', 'kind').executeTakeFirst()
  if (!known) {
    await db
      .insertInto('setting')
      .values({ key: 'kind', value: JSON.stringify(kind) })
      .execute()
  } else if (known.value !== kind) {
    throw problem(kind === 'demo' ? 'database.is-real' : 'database.is-demo')
  }
}
