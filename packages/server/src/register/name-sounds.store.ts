import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Ctx } from '../platform/context.ts'
import type { NameSound } from './read-name.ts'

/** Names of the register, after the given one, that have no reading yet. */
export async function findUnreadNames(ctx: Ctx, after: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct name collate "C" as name from person
    where name collate "C" > ${after} and not exists
      (select 1 from name_sound where name_sound.name = person.name collate "C")
    order by 1 limit ${limit}`.execute(ctx.db)
  return rows.map(({ name }) => name)
}

/** Keeps how names are read; what is known already stays. */
export async function insertSounds(ctx: Ctx, sounds: readonly NameSound[]): Promise<void> {
  await sql`insert into name_sound (name, letters, initials)
    select name, letters, initials from jsonb_to_recordset(${JSON.stringify(sounds)}::jsonb)
      as given (name text, letters text, initials text)
    on conflict do nothing`.execute(ctx.db)
}

/**
 * Names that sound so from their beginning, by initials or whole, or are written so; ranges, so that an index serves them,
 * and gathered first, so that people are found by the index of names.
 */
export const soundsLike = (letters: string, typed: string): RawBuilder<SqlBool> => {
  const end = '\u{10FFFF}'
  return sql`person.name collate "C" = any (array(
    select name from name_sound where (initials >= ${letters} and initials < ${letters + end})
      or (letters >= ${letters} and letters < ${letters + end})
    union select written.name collate "C" from person written
      where written.name collate "C" >= ${typed} and written.name collate "C" < ${typed + end}))`
}
