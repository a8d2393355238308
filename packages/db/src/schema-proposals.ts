import type { ColumnType, Generated } from 'kysely'

type Moment = ColumnType<Date, Date | string, Date | string>

/** What somebody wants to do and somebody else has to agree to. */
export interface ProposalTable {
  id: string
  kind: 'account-policy' | 'export-budget' | 'merge'
  subject: string
  region: string | null
  pairId: string | null
  wish: ColumnType<unknown, string, never>
  reason: string | null
  madeBy: string
  madeByName: string
  madeAt: Moment
  state: Generated<'waiting' | 'confirmed' | 'refused' | 'withdrawn'>
  decidedBy: ColumnType<string | null, never, string>
  decidedByName: ColumnType<string | null, never, string>
  decidedAt: ColumnType<Date | null, never, Date>
  note: ColumnType<string | null, never, string | null>
}

export interface ProposalTables {
  proposal: ProposalTable
}
