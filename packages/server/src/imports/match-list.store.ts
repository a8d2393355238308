import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { sql } from 'kysely'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { type Ctx, personInReach } from '../platform/index.ts'

/** One number for sheet and row: the engine's tables know rows by a single number below 2^31. */
const ordinal = '(sheet * 2097152 + row_no)'

/** Gathers the keys of everybody in reach, former numbers included. */
export async function prepareRegisterKeys(ctx: Ctx): Promise<void> {
  await ctx.client.query(
    'create temp table register_key (person_id uuid, key bigint, check_sealed smallint) on commit drop',
  )
  await sql`insert into register_key select n.person_id, n.key, n.check_sealed
    from person_number n join person p on p.id = n.person_id
    where n.kind in ('id', 'former-id') and ${personInReach(ctx, 'p')}`.execute(ctx.db)
}

/** The gathered keys as rows for the engine. */
export async function* streamRegisterKeys(ctx: Ctx): AsyncGenerator<[string, bigint, number]> {
  for await (const [person, key, check] of copyRows(
    ctx,
    'select person_id, key, check_sealed from register_key',
  ))
    yield [person!, BigInt(key!), Number(check)]
}

/** The keys of the staged rows; null where a row has no usable number. */
export async function* streamFileKeys(
  ctx: Ctx,
): AsyncGenerator<[number, bigint | null, number | null, boolean]> {
  const query = `select ${ordinal}, key, check_sealed, coalesce(method = 'upgraded15', false) from staged_row`
  for await (const [row, key, check, upgraded] of copyRows(ctx, query)) {
    const isUsable = key !== null && key !== undefined
    yield [Number(row), isUsable ? BigInt(key) : null, isUsable ? Number(check) : null, upgraded === 't']
  }
}

async function* copyRows(ctx: Ctx, query: string): AsyncGenerator<(string | null)[]> {
  const stream = ctx.client.query(copyTo(`copy (${query}) to stdout`))
  let rest = ''
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield line.split('\t').map((cell) => (cell === '\\N' ? null : cell))
  }
}

/** What became of one row of the file, as the engine tells it. */
export interface OutcomeRow {
  row_no: number
  outcome: string
  person_id: string | null
  method: string | null
}

/** Reads the engine's table of outcomes. */
export const outcomeQuery = (table: string): string =>
  `select row_no, outcome, person_id::varchar as person_id, method from ${table}`

/** Brings back what became of every row. */
export async function copyOutcome(ctx: Ctx, batches: AsyncIterable<OutcomeRow[]>): Promise<void> {
  await ctx.client.query(
    'create temp table match_outcome (ordinal integer, outcome text, person_id uuid, method text) on commit drop',
  )
  const stream = ctx.client.query(copyFrom('copy match_outcome from stdin'))
  const done = finished(stream)
  for await (const batch of batches) {
    const lines = batch.map(
      (row) => `${row.row_no}\t${row.outcome}\t${row.person_id ?? '\\N'}\t${row.method ?? '\\N'}\n`,
    )
    if (!stream.write(lines.join(''))) await Promise.race([once(stream, 'drain'), done])
  }
  stream.end()
  await done
}

/** Writes the outcomes to the staged rows. A number whose check character differs is a wrong number. */
export async function setOutcomes(ctx: Ctx): Promise<void> {
  await ctx.client.query(`
    create index on match_outcome (ordinal);
    analyze match_outcome;
    update staged_row s set
      state = case o.outcome when 'matched' then 'matched' when 'mismatch' then 'invalid' when 'unusable' then 'invalid'
        else 'absent' end,
      person_id = o.person_id,
      method = case when o.outcome = 'matched' then o.method end,
      faults = case when o.outcome = 'mismatch'
        then s.faults || '[{"column": "idNumber", "code": "id.check"}]'::jsonb else s.faults end
    from match_outcome o where o.ordinal = ${ordinal}`)
  await setAsideNumbersOfOthers(ctx)
}

/** A number whose owner has another name and another birth was lent by somebody else, such as a parent: no link. */
async function setAsideNumbersOfOthers(ctx: Ctx): Promise<void> {
  await ctx.client.query(`
    update staged_row s set state = 'invalid', person_id = null, method = null,
      faults = s.faults || '[{"column": "idNumber", "code": "id.of-another"}]'::jsonb
    from person p
    where p.id = s.person_id and s.state = 'matched' and s.name <> p.name
      and s.faults @> '[{"code": "id.birth-differs"}]'`)
}
