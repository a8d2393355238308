import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type CluePolicyRow, cluePolicies, type PolicyLineValue } from '@zhucan/catalogue'
import type { Label } from '@zhucan/kernel'
import { address } from '../app/address.ts'
import { get } from '../app/http.ts'

/** A line of policy behind the reason of a clue. */
export interface PolicyReason {
  readonly label: Label
  readonly value: Label | null
  readonly regionName: string | null
  readonly fromDay: string
  readonly source: { readonly title: Label; readonly article: Label | null }
  readonly basis: Label
  readonly isLocal: boolean
}

/** A line as it holds somewhere from a day on. */
export interface HeldLine {
  readonly value: PolicyLineValue | null
  readonly region: string
  readonly regionName: string | null
  readonly fromDay: string
  readonly source: { readonly title: Label; readonly article: Label | null }
  readonly basis: Label
  readonly isLocal: boolean
}

/** What may be set: an amount, days, a switch, a condition. */
export interface LineKind {
  readonly code: string
  readonly group: 'amount' | 'loop' | 'switch' | 'condition'
  readonly label: Label
  readonly type: 'money' | 'int' | 'bool' | 'condition'
  readonly unit: Label | null
  readonly least: number | null
  readonly most: number | null
}

/** A line with what holds now and what comes next. */
export interface PolicyLine extends LineKind {
  readonly held: HeldLine | null
  readonly next: HeldLine | null
}

/** A line as somebody entered it. */
export interface EnteredLine {
  readonly id: string
  readonly code: string
  readonly label: Label
  readonly type: LineKind['type']
  readonly unit: Label | null
  readonly region: string
  readonly regionName: string | null
  readonly fromDay: string
  readonly value: PolicyLineValue | null
  readonly source: string
  readonly documentNumber: string | null
  readonly note: string | null
  readonly enteredBy: string
  readonly enteredAt: string
  readonly isOwn: boolean
  readonly state: 'waiting' | 'confirmed' | 'refused' | 'withdrawn'
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly reason: string | null
}

/** What holds at a place on a day. */
export interface PolicyAnswer {
  readonly region: string
  readonly regionName: string | null
  readonly day: string
  readonly mayEnterHere: boolean
  readonly lines: readonly PolicyLine[]
  readonly waiting: readonly EnteredLine[]
}

/** The lines in force. */
export const policyLinesQuery = ({
  region,
  day,
}: {
  region?: string | undefined
  day?: string | undefined
}) =>
  queryOptions({
    queryKey: ['policy-lines', region, day],
    queryFn: ({ signal }) => get<PolicyAnswer>(address('/api/v1/policy-lines', { region, day }), signal),
    placeholderData: keepPreviousData,
  })

/** The history of one line. */
export interface PolicyHistory {
  readonly kind: LineKind
  readonly shipped: HeldLine | null
  readonly entries: readonly EnteredLine[]
}

/** Everything ever entered of one line for a place and those above it. */
export const policyHistoryQuery = (code: string, region: string) =>
  queryOptions({
    queryKey: ['policy-lines', 'history', code, region],
    queryFn: ({ signal }) =>
      get<PolicyHistory>(address('/api/v1/policy-lines/history', { code, region }), signal),
  })

/** What a line would change, rule by rule. */
export interface Rehearsed {
  readonly rule: string
  readonly title: Label
  readonly opened: number
  readonly withdrawn: number
  readonly marked: number
  readonly cannotSay: number
}

/** The day counts of the loop, shipped and set, for whoever suggests a deadline. */
export const loopLinesQuery = queryOptions({
  queryKey: ['policy-lines', 'loop'],
  queryFn: async ({ signal }): Promise<readonly CluePolicyRow[]> => {
    const set = await get<Pick<CluePolicyRow, 'fact' | 'region' | 'from' | 'value'>[]>(
      '/api/v1/policy-lines/loop',
      signal,
    )
    // Of a line that was set only its value is asked for here.
    return [...cluePolicies, ...set.map((line) => ({ ...cluePolicies[0]!, ...line }))]
  },
})
