import { type Assertion, isValueSource } from '@zhucan/catalogue'
import { plainDate } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, personInReach, regionInReach } from '../platform/index.ts'
import { type BlindKey, openFields } from '../register/index.ts'

/** A person that a row may be about. */
export interface KnownPerson {
  id: string
  kind: 'holder' | 'suspected' | 'diagnosed-child' | 'relative'
  hukouRegion: string
  residenceRegion: string
  /** Named earlier in the same file. */
  isStaged: boolean
  /** In the register already, so that there is a history. */
  isStored: boolean
}

/** A blind key as the key of a map. */
export const keyText = ({ key, checkSealed }: BlindKey): string => `${key}:${checkSealed}`

type KeyRow = { key: bigint; checkSealed: number }

/** Who in reach, or earlier in this file, has one of these numbers. */
export async function findPeopleByNumber(
  ctx: Ctx,
  numbers: readonly BlindKey[],
): Promise<Map<string, KnownPerson>> {
  const keys = numbers.map(({ key }) => key)
  const owners = await sql<KeyRow & { personId: string }>`
    select key, check_sealed, person_id from person_number
    where kind = 'id' and key = any(${keys}::bigint[])`.execute(ctx.db)
  const people = await findPeople(
    ctx,
    owners.rows.map(({ personId }) => personId),
  )
  const staged = await sql<KeyRow & PersonRow>`
    select key, check_sealed, person_id as id, role as kind, hukou_region, residence_region from staged_row
    where key = any(${keys}::bigint[]) and role in ('holder', 'relative') and state <> 'faulty'`.execute(
    ctx.db,
  )
  const found = new Map<string, KnownPerson>()
  for (const owner of owners.rows) {
    const person = people.get(owner.personId)
    if (person) found.set(keyText(owner), { ...person, isStaged: false, isStored: true })
  }
  for (const row of staged.rows)
    found.set(keyText(row), { ...row, isStaged: true, isStored: found.has(keyText(row)) })
  return found
}

type PersonRow = Omit<KnownPerson, 'isStaged' | 'isStored'>

/** The inner query is closed to the planner: with the reach in it, fresh tables are searched by place, row by row. */
export async function findPeople(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, PersonRow>> {
  const { rows } = await sql<PersonRow>`
    select id, kind, hukou_region, residence_region from
      (select id, kind, hukou_region, residence_region from person where id = any(${ids}::uuid[]) offset 0) p
    where ${personInReach(ctx, 'p')}`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Which of these numbers belong to somebody at all, in reach or not. */
export async function findTakenNumbers(ctx: Ctx, numbers: readonly BlindKey[]): Promise<ReadonlySet<string>> {
  if (numbers.length === 0) return new Set()
  const { rows } = await sql<KeyRow>`
    select key, check_sealed from numbers_elsewhere(${numbers.map(({ key }) => key)}::bigint[])`.execute(
    ctx.db,
  )
  return new Set(rows.map(keyText))
}

/** Everything that was ever said about these people, numbers opened and set among the fields. */
export async function findHistories(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Assertion[]>> {
  const histories = new Map<string, Assertion[]>()
  if (personIds.length === 0) return histories
  const rows = await ctx.db
    .selectFrom('assertion')
    .select(['id', 'personId', 'source', 'validFrom', 'recordedAt', 'fields', 'sealed'])
    .where(sql<boolean>`person_id = any(${personIds}::uuid[])`)
    .execute()
  for (const { id, personId, source, validFrom, recordedAt, fields, sealed } of rows) {
    if (!isValueSource(source)) continue
    const numbers = openFields(ctx.keyring, sealed, personId)
    const said: Assertion = {
      id,
      source,
      validFrom: plainDate(validFrom),
      recordedAt: recordedAt.getTime(),
      fields: { ...fields, ...numbers },
    }
    const history = histories.get(personId)
    if (history) history.push(said)
    else histories.set(personId, [said])
  }
  return histories
}

/** A household as far as a family row needs it. */
export interface KnownHousehold {
  hukouRegion: string
  residenceRegion: string
}

/** The households with these numbers, of this file's holders first, else of the register. */
export async function findHouseholds(
  ctx: Ctx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, KnownHousehold>> {
  const stored = await sql<{ code: string; region: string }>`
    select code, region from household where code = any(${codes}) and ${regionInReach(ctx, 'region')}`.execute(
    ctx.db,
  )
  const staged = await sql<{ code: string; hukouRegion: string; residenceRegion: string }>`
    select distinct on (fields->>'householdNumber') fields->>'householdNumber' as code, hukou_region, residence_region
    from staged_row where role = 'holder' and state <> 'faulty' and fields->>'householdNumber' = any(${codes})
    order by fields->>'householdNumber', row_no`.execute(ctx.db)
  const found = new Map<string, KnownHousehold>(
    stored.rows.map(({ code, region }) => [code, { hukouRegion: region, residenceRegion: region }]),
  )
  for (const row of staged.rows) found.set(row.code, row)
  return found
}

/** How a relative without a number is known: in one household nobody else has this name and birth. */
export const relativeText = (household: string, name: string, birth: string | null): string =>
  `${household}|${name}|${birth ?? ''}`

/** A relative found by household, name and birth. */
export type NamedRelative = KnownPerson & { hasNumber: boolean }

/** The relatives of these households, by `relativeText`. */
export async function findRelatives(
  ctx: Ctx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, NamedRelative>> {
  const { rows } = await sql<
    Omit<NamedRelative, 'isStaged' | 'isStored'> & { code: string; name: string; birth: string | null }
  >`
    select * from (
      select p.id, p.kind, p.hukou_region, p.residence_region, h.code, p.name, p.birth,
        exists (select 1 from person_number n where n.person_id = p.id and n.kind = 'id') as has_number
      from household h join household_member m on m.household_id = h.id and m.ended_on is null
      join person p on p.id = m.person_id
      where h.code = any(${codes}) and p.kind = 'relative' offset 0) p
    where ${personInReach(ctx, 'p')}`.execute(ctx.db)
  return new Map(
    rows.map((row) => [
      relativeText(row.code, row.name, row.birth),
      { ...row, isStaged: false, isStored: true },
    ]),
  )
}
