import { sql } from 'kysely'
import { readAll } from '../platform/cursor.store.ts'
import { type Ctx, personInReach } from '../platform/index.ts'
import { openFields } from '../register/index.ts'
import type { Identity } from './list-side.ts'

interface StoredPerson {
  id: string
  name: string
  sex: string | null
  birth: string | null
  hukouRegion: string
  residenceRegion: string
  address: string | null
  sealed: Buffer | null
  number: Buffer | null
}

/** A person of the register as linkage compares them. */
export interface KnownPerson extends Identity {
  id: string
}

const columns = sql`p.id, p.name, p.sex, p.birth, p.hukou_region, p.residence_region,
  p.shown->>'address' as address, p.sealed,
  (select n.sealed from person_number n where n.person_id = p.id and n.kind = 'id' and n.current limit 1) as number`

/**
 * The order in which the engine meets people: by what is said of them. Ids are drawn anew by each installation, and what is
 * learnt from a part of them would differ with them.
 */
const inOrder = sql`p.name collate "C", p.birth, p.sex collate "C", p.hukou_region, p.residence_region,
  (p.shown->>'address') collate "C", p.id`

const isAlike = (a: KnownPerson, b: KnownPerson) =>
  a.name === b.name &&
  a.birth === b.birth &&
  a.sex === b.sex &&
  a.region === b.region &&
  a.residence === b.residence &&
  a.address === b.address

/** What is sealed tells people apart of whom the database knows the same. */
const bySealed = (a: KnownPerson, b: KnownPerson) => {
  const [left, right] = [`${a.phone} ${a.number}`, `${b.phone} ${b.number}`]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Everybody in reach; with `free` only those whom no row of the list was matched with by number. */
export async function* streamPeople(ctx: Ctx, free: { listId: string } | null): AsyncGenerator<KnownPerson> {
  const notTaken = free
    ? sql`and not exists (select 1 from list_row r where r.list_id = ${free.listId} and r.person_id = p.id)`
    : sql``
  const answer = sql<StoredPerson>`select ${columns} from person p where ${personInReach(ctx, 'p')} ${notTaken} order by ${inOrder}`
  let alike: KnownPerson[] = []
  for await (const stored of readAll(ctx, answer)) {
    const person = opened(ctx, stored)
    if (alike[0] && !isAlike(alike[0], person)) {
      yield* alike.sort(bySealed)
      alike = []
    }
    alike.push(person)
  }
  yield* alike.sort(bySealed)
}

/** These people, of whom some may have left one's reach. */
export async function* streamKnown(ctx: Ctx, ids: readonly string[]): AsyncGenerator<KnownPerson> {
  const answer = sql<StoredPerson>`select ${columns} from person p
    where p.id = any(${[...ids]}::uuid[]) and ${personInReach(ctx, 'p')}`
  for await (const person of readAll(ctx, answer)) yield opened(ctx, person)
}

/** One person in reach as linkage compares them, or undefined. */
export async function findKnownPerson(ctx: Ctx, id: string): Promise<KnownPerson | undefined> {
  const { rows } = await sql<StoredPerson>`select ${columns} from person p
    where p.id = ${id} and ${personInReach(ctx, 'p')}`.execute(ctx.db)
  return rows[0] && opened(ctx, rows[0])
}

function opened(ctx: Ctx, person: StoredPerson): KnownPerson {
  const { id, name, sex, birth, hukouRegion, residenceRegion, address } = person
  return {
    id,
    name,
    sex: sex ?? '',
    birth: birth ?? '',
    region: hukouRegion,
    residence: residenceRegion === hukouRegion ? '' : residenceRegion,
    address: address ?? '',
    phone: openFields(ctx.keyring, person.sealed, id).phone ?? '',
    number: person.number ? ctx.keyring.openText(person.number, `person:${id}`) : '',
  }
}

/** Whether the rows matched by number say that the list holds one row a person; null when too few say anything. */
export async function looksOneRowAPerson(ctx: Ctx, listId: string): Promise<boolean | null> {
  const { rows } = await sql<{ rows: number; persons: number }>`
    select count(*)::int as rows, count(distinct person_id)::int as persons from list_row
    where list_id = ${listId} and state = 'matched'`.execute(ctx.db)
  const { rows: matched, persons } = rows[0]!
  return matched < 20 ? null : matched <= persons * 1.02 + 1
}
