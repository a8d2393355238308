import type pg from 'pg'

/** A table as it is copied out and in: its columns in a fixed order, without those the database computes. */
export interface CopiedTable {
  name: string
  columns: string[]
}

/** Log-ins under way and counts of wrong passwords do not come back from the past, unless other tables lean on them. */
const volatile = ['auth_session', 'auth_rate_limit']

/** Every table of ours, by name. */
export async function listTables(client: pg.ClientBase): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and not (c.relname = any ($1) and not exists (select from pg_constraint k where k.confrelid = c.oid))
     group by c.relname order by c.relname`,
    [volatile],
  )
  return rows
}

/** `copy` reads and writes exactly these columns. */
export function copyTarget({ name, columns }: CopiedTable): string {
  return `"${name}" (${columns.map((column) => `"${column}"`).join(', ')})`
}
