import { maskName } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import type { Change } from './staged-rows.store.ts'

/** What rows can be looked at by; 'warning' = taken in, yet something is wrong with them. */
export const previewKinds = [
  'new',
  'changed',
  'unchanged',
  'conflicting',
  'faulty',
  'warning',
  'matched',
  'invalid',
  'absent',
] as const

export type PreviewKind = (typeof previewKinds)[number]

/** One checked row as it is shown. */
export interface PreviewRow {
  row: number
  sheet: number
  state: string
  name: string
  personId: string | null
  changes: Change[]
  faults: { column: string; code: string }[]
}

/** One page of an import's checked rows of a kind, names masked. */
export async function listPreview(
  ctx: Ctx,
  importId: string,
  kind: PreviewKind,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: PreviewRow[] }> {
  const where = sql`import_id = ${importId} and ${
    kind === 'warning' ? sql`faults <> '[]' and state not in ('faulty', 'invalid')` : sql`state = ${kind}`
  } and exists (select 1 from import where import.id = import_id and ${regionInReach(ctx, 'import.region')})`
  const total = await sql<{ count: bigint }>`select count(*) as count from import_row where ${where}`.execute(
    ctx.db,
  )
  const { rows } = await sql<Omit<PreviewRow, 'name'> & { name: string | null }>`
    select row_no as row, sheet, state, name, person_id, changes, faults from import_row where ${where}
    order by sheet, row_no limit ${page.limit} offset ${page.offset}`.execute(ctx.db)
  return {
    total: Number(total.rows[0]?.count ?? 0),
    rows: rows.map((row) => ({
      ...row,
      name: row.name === null ? '' : maskName(row.name),
      changes: row.changes.map(maskNameChange),
    })),
  }
}

/** Lists show masked names, the change of a name included. */
function maskNameChange({ field, from, to }: Change): Change {
  if (!/[nN]ame$/.test(field) || field === 'bankName') return { field, from, to }
  const masked = (value: unknown) => (typeof value === 'string' ? maskName(value) : null)
  return { field, from: masked(from), to: masked(to) }
}

/** Every row of an import with something wrong, by sheet and row. */
export async function listFaultyRows(
  ctx: Ctx,
  importId: string,
): Promise<{ sheet: number; row: number; faults: { column: string; code: string }[] }[]> {
  const { rows } = await sql<{ sheet: number; row: number; faults: { column: string; code: string }[] }>`
    select sheet, row_no as row, faults from import_row where import_id = ${importId} and faults <> '[]'
      and exists (select 1 from import where import.id = import_id and ${regionInReach(ctx, 'import.region')})`.execute(
    ctx.db,
  )
  return rows
}
