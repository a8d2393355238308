import type pg from 'pg'

/** A table as it is copied out and in: its columns in a fixed order, without those the database computes. */
export interface CopiedTable {
  name: string
  columns: string[]
}

/** Every table of ours, by name. */
export async function listTables(client: pg.ClientBase): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
     group by c.relname order by c.relname`,
  )
  return rows
}

/** `copy` reads and writes exactly these columns. */
export function copyTarget({ name, columns }: CopiedTable): string {
  return `"${name}" (${columns.map((column) => `"${column}"`).join(', ')})`
}
