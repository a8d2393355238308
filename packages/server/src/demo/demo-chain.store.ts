import { addDays } from '@zhucan/kernel'
import { sql } from 'kysely'
import { findUser, insertAppointment } from '../access/index.ts'
import { type Ctx, newUuid, regionInReach, type Server, type User } from '../platform/index.ts'

/** Somebody else of the user's office who checks figures; made where there is nobody, without a password. */
export async function findChecker(server: Server, { id, organisationId }: User): Promise<User> {
  const { rows } = await sql<{ id: string }>`
    select user_id as id from appointment where organisation_id = ${organisationId} and user_id <> ${id}
      and role in ('caseworker', 'leader') order by role limit 1`.execute(server.db)
  return (await findUser(server, rows[0]?.id ?? (await makeChecker(server, organisationId))))!
}

async function makeChecker(server: Server, organisationId: string): Promise<string> {
  const id = newUuid(server)
  const now = new Date(server.now())
  await sql`insert into auth_user (id, name, email, email_verified, created_at, updated_at)
    values (${id}, 'checker', ${`${id}@users.invalid`}, true, ${now}, ${now})`.execute(server.db)
  const before = { ...server, day: () => addDays(server.day(), -365) }
  await insertAppointment(before, { userId: id, organisationId, role: 'leader' })
  return id
}

/** The parts right under a piece, in order of place. */
export async function findShares(
  ctx: Ctx,
  parentId: string,
  kind: 'target' | 'task' = 'target',
): Promise<{ id: string; region: string }[]> {
  const { rows } = await sql<{ id: string; region: string }>`
    select t.id, t.region from ${sql.table(kind)} t where t.parent_id = ${parentId} and ${regionInReach(ctx, 't.region')}
    order by t.region`.execute(ctx.db)
  return rows
}
