import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { RowFault } from '@zhucan/catalogue'
import type { ImportRowState } from '@zhucan/db'
import { from as copyFrom } from 'pg-copy-streams'
import type { Ctx } from '../platform/index.ts'
import type { BlindKey } from '../register/index.ts'

/** One value that a row changes; `from` null = nothing was known. */
export interface Change {
  field: string
  from: unknown
  to: unknown
}

/** A checked row on its way to `import_row`; see the columns' comments there. */
export interface StagedRow {
  sheet: number
  row: number
  state: ImportRowState
  role: 'holder' | 'relative' | 'member' | null
  personId: string | null
  name: string | null
  number: BlindKey | null
  method: string | null
  faults: readonly RowFault[]
  changes: readonly Change[]
  fields: Readonly<Record<string, unknown>>
  said: Readonly<Record<string, unknown>> | null
  shows: Readonly<Record<string, unknown>> | null
  sealed: Buffer | null
  saidSealed: Buffer | null
  idSealed: Buffer | null
  certificateSealed: Buffer | null
  guardianSealed: Buffer | null
  hukouRegion: string | null
  residenceRegion: string | null
  /** Fields said as before, as bits. */
  repeats: bigint
  /** Of a form that came back: where sent, present and returned differ. */
  cells?: readonly object[] | null
}

const columns = `sheet, row_no, state, role, person_id, name, key, check_sealed, method, faults, changes, fields,
  said, shows, sealed, said_sealed, id_sealed, certificate_sealed, guardian_sealed, hukou_region, residence_region, repeats, cells`

/**
 * Makes this transaction's own table for checked rows: COPY is not allowed into tables with row security, and what a
 * killed check leaves behind must be nothing. A check looks rows up by key only, in tables whose size the planner may
 * not know yet, so scans of whole tables are out of the question.
 */
export async function createStage(ctx: Ctx): Promise<void> {
  await ctx.client.query(`
    set local enable_seqscan = off;
    create temp table staged_row on commit drop as select ${columns} from import_row with no data;
    create index on staged_row (key) where key is not null;
    create index on staged_row ((fields->>'householdNumber')) where role = 'holder'`)
}

/** Adds checked rows to the stage. */
export async function stageRows(ctx: Ctx, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length === 0) return
  const stream = ctx.client.query(copyFrom(`copy staged_row (${columns}) from stdin`))
  const done = finished(stream)
  for (let at = 0; at < rows.length; at += 250) {
    const block = rows
      .slice(at, at + 250)
      .map(lineOf)
      .join('')
    if (!stream.write(block)) await Promise.race([once(stream, 'drain'), done])
  }
  stream.end()
  await done
}

/** Puts the stage in place of the rows an earlier check left. */
export async function keepStage(ctx: Ctx, importId: string): Promise<void> {
  await ctx.client.query('set local enable_seqscan = on')
  await ctx.client.query('delete from import_row where import_id = $1', [importId])
  await ctx.client.query(
    `insert into import_row (import_id, ${columns}) select $1, ${columns} from staged_row`,
    [importId],
  )
}

/** How many staged rows there are of each state. */
export async function countStages(ctx: Ctx): Promise<Record<string, number>> {
  const { rows } = await ctx.client.query<{ state: string; count: bigint }>(
    'select state, count(*) as count from staged_row group by state',
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))
}

function lineOf(row: StagedRow): string {
  const { number } = row
  return `${row.sheet}\t${row.row}\t${row.state}\t${row.role ?? '\\N'}\t${row.personId ?? '\\N'}\t${text(row.name)}\t${
    number === null ? '\\N\t\\N' : `${number.key}\t${number.checkSealed}`
  }\t${text(row.method)}\t${json(row.faults)}\t${json(row.changes)}\t${json(row.fields)}\t${json(row.said)}\t${json(
    row.shows,
  )}\t${bytes(row.sealed)}\t${bytes(row.saidSealed)}\t${bytes(row.idSealed)}\t${bytes(row.certificateSealed)}\t${bytes(
    row.guardianSealed,
  )}\t${row.hukouRegion ?? '\\N'}\t${row.residenceRegion ?? '\\N'}\t${row.repeats}\t${json(row.cells ?? null)}\n`
}

const special = /[\\\t\n\r]/g
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function text(value: string | null): string {
  return value === null ? '\\N' : value.replaceAll('\u0000', '').replaceAll(special, (one) => escapes[one]!)
}

const json = (value: object | null): string =>
  value === null ? '\\N' : JSON.stringify(value).replaceAll('\\u0000', '').replaceAll('\\', '\\\\')

const bytes = (value: Buffer | null): string => (value === null ? '\\N' : `\\\\x${value.toString('hex')}`)
