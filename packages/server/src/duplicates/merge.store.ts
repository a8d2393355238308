import type { MovedRow } from '@zhucan/db'
import { sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'

/** Lets this transaction see files that stepped back, until it ends. */
export const seeMerged = (ctx: Ctx) => sql`select set_config('app.merging', 'on', true)`.execute(ctx.db)

/** Rules for which both files have a clue in hand: nobody can say which of the two goes on. */
export async function clashingRules(ctx: Ctx, kept: string, gone: string): Promise<string[]> {
  const { rows } = await sql<{ rule: string }>`select rule from clue
    where person_id in (${kept}, ${gone}) and subject = 'person' and state not in ('closed', 'withdrawn')
    group by rule having count(distinct person_id) = 2 order by rule`.execute(ctx.db)
  return rows.map(({ rule }) => rule)
}

/** Brings the numbers of the file that goes to the one that stays, as former ones: lists that use them find it. */
export async function moveNumbers(ctx: Ctx, kept: string, gone: string): Promise<MovedRow[]> {
  const { rows } = await sql<{ kind: string; key: string; sealed: Buffer; current: boolean; hex: string }>`
    select n.kind, n.key::text as key, n.sealed, n.current, encode(n.sealed, 'hex') as hex from person_number n
    where n.person_id = ${gone} and not exists (select 1 from person_number k
      where k.person_id = ${kept} and k.key = n.key and k.kind = ${formerKind(sql`n.kind`)})
    order by n.kind, n.key for update`.execute(ctx.db)
  const moved: MovedRow[] = []
  for (const { kind, key, sealed, current, hex } of rows) {
    const text = ctx.keyring.openText(sealed, `person:${gone}`)
    const after = kind === 'certificate' ? 'certificate' : 'former-id'
    const result = await sql`update person_number set person_id = ${kept}, kind = ${after}, current = false,
        sealed = ${ctx.keyring.seal(text, `person:${kept}`)}
      where person_id = ${gone} and kind = ${kind} and key = ${key}::bigint
        and not exists (select 1 from person_number k where k.person_id = ${kept} and k.kind = ${after} and k.key = ${key}::bigint)`.execute(
      ctx.db,
    )
    if (result.numAffectedRows === 1n)
      moved.push({
        table: 'person_number',
        key: { key, kind: after },
        before: { kind, current, sealed: hex },
      })
  }
  return moved
}

const formerKind = (kind: ReturnType<typeof sql>) =>
  sql`(case when ${kind} = 'certificate' then 'certificate' else 'former-id' end)`

/** Lets what says this file's id say the kept one's. */
export async function moveReferences(ctx: Ctx, kept: string, gone: string): Promise<MovedRow[]> {
  const lists = await sql<{
    listId: string
    sheet: number
    rowNo: number
  }>`update list_row set person_id = ${kept}
    where person_id = ${gone} returning list_id, sheet, row_no`.execute(ctx.db)
  const clues = await sql<{
    id: string
  }>`update clue set person_id = ${kept} where person_id = ${gone} returning id`.execute(ctx.db)
  const guardians = await sql<{ id: string }>`update guardian set guardian_person_id = ${kept}
    where guardian_person_id = ${gone} returning id`.execute(ctx.db)
  return [
    ...lists.rows.map((key): MovedRow => ({ table: 'list_row', key: { ...key }, before: {} })),
    ...clues.rows.map((key): MovedRow => ({ table: 'clue', key: { ...key }, before: {} })),
    ...guardians.rows.map((key): MovedRow => ({ table: 'guardian', key: { ...key }, before: {} })),
  ]
}

/** Gives a moved row back, if it still stands with the kept file. */
export async function giveBack(ctx: Ctx, row: MovedRow, kept: string, gone: string): Promise<void> {
  const { key, before } = row
  if (row.table === 'person_number')
    await sql`update person_number set person_id = ${gone}, kind = ${before.kind}, current = ${before.current},
        sealed = decode(${before.sealed}, 'hex')
      where person_id = ${kept} and kind = ${key.kind} and key = ${key.key}::bigint`.execute(ctx.db)
  else if (row.table === 'list_row')
    await sql`update list_row set person_id = ${gone} where list_id = ${key.listId} and sheet = ${key.sheet}
      and row_no = ${key.rowNo} and person_id = ${kept}`.execute(ctx.db)
  else if (row.table === 'clue')
    await sql`update clue set person_id = ${gone} where id = ${key.id} and person_id = ${kept}`.execute(
      ctx.db,
    )
  else
    await sql`update guardian set guardian_person_id = ${gone}
      where id = ${key.id} and guardian_person_id = ${kept}`.execute(ctx.db)
}

/** A file that stepped back, or that others stand behind, is not merged on: taking back would no longer be plain. */
export async function isPartOfMerge(ctx: Ctx, kept: string, gone: string): Promise<boolean> {
  const known = await ctx.db
    .selectFrom('personMerge')
    .select('id')
    .where('undoneAt', 'is', null)
    .where((eb) => eb.or([eb('gone', 'in', [kept, gone]), eb('kept', '=', gone)]))
    .executeTakeFirst()
  return known !== undefined
}

/**
 * Rows of lists that came while two files were one, found by a number that is the other file's again: they follow it. Where
 * both files hold the number nobody can say, and the row stays.
 */
export const giveRowsOfNumbers = (ctx: Ctx, kept: string, gone: string) =>
  sql`update list_row r set person_id = ${gone} from person_number n
    where r.person_id = ${kept} and r.method in ('exact', 'upgraded15')
      and n.person_id = ${gone} and n.key = r.key and n.check_sealed = r.check_sealed
      and not exists (select 1 from person_number k where k.person_id = ${kept} and k.key = r.key)`.execute(
    ctx.db,
  )
