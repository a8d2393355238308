import {
  fromSteps,
  judgeSum,
  type SplitWay,
  type SumVerdict,
  splitQuota,
  type TargetForm,
  targetForms,
  toSteps,
} from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import type { PlannedShare } from './cascade.store.ts'
import type { LowerRegion } from './weights.store.ts'

/** What is divided. */
export interface Whole {
  form: TargetForm
  value: string | null
  decimals: number
  region: string
  level: number
}

/** Shares of organisations beside the regions below, each with its figure. */
export interface OfficeShare {
  organisationId: string
  carriedBy: 'own' | 'department' | 'affiliated'
  value: string | null
}

/** What a region weighs: a whole number to divide by, and the figure as it is shown. */
export interface Weight {
  weight: number
  value: string
  /** By last year only: whether it is what was reached, or what was asked for. */
  isResult?: boolean
}

/** Everything a division depends on. */
export interface Division {
  by: SplitWay
  offices: readonly OfficeShare[]
  regions: readonly LowerRegion[]
  /** Of the regions, for the ways that need weights. */
  weights: ReadonlyMap<string, Weight>
  /** Of the regions, when it is done by hand. */
  values: ReadonlyMap<string, string>
}

/** A plan with how it adds up. */
export interface SplitPlan {
  shares: PlannedShare[]
  sum: SumVerdict
}

/** Divides a figure. Problems 'work.way-not-possible', 'work.wrong-figure', 'work.sum-over', 'work.no-weights', 'work.nobody'. */
export function planSplit(whole: Whole, division: Division): SplitPlan {
  if (division.regions.length + division.offices.length === 0) throw problem('work.nobody')
  const { isSummed } = targetForms[whole.form]
  if (isSummed === (division.by === 'as-is')) throw problem('work.way-not-possible')
  if (!isSummed || whole.value === null) return planAsIs(whole, division)
  const steps = requireSteps(whole.value, whole.decimals)
  const taken = division.offices.map(({ value }) => requireSteps(value ?? '', whole.decimals))
  const rest = steps - taken.reduce((sum, part) => sum + part, 0)
  const lower = division.by === 'hand' ? byHand(whole, division) : byWeight(rest, division)
  const shares = [
    ...division.offices.map((office, i) => officeShare(whole, office, text(taken[i]!, whole.decimals))),
    ...division.regions.flatMap((region) => {
      const part = lower.get(region.code)
      return part === undefined ? [] : [regionShare(region, text(part, whole.decimals))]
    }),
  ]
  return { shares, sum: judgeSum(whole.form, steps, [...taken, ...lower.values()]) }
}

/** The plan, if it adds up. Problems 'work.sum-short', 'work.sum-over'. */
export function requireSum(whole: Whole, plan: SplitPlan): PlannedShare[] {
  if (!plan.sum.fits)
    throw problem(`work.sum-${plan.sum.why}`, {
      difference: text(Math.abs(plan.sum.difference), whole.decimals),
      value: whole.value ?? '',
    })
  return plan.shares
}

function planAsIs(whole: Whole, { offices, regions }: Division): SplitPlan {
  const shares = [
    ...offices.map((office) => officeShare(whole, office, whole.value)),
    ...regions.map((region) => regionShare(region, whole.value)),
  ]
  return { shares, sum: { fits: true, difference: 0 } }
}

function byHand({ decimals }: Whole, { regions, values }: Division): Map<string, number> {
  return new Map(
    regions.flatMap(({ code }) => {
      const value = values.get(code)
      return value === undefined || value === '' ? [] : [[code, requireSteps(value, decimals)] as const]
    }),
  )
}

function byWeight(rest: number, { by, regions, weights }: Division): Map<string, number> {
  if (rest < 0) throw problem('work.sum-over', { difference: -rest, value: '' })
  if (regions.length === 0) return new Map()
  const sharers = regions.map(({ code }) => ({
    key: code,
    weight: by === 'equal' ? 1 : (weights.get(code)?.weight ?? 0),
  }))
  const shares = splitQuota(rest, sharers)
  if (!shares) throw problem('work.no-weights')
  return shares
}

const text = fromSteps
const officeShare = (whole: Whole, office: OfficeShare, value: string | null): PlannedShare => ({
  ...{ region: whole.region, level: whole.level, value },
  ...{ carriedBy: office.carriedBy, organisationId: office.organisationId },
})
const regionShare = ({ code, level }: LowerRegion, value: string | null): PlannedShare => ({
  ...{ region: code, level, value, carriedBy: 'lower', organisationId: null },
})

function requireSteps(value: string, decimals: number): number {
  const steps = toSteps(value, decimals)
  if (steps === null) throw problem('work.wrong-figure', { decimals })
  return steps
}
