import { queryOptions } from '@tanstack/react-query'
import { get } from '../app/http.ts'

/** What may be exported. */
export const exportKinds = [
  'register',
  'clues',
  'directory',
  'looks',
  'targets',
  'tasks',
  'supervision',
  'notices',
  'papers',
] as const
export type ExportKind = (typeof exportKinds)[number]

/** The states of an export. */
export const exportStates = ['waiting', 'making', 'ready', 'refused', 'withdrawn', 'failed', 'gone'] as const

/** One export as its owner or approver sees it. */
export interface ExportRecord {
  readonly id: string
  readonly what: ExportKind
  readonly filter: Readonly<Record<string, unknown>>
  /** The filter in plain words. */
  readonly scope: { readonly zh: string; readonly en: string }
  readonly format: string
  readonly withNumbers: boolean
  readonly purpose: string
  readonly rows: number
  readonly state: (typeof exportStates)[number]
  readonly requestedAt: string
  readonly byName: string | null
  readonly organisationName: string | null
  readonly decidedByName: string | null
  readonly note: string | null
  readonly expiresAt: string | null
  readonly problem: {
    readonly code: string
    readonly params: Readonly<Record<string, string | number>>
  } | null
}

/** One line of the day's budget. */
export interface BudgetLine {
  readonly measure: 'rows' | 'file-rows' | 'numbers' | 'pages' | 'look-ups' | 'misses'
  readonly spent: number
  readonly limit: number
  readonly approved: number
}

/** How much an export would hold. */
export interface Measured {
  readonly rows: number
  readonly needsApproval: boolean
  /** Its filter in plain words. */
  readonly scope: { readonly zh: string; readonly en: string }
}

/** The user's own exports; asked again while one is being made. */
export const ownExportsQuery = queryOptions({
  queryKey: ['exports', 'own'],
  queryFn: ({ signal }) => get<ExportRecord[]>('/api/v1/exports', signal),
  refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'making') ? 2_000 : false),
})

/** Exports of others that wait for a second person. */
export const toApproveQuery = queryOptions({
  queryKey: ['exports', 'to-approve'],
  queryFn: ({ signal }) => get<ExportRecord[]>('/api/v1/exports/to-approve', signal),
})

/** What was spent today. */
export const budgetQuery = queryOptions({
  queryKey: ['exports', 'budget'],
  queryFn: ({ signal }) => get<BudgetLine[]>('/api/v1/exports/budget', signal),
})

/** What an office may set. */
export const policyNames = [
  'rows',
  'file-rows',
  'numbers',
  'pages',
  'look-ups',
  'misses',
  'office-rows',
  'office-numbers',
  'file-days',
  'glass-hours',
  'glass-review-days',
  'glass-per-day',
] as const
/** For whom. */
export const policyRoles = ['data-clerk', 'caseworker', 'commissioner', 'leader', 'audit-officer'] as const

/** An amount that was set. */
export interface PolicyRow {
  readonly id: string
  readonly name: (typeof policyNames)[number]
  readonly role: (typeof policyRoles)[number]
  readonly region: string
  readonly fromDay: string
  readonly amount: number
  readonly basis: string
}

/** The amounts that offices in reach have set. */
export const policyQuery = queryOptions({
  queryKey: ['exports', 'policy'],
  queryFn: ({ signal }) => get<PolicyRow[]>('/api/v1/exports/policy', signal),
})
