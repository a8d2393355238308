import { sql } from 'kysely'
import type { Ctx } from '../platform/context.ts'
import { personInReach, regionInReach } from '../platform/reach.store.ts'
import { certificateStateSql } from './person-filter.store.ts'

/** One person in reach, or undefined: not there and not yours look alike. */
export function findPerson(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom('person')
    .selectAll('person')
    .select([
      certificateStateSql(ctx.day()).as('certificateState'),
      sql<string | null>`(select name from region where code = person.hukou_region)`.as('hukouName'),
      sql<string | null>`(select name from region where code = person.residence_region)`.as('residenceName'),
    ])
    .where('person.id', '=', id)
    .where(personInReach(ctx))
    .executeTakeFirst()
}

/** Ids of the people in reach whom a blind key and sealed check character belong to. */
export async function findIdsByKey(ctx: Ctx, key: bigint, checkSealed: number): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('personNumber')
    .innerJoin('person', 'person.id', 'personNumber.personId')
    .select('person.id')
    .distinct()
    .where('personNumber.key', '=', key)
    .where('personNumber.checkSealed', '=', checkSealed)
    .where(personInReach(ctx))
    .execute()
  return rows.map((r) => r.id)
}

/** The certificates a person has held, the present one first. */
export function listCertificates(ctx: Ctx, personId: string) {
  return ctx.db
    .selectFrom('certificate')
    .select([
      'id',
      'reissue',
      'category',
      'level',
      'components',
      'issuedOn',
      'validTo',
      'status',
      'since',
      'endedOn',
    ])
    .where('personId', '=', personId)
    .orderBy(sql`ended_on is not null`)
    .orderBy('since', 'desc')
    .execute()
}

/** The sealed official numbers of a person. */
export function listNumbers(ctx: Ctx, personId: string) {
  return ctx.db
    .selectFrom('personNumber')
    .select(['kind', 'sealed', 'current'])
    .where('personId', '=', personId)
    .orderBy('kind')
    .execute()
}

/** Who lives in the household, holders and relatives, as far as they are in reach. */
export function listHouseholdMembers(ctx: Ctx, householdId: string) {
  return ctx.db
    .selectFrom('householdMember')
    .innerJoin('person', 'person.id', 'householdMember.personId')
    .select([
      'person.id',
      'person.name',
      'person.kind',
      'person.sex',
      'person.birth',
      'person.category',
      'person.level',
      'householdMember.relation',
      'householdMember.isHead',
      'householdMember.isCarer',
    ])
    .where('householdMember.householdId', '=', householdId)
    .where('householdMember.endedOn', 'is', null)
    .where(personInReach(ctx))
    .orderBy('householdMember.isHead', 'desc')
    .orderBy('person.birth')
    .execute()
}

/** A person's guardians in force; the phone stays sealed. */
export function listGuardians(ctx: Ctx, personId: string) {
  return ctx.db
    .selectFrom('guardian')
    .select(['id', 'name', 'relation', 'sealedPhone'])
    .where('personId', '=', personId)
    .where('endedOn', 'is', null)
    .execute()
}

/** Everything that was ever said about a person: register rows, staff, and department lists matched to them. */
export async function listTimeline(ctx: Ctx, personId: string) {
  const said = await ctx.db
    .selectFrom('assertion')
    .leftJoin('import', (join) =>
      join.onRef('import.id', '=', 'assertion.importId').on(regionInReach(ctx, 'import.region')),
    )
    .select([
      'assertion.id',
      'assertion.source',
      'assertion.rowNo',
      'assertion.validFrom',
      'assertion.recordedAt',
      'assertion.fields',
      'import.fileName',
      'import.fileType',
    ])
    .where('assertion.personId', '=', personId)
    .orderBy('assertion.validFrom', 'desc')
    .orderBy('assertion.recordedAt', 'desc')
    .limit(200)
    .execute()
  const listed = await ctx.db
    .selectFrom('listRow')
    .innerJoin('list', 'list.id', 'listRow.listId')
    .select([
      'list.id',
      'list.fileType',
      'list.title',
      'list.receivedOn',
      'listRow.rowNo',
      'listRow.method',
      'listRow.fields',
    ])
    .where('listRow.personId', '=', personId)
    .where(regionInReach(ctx, 'list.region'))
    .orderBy('list.receivedOn', 'desc')
    .limit(200)
    .execute()
  return { said, listed }
}

/** The open clues of a person, the gravest first. */
export function listPersonClues(ctx: Ctx, personId: string) {
  return ctx.db
    .selectFrom('clue')
    .select(['id', 'rule', 'severity', 'since', 'subject'])
    .where('personId', '=', personId)
    .where('state', 'not in', ['closed', 'withdrawn'])
    .orderBy(sql`array_position(array['high','medium','low'], severity)`)
    .execute()
}
