import { type Assertion, asOf, isValueSource, lastSaid, shownBy } from '@zhucan/catalogue'
import { type PlainDate, plainDate } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'
import { openFields, sealFields } from '../register/index.ts'
import { showAgain } from './apply-register.store.ts'
import { splitSealed } from './person-claim.ts'
import { fieldsOf } from './repeat-fields.ts'

type Said = Assertion & { importId: string | null }

interface Repeat {
  personId: string
  importId: string
  rowNo: number | null
  appliedNo: bigint
  validFrom: PlainDate
  recordedAt: number
  fields: bigint
}

interface Person {
  id: string
  name: string
  hukouRegion: string
  residenceRegion: string
}

const chunk = 2000

/**
 * Shows of people who were spoken of later what is said without this import. What later imports had only repeated after
 * it becomes their own word first, so that leaving this import out leaves theirs standing.
 */
export async function showWithout(ctx: Ctx, importId: string): Promise<void> {
  const { rows } = await ctx.client.query<{ person_id: string }>(
    `select person_id from undo_person where fate = 'partly' order by person_id`,
  )
  const ids = rows.map(({ person_id }) => person_id)
  await openShown(ctx)
  for (let at = 0; at < ids.length; at += chunk) await stageChunk(ctx, importId, ids, at)
  await ctx.client.query('analyze apply_row')
  await showAgain(ctx)
}

async function stageChunk(ctx: Ctx, importId: string, all: readonly string[], first: number): Promise<void> {
  const ids = all.slice(first, first + chunk)
  const histories = await readHistories(ctx, ids)
  const repeats = Map.groupBy(await readRepeats(ctx, importId, ids), ({ personId }) => personId)
  const shown = []
  const words = []
  for (const person of await readPeople(ctx, ids)) {
    const before = histories.get(person.id) ?? []
    const handed = handOn(before, repeats.get(person.id) ?? [], importId)
    words.push(...handed.map((said) => wordOf(ctx, person.id, said)))
    const left = [...before, ...handed].filter((said) => said.importId !== importId)
    shown.push(rowOf(ctx, person, before, left))
  }
  await insertHanded(ctx, words)
  await stageShown(ctx, shown, first)
}

/** The words of this import that a later one repeated, as the later one's own. */
export function handOn(history: readonly Said[], repeats: readonly Repeat[], importId: string): Said[] {
  const handed: Said[] = []
  for (const repeat of repeats.toSorted((a, b) => Number(a.appliedNo - b.appliedNo))) {
    const earlier = [...history, ...handed].filter(
      ({ source, recordedAt }) => source === 'register' && recordedAt < repeat.recordedAt,
    )
    const by = shownBy(earlier, repeat.validFrom)
    const fields: Record<string, unknown> = {}
    for (const field of fieldsOf(repeat.fields)) {
      const said = by[field] as Said | undefined
      if (said?.importId === importId) fields[field] = said.fields[field]
    }
    if (Object.keys(fields).length > 0) handed.push(saidBy(repeat, fields))
  }
  return handed
}

const saidBy = (repeat: Repeat, fields: Record<string, unknown>): Said => ({
  id: '',
  source: 'register',
  importId: repeat.importId,
  validFrom: repeat.validFrom,
  recordedAt: repeat.recordedAt,
  fields,
})

function wordOf(ctx: Ctx, personId: string, said: Said) {
  const { plain, numbers } = splitSealed(said.fields)
  return {
    id: ctx.newId(),
    personId,
    importId: said.importId,
    validFrom: said.validFrom,
    recordedAt: new Date(said.recordedAt).toISOString(),
    fields: plain,
    sealed: sealFields(ctx.keyring, numbers, personId)?.toString('hex') ?? null,
  }
}

async function insertHanded(ctx: Ctx, words: readonly ReturnType<typeof wordOf>[]): Promise<void> {
  if (words.length === 0) return
  await ctx.client.query(
    `insert into assertion (id, person_id, source, import_id, valid_from, recorded_at, fields, sealed, made_by)
     select w.id, w."personId", 'register', w."importId", w."validFrom", w."recordedAt", w.fields, decode(w.sealed, 'hex'),
       w."importId"
     from jsonb_to_recordset($1::jsonb) as w(id uuid, "personId" uuid, "importId" uuid, "validFrom" date,
       "recordedAt" timestamptz, fields jsonb, sealed text)`,
    [JSON.stringify(words)],
  )
}

async function readHistories(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Said[]>> {
  const { rows } = await sql<{
    id: string
    personId: string
    importId: string | null
    source: string
    validFrom: string
    recordedAt: Date
    fields: Record<string, unknown>
    sealed: Buffer | null
  }>`select id, person_id, import_id, source, valid_from, recorded_at, fields, sealed from assertion
    where person_id = any(${ids}::uuid[])`.execute(ctx.db)
  const found = new Map<string, Said[]>()
  for (const { personId, source, validFrom, recordedAt, fields, sealed, ...row } of rows) {
    if (!isValueSource(source)) continue
    const said: Said = {
      ...row,
      source,
      validFrom: plainDate(validFrom),
      recordedAt: recordedAt.getTime(),
      fields: { ...fields, ...openFields(ctx.keyring, sealed, personId) },
    }
    found.set(personId, [...(found.get(personId) ?? []), said])
  }
  return found
}

async function readRepeats(ctx: Ctx, importId: string, ids: readonly string[]): Promise<Repeat[]> {
  const { rows } = await sql<Omit<Repeat, 'recordedAt'> & { recordedAt: Date }>`
    select person_id, import_id, row_no, applied_no, valid_from, recorded_at, fields from import_repeat
    where person_id = any(${ids}::uuid[]) and import_id <> ${importId}
      and applied_no > (select applied_no from import where id = ${importId})`.execute(ctx.db)
  return rows.map((row) => ({ ...row, recordedAt: row.recordedAt.getTime() }))
}

async function readPeople(ctx: Ctx, ids: readonly string[]): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select id, name, hukou_region, residence_region from person where id = any(${ids}::uuid[])`.execute(
    ctx.db,
  )
  return rows
}

function rowOf(ctx: Ctx, person: Person, before: readonly Said[], left: readonly Said[]) {
  const day = ctx.day()
  const { plain, numbers } = splitSealed(asOf(left, day))
  const hex = (sealed: Buffer | null) => sealed?.toString('hex') ?? null
  const hukou = (plain.hukouRegion as string | undefined) ?? person.hukouRegion
  const phone = numbers.guardianPhone
  return {
    personId: person.id,
    role: plain.level === undefined ? 'relative' : 'holder',
    said: Object.fromEntries(Object.keys(lastSaid(before, 'register', day)).map((field) => [field, null])),
    shows: { ...plain, name: plain.name ?? person.name },
    sealed: hex(sealFields(ctx.keyring, numbers, person.id)),
    guardianSealed: hex(phone ? ctx.keyring.seal(phone, `person:${person.id}`) : null),
    hukou,
    residence: (plain.residenceRegion as string | undefined) ?? hukou,
  }
}

/** A place for the people as rows to be applied, under the name by which the steps of an apply know it. */
async function openShown(ctx: Ctx): Promise<void> {
  await ctx.client.query(`
    drop table if exists apply_row, apply_certificate, apply_household, apply_member, apply_guardian, apply_relative;
    create temp table apply_row on commit drop as
      select row_no, sheet, state, role, person_id, key, check_sealed, fields, said, shows, sealed, said_sealed, id_sealed,
        certificate_sealed, guardian_sealed, hukou_region, residence_region from import_row with no data`)
}

async function stageShown(ctx: Ctx, rows: readonly ReturnType<typeof rowOf>[], first: number): Promise<void> {
  await ctx.client.query(
    `insert into apply_row (row_no, sheet, state, role, person_id, fields, said, shows, sealed, guardian_sealed,
       hukou_region, residence_region)
     select $2::integer + n, 0, 'changed', r->>'role', (r->>'personId')::uuid, r->'shows', r->'said', r->'shows',
       decode(r->>'sealed', 'hex'), decode(r->>'guardianSealed', 'hex'), r->>'hukou', r->>'residence'
     from jsonb_array_elements($1::jsonb) with ordinality as e(r, n)`,
    [JSON.stringify(rows), first],
  )
}
