import type { ClueColour, TargetCarrier, TargetForm, TargetState } from '@zhucan/catalogue'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'
import { workColour } from './colours.store.ts'
import type { ActingOffice } from './office.store.ts'
import {
  countPieces,
  listPieces,
  orderOf,
  type PieceFilter,
  type PieceQuery,
  pieceOrders,
  pieceWhere,
} from './piece-list.store.ts'

/** Groups of states that lists ask for, beside the single ones. */
export const targetGroups = ['live', 'unanswered', 'all'] as const

/** The orders a list can be read in; `-` turns one round. */
export const targetSorts = [
  ...(['due', 'carrier', 'indicator', 'state'] as const),
  ...(['-due', '-carrier', '-indicator', '-state'] as const),
] as const

/** What a list of targets can be narrowed by. */
export interface TargetFilter extends PieceFilter {
  scope: 'mine' | 'given' | 'area'
  state?: TargetState | (typeof targetGroups)[number] | undefined
  indicator?: string | undefined
  organisation?: string | undefined
  sort?: (typeof targetSorts)[number] | undefined
}

/** One share in a list. */
export interface TargetLine {
  id: string
  version: number
  parentId: string | null
  indicator: string
  form: TargetForm
  value: string | null
  decimals: number
  unit: string
  periodFrom: string
  periodTo: string
  region: string
  level: number
  carriedBy: TargetCarrier
  organisationId: string | null
  carrierName: string | null
  state: TargetState
  receiveBy: string | null
  reportBy: string | null
  reportedOn: string | null
  remindedOn: string | null
  due: string | null
  colour: ClueColour
  noticeId: string | null
  noticeTitle: string | null
  documentNumber: string | null
  parentRegion: string | null
  parentOrganisationId: string | null
  parts: number
  partsAnswered: number
}

const isLive = sql<SqlBool>`t.state <> 'withdrawn'`

function inStates(state: NonNullable<TargetFilter['state']>): RawBuilder<SqlBool> {
  if (state === 'all') return sql`true`
  if (state === 'live') return isLive
  if (state === 'unanswered') return sql`t.state in ('issued', 'received')`
  return sql`t.state = ${state}`
}

/** What an office carries, in SQL; the twin of `carries`. */
export const carriedBy = (office: ActingOffice, alias: string): RawBuilder<SqlBool> => {
  const own = sql<SqlBool>`${sql.ref(`${alias}.organisationId`)} = ${office.id}`
  return office.speaksForRegion
    ? sql`(${own} or (${sql.ref(`${alias}.organisationId`)} is null and ${sql.ref(`${alias}.region`)} = ${office.region}))`
    : own
}

/** The condition that a list and its counts share. */
export function targetWhere(ctx: Ctx, office: ActingOffice, filter: TargetFilter): RawBuilder<SqlBool> {
  const clauses: RawBuilder<SqlBool>[] = [inStates(filter.state ?? 'live')]
  if (filter.scope === 'mine') clauses.push(carriedBy(office, 't'))
  if (filter.scope === 'given')
    clauses.push(
      sql`exists (select 1 from target up where up.id = t.parent_id and ${carriedBy(office, 'up')})`,
    )
  if (filter.indicator) clauses.push(sql`t.indicator = ${filter.indicator}`)
  if (filter.organisation) clauses.push(sql`t.organisation_id = ${filter.organisation}`)
  return pieceWhere(ctx, filter, clauses)
}

/** The columns of a line over a `t`. */
export const targetColumns = (ctx: Ctx): RawBuilder<unknown> => sql`
  t.id, t.version, t.parent_id, t.indicator, t.form, trim_scale(t.value)::text as value, t.decimals, t.unit,
  t.period_from, t.period_to, t.region, t.level, t.carried_by, t.organisation_id,
  coalesce(office.name, place.name) as carrier_name, t.state, t.receive_by, t.report_by, t.reported_on, t.reminded_on, t.due,
  ${workColour(ctx, sql`t.due`, sql`t.region`)} as colour, clause.notice_id, clause.title as notice_title, clause.document_number,
  up.region as parent_region, up.organisation_id as parent_organisation_id, below.parts, below.parts_answered`

/** What `targetColumns` reads from, beside `t`. */
export const targetJoins = sql`
  left join region place on place.code = t.region
  left join organisation office on office.id = t.organisation_id
  left join work_clause clause on clause.id = t.clause_id
  left join target up on up.id = t.parent_id
  left join lateral (select count(*)::int as parts,
    count(*) filter (where c.state in ('confirmed', 'split'))::int as parts_answered
    from target c where c.parent_id = t.id and c.state <> 'withdrawn') below on true`

const { due, place: carrier, state } = pieceOrders
const orders = {
  ...{ due, carrier, state },
  indicator: { up: sql`t.indicator, t.region, t.id`, down: sql`t.indicator desc, t.region, t.id` },
}

/** How the targets of a filter are read, whether by the page or all of them. */
export const targetQuery = (ctx: Ctx, office: ActingOffice, filter: TargetFilter): PieceQuery => ({
  ...{ table: 'target', columns: targetColumns(ctx), joins: targetJoins },
  ...{ where: targetWhere(ctx, office, filter), order: orderOf(orders, filter.sort) },
})

/** One page of targets: what is overdue first, then by place. */
export const listTargets = (
  ctx: Ctx,
  office: ActingOffice,
  filter: TargetFilter,
  page: { offset: number; limit: number },
): Promise<{ total: number; rows: TargetLine[] }> => listPieces(ctx, targetQuery(ctx, office, filter), page)

/** How many targets of the filter share a state and a colour. */
export const countTargets = (ctx: Ctx, office: ActingOffice, filter: TargetFilter) =>
  countPieces<TargetState>(ctx, { table: 'target', where: targetWhere(ctx, office, filter) })
