import { maskName } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import { listMissing } from './register-form.store.ts'
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
  // Of a form that came back: changed on both sides, changed here only, not in the file.
  'differing',
  'kept',
  'missing',
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
  cells: PreviewCell[]
}

/** One cell of a form that came back, and whether the clerk takes what came back. */
export interface PreviewCell {
  field: string
  outcome: string
  sent: unknown
  now: unknown
  returned: unknown
  take: string | null
}

/** One page of an import's checked rows of a kind, names masked. */
export async function listPreview(
  ctx: Ctx,
  importId: string,
  kind: PreviewKind,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: PreviewRow[] }> {
  if (kind === 'missing') return listMissingRows(ctx, importId, page)
  const where = sql`import_id = ${importId} and ${whereKind(kind)} and exists (select 1 from import where import.id = import_id and ${regionInReach(ctx, 'import.region')})`
  const total = await sql<{ count: bigint }>`select count(*) as count from import_row where ${where}`.execute(
    ctx.db,
  )
  const { rows } = await sql<Omit<PreviewRow, 'name'> & { name: string | null }>`
    select row_no as row, sheet, state, name, person_id, changes, faults, coalesce((
        select jsonb_agg(c || jsonb_build_object('take', (select h.take from import_choice h
          where h.import_id = import_row.import_id and h.person_id = import_row.person_id and h.field = c->>'field')))
        from jsonb_array_elements(import_row.cells) c), '[]') as cells
    from import_row where ${where}
    order by sheet, row_no limit ${page.limit} offset ${page.offset}`.execute(ctx.db)
  return {
    total: Number(total.rows[0]?.count ?? 0),
    rows: rows.map((row) => ({
      ...row,
      name: row.name === null ? '' : maskName(row.name),
      changes: row.changes.map(maskNameChange),
      cells: row.cells.map(maskNameCell),
    })),
  }
}

function whereKind(kind: PreviewKind) {
  if (kind === 'warning') return sql`faults <> '[]' and state not in ('faulty', 'invalid')`
  if (kind === 'differing') return sql`cells @> '[{"outcome": "conflict"}]'`
  if (kind === 'kept') return sql`cells @> '[{"outcome": "system"}]'`
  return sql`state = ${kind}`
}

/** Who of a form is not in the file: nothing happens to them, and that is told. */
async function listMissingRows(ctx: Ctx, importId: string, page: { offset: number; limit: number }) {
  const { total, rows } = await listMissing(ctx, importId, page)
  const nothing = { sheet: 0, state: 'missing', changes: [], faults: [], cells: [] }
  return { total, rows: rows.map((row) => ({ ...nothing, ...row, name: maskName(row.name) })) }
}

function maskNameCell(cell: PreviewCell): PreviewCell {
  const { field, from: sent, to: now } = maskNameChange({ field: cell.field, from: cell.sent, to: cell.now })
  const { to: returned } = maskNameChange({ field, from: null, to: cell.returned })
  return { ...cell, sent, now, returned }
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
