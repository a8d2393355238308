import { type RawBuilder, sql } from 'kysely'

/** The orders a list of people can be read in; `-` turns one round. Without one it goes by place and name. */
export const personSorts = ['name', '-name', 'age', '-age', 'level', '-level', 'validTo', '-validTo'] as const

export type PersonSort = (typeof personSorts)[number]

/** The columns to order by, each with an index; young people have late birthdays, so age turns birth round. */
const ordered: Record<PersonSort, (table: string) => RawBuilder<unknown>> = {
  name: (table) => sql`${sql.ref(`${table}.name`)} collate "C"`,
  '-name': (table) => sql`${sql.ref(`${table}.name`)} collate "C" desc`,
  age: (table) => sql`${sql.ref(`${table}.birth`)} desc nulls last`,
  '-age': (table) => sql`${sql.ref(`${table}.birth`)}`,
  level: (table) => sql`${sql.ref(`${table}.level`)}`,
  '-level': (table) => sql`${sql.ref(`${table}.level`)} desc nulls last`,
  validTo: (table) => sql`${sql.ref(`${table}.certificateValidTo`)}`,
  '-validTo': (table) => sql`${sql.ref(`${table}.certificateValidTo`)} desc nulls last`,
}

/** The order-by clause of a list of people; ends with the id, so that no page repeats somebody. */
export const personOrder = (sort: PersonSort | undefined, table: string): RawBuilder<unknown> =>
  sort
    ? sql`${ordered[sort](table)}, ${sql.ref(`${table}.id`)}`
    : sql`${sql.ref(`${table}.hukouRegion`)}, ${sql.ref(`${table}.name`)} collate "C", ${sql.ref(`${table}.id`)}`
