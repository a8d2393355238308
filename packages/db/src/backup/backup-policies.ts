import type pg from 'pg'

const policyName = 'backup'
const lockPatience = '5s'

/**
 * Row security binds the owner of the tables too, so a backup would miss rows without a word. This lets the owner, and
 * nobody else, read everything in a transaction that says it is a backup. Safe to run at every start.
 */
export async function allowBackups(ownerPool: pg.Pool): Promise<void> {
  const { rows } = await ownerPool.query<{ name: string }>(
    `select c.relname as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = $1)`,
    [policyName],
  )
  for (const { name } of rows)
    await ownerPool.query(
      `begin; set local lock_timeout = '${lockPatience}';
       create policy ${policyName} on "${name}" for select to current_user
         using ((select current_setting('app.backup', true)) = 'on'); commit`,
    )
}
