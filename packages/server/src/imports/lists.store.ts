import { maskName, problem } from '@zhucan/kernel'
import { type RawBuilder, sql } from 'kysely'
import { type Ctx, personInReach, regionInReach } from '../platform/index.ts'

/** What rows of a list can be looked at by. */
export const listRowStates = ['matched', 'invalid', 'absent'] as const

export type ListRowState = (typeof listRowStates)[number]

/** The orders that lists can be read in; `-` turns one round. */
export const listSorts = ['received', '-received', 'rows', '-rows', 'retain', '-retain'] as const

const listOrder: Record<(typeof listSorts)[number], RawBuilder<unknown>> = {
  received: sql`received_on, list.id`,
  '-received': sql`received_on desc, list.id desc`,
  rows: sql`row_count, list.id`,
  '-rows': sql`row_count desc, list.id`,
  retain: sql`retain_until, list.id`,
  '-retain': sql`retain_until desc, list.id`,
}

/** Lists in reach with their rows by state; the newest first unless told otherwise. */
export async function listLists(
  ctx: Ctx,
  { id, sort = '-received' }: { id?: string; sort?: (typeof listSorts)[number] | undefined } = {},
) {
  const only = id ? sql`and list.id = ${id}` : sql``
  const { rows } = await sql<{
    id: string
    fileType: string
    title: string
    region: string
    receivedOn: string
    rowCount: number
    retainUntil: string
    rawDeletedAt: Date | null
    createdAt: Date
    createdBy: string | null
    counts: Record<string, number> | null
  }>`select list.id, file_type, title, region, received_on, row_count, retain_until, raw_deleted_at, list.created_at,
      auth_user.name as created_by,
      (select jsonb_object_agg(state, n) from (select state, count(*) as n from list_row where list_id = list.id group by state) c) as counts
    from list left join auth_user on auth_user.id = list.created_by
    where ${regionInReach(ctx, 'region')} ${only} order by ${listOrder[sort]} limit 500`.execute(ctx.db)
  return rows
}

/** One list in reach; Problem 'list.not-found' otherwise. */
export async function getList(ctx: Ctx, id: string) {
  const [list] = await listLists(ctx, { id })
  if (!list) throw problem('list.not-found')
  return list
}

interface StoredRow {
  row: number
  sheet: number
  state: string
  method: string | null
  personId: string | null
  personName: string | null
  faultCodes: string[]
  fields: Record<string, unknown>
}

/** One page of a list's rows in a state; names come from the register, masked. */
export async function listRows(
  ctx: Ctx,
  id: string,
  state: ListRowState,
  page: { offset: number; limit: number },
) {
  const total = await sql<{ count: bigint }>`
    select count(*) as count from list_row where list_id = ${id} and state = ${state}`.execute(ctx.db)
  const { rows } = await sql<StoredRow>`
    select r.row_no as row, r.sheet, r.state, r.method, p.id as person_id, p.name as person_name, r.fault_codes, r.fields
    from list_row r left join person p on p.id = r.person_id and ${personInReach(ctx, 'p')}
    where r.list_id = ${id} and r.state = ${state}
    order by r.sheet, r.row_no limit ${page.limit} offset ${page.offset}`.execute(ctx.db)
  return {
    total: Number(total.rows[0]?.count ?? 0),
    rows: rows.map(({ personName, ...row }) => ({
      ...row,
      name: personName === null ? '' : maskName(personName),
    })),
  }
}
