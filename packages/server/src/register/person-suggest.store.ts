import { ageOn, maskName, plainDate } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { Ctx } from '../platform/context.ts'
import { alongIndex } from '../platform/large-lists.store.ts'
import { personInReach } from '../platform/reach.store.ts'
import { byName, nameIs } from './person-filter.store.ts'
import { typedSound } from './read-name.ts'

/** What one recognises a person by among a few, without a number. */
export interface PersonSuggestion {
  id: string
  name: string
  sex: string | null
  age: number | null
  category: string | null
  level: number | null
  regionName: string | null
}

const most = 8

/** A single letter fits a tenth of all people, which helps nobody and costs much. */
const fewestLetters = 2

/** The first few people in reach whose name begins or sounds so; the shortest names first, holders before relatives. */
export async function suggestPersons(ctx: Ctx, typed: string): Promise<PersonSuggestion[]> {
  const text = typed.trim()
  const letters = typedSound(text)
  if (text === '' || (letters !== undefined && letters.length < fewestLetters)) return []
  const read = () => readFew(ctx, text)
  const rows = letters ? await byName(ctx, read) : await alongIndex(ctx, theTable, read)
  return rows.map(({ birth, ...row }) => ({
    ...row,
    name: maskName(row.name),
    age: birth ? ageOn(plainDate(birth), ctx.day()) : null,
  }))
}

/** A name as written is a range of the index of names, however long the list of its people. */
const theTable = { table: 'person', total: Number.MAX_SAFE_INTEGER / 1_000 } as const

/** A surname alone fits thousands: of those the first few hundred by name are looked at. */
const looked = 400

async function readFew(ctx: Ctx, text: string) {
  const { rows } = await sql<Omit<PersonSuggestion, 'age'> & { birth: string | null }>`
    select person.id, person.name, sex, birth, category, person.level, region.name as region_name
    from (select * from person where ${personInReach(ctx)} and ${nameIs(text)}
      order by person.name collate "C" limit ${looked}) person
    left join region on region.code = person.residence_region
    order by char_length(person.name), person.kind <> 'holder', person.name collate "C", person.id
    limit ${most}`.execute(ctx.db)
  return rows
}
