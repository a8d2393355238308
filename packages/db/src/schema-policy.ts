import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string | undefined, string>
type Moment = ColumnType<Date, Date | string, Date | string>

/** What a wish that needs two people has in common. */
interface Decided {
  decidedBy: string | null
  decidedByName: string | null
  decidedAt: Moment | null
}

export interface PolicyLineTable extends Decided {
  id: string
  code: string
  region: string
  fromDay: string
  value: ColumnType<number | boolean | string | null, string | null, never>
  source: string
  documentNumber: string | null
  note: string | null
  enteredBy: string
  enteredByName: string
  enteredAt: Moment
  state: Generated<'waiting' | 'confirmed' | 'refused' | 'withdrawn'>
  reason: string | null
}

export interface OrganisationWishTable extends Decided {
  id: string
  kind: 'federation' | 'member-department' | 'service'
  name: string
  region: string
  department: string | null
  fromDay: string
  reason: string
  madeBy: string
  madeByName: string
  madeAt: Moment
  state: Generated<'waiting' | 'confirmed' | 'refused' | 'withdrawn'>
  note: string | null
  organisationId: string | null
}

export interface ErasureTable extends Decided {
  id: string
  personId: string
  region: string
  basis: 'withdrawn-consent' | 'purpose-met' | 'unlawful' | 'retention-over'
  reason: string
  askedOn: string
  enteredBy: string
  enteredByName: string
  enteredAt: Moment
  state: Generated<'waiting' | 'done' | 'refused' | 'withdrawn'>
  note: string | null
  remains: Json<Record<string, unknown>>
}

/** Tables of what offices decide by two people: policy lines, new organisations, the erasing of a person. */
export interface PolicyTables {
  policyLine: PolicyLineTable
  organisationWish: OrganisationWishTable
  erasure: ErasureTable
}
