import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Label } from '@zhucan/kernel'
import { address } from '../app/address.ts'
import { get, post } from '../app/http.ts'
import type { AuditSearch } from './audit.address.ts'

/** One entry of the audit in plain words. */
export interface AuditLine {
  readonly id: string
  readonly at: string
  readonly actorName: string | null
  readonly officeName: string | null
  readonly role: Label
  readonly actionLabel: Label
  readonly fields: readonly Label[]
  readonly reason: string | null
}

/** A page of the audit. */
export interface AuditPage {
  readonly rows: readonly AuditLine[]
  readonly hasMore: boolean
  readonly numberFound: boolean | null
  readonly personId: string | null
}

/** One page of entries; the number goes in the body and is part of no address. */
export const auditQuery = (search: AuditSearch, span: { from: string; to: string }, number: string) =>
  queryOptions({
    queryKey: ['audit', search, span, number],
    queryFn: () =>
      post<AuditPage>('/api/v1/audit/search', {
        ...span,
        ...(search.who ? { who: search.who } : {}),
        ...(search.group ? { group: search.group } : {}),
        ...(number ? { number } : {}),
        page: search.page ?? 1,
      }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  })

/** A user's day that a rule marked. */
export interface Signal {
  readonly signal: string
  readonly label: Label
  readonly why: Label
  readonly from: number
  readonly count: number
  readonly actorName: string
  readonly role: Label
  readonly day: string
}

/** Days worth a look. */
export const signalsQuery = (span: { from: string; to: string }) =>
  queryOptions({
    queryKey: ['audit', 'signals', span],
    queryFn: ({ signal }) => get<Signal[]>(address('/api/v1/audit/signals', span), signal),
  })

/** How far the audit is sealed and verified. */
export interface Chain {
  readonly sealed: number
  readonly head: string
  readonly unsealed: number
  readonly check: {
    readonly at: string
    readonly sealed: number
    readonly faults: readonly { readonly seq: string; readonly what: string }[]
  } | null
}

/** The state of the chain. */
export const chainQuery = queryOptions({
  queryKey: ['audit', 'chain'],
  queryFn: ({ signal }) => get<Chain>('/api/v1/audit/chain', signal),
})

/** One emergency access. */
export interface Glass {
  readonly id: string
  readonly byName: string | null
  readonly organisationName: string | null
  readonly regionName: string | null
  readonly personName: string | null
  readonly purpose: (typeof glassPurposes)[number]
  readonly reason: string
  readonly grantedAt: string
  readonly expiresAt: string
  readonly isOpen: boolean
  readonly mine: boolean
  readonly reviewBy: string
  readonly state: 'open' | 'overdue' | 'accepted' | 'rejected'
  readonly note: string | null
}

/** What an emergency access may be for. */
export const glassPurposes = ['emergency', 'transfer', 'verification', 'complaint'] as const

/** The accesses one may know of. */
export const glassQuery = queryOptions({
  queryKey: ['glass'],
  queryFn: ({ signal }) => get<Glass[]>('/api/v1/break-glass', signal),
})

/** What is counted of the audit by week. */
export const auditFigures = ['signIns', 'refusals', 'files', 'numbers', 'exports', 'glass'] as const

/** One week in counts. */
export type AuditWeek = { readonly from: string } & Readonly<Record<(typeof auditFigures)[number], number>>

/** The last half year by week. */
export const auditFiguresQuery = queryOptions({
  queryKey: ['audit', 'figures'],
  queryFn: ({ signal }) => get<AuditWeek[]>('/api/v1/audit/figures', signal),
})
