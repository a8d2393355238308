import { ageOn, maskName, plainDate } from '@zhucan/kernel'
import { sql } from 'kysely'
import type { Ctx } from '../platform/context.ts'
import { personInReach } from '../platform/reach.store.ts'
import { nameIs } from './person-filter.store.ts'
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
  const { rows } = await sql<Omit<PersonSuggestion, 'age'> & { birth: string | null }>`
    select person.id, person.name, sex, birth, category, person.level, region.name as region_name
    from person left join region on region.code = person.residence_region
    where ${personInReach(ctx)} and ${nameIs(text)}
    order by char_length(person.name), person.kind <> 'holder', person.name collate "C", person.id
    limit ${most}`.execute(ctx.db)
  return rows.map(({ birth, ...row }) => ({
    ...row,
    name: maskName(row.name),
    age: birth ? ageOn(plainDate(birth), ctx.day()) : null,
  }))
}
