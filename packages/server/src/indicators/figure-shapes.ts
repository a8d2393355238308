import type { Label } from '@zhucan/kernel'

/** A figure of one region: exact decimals as text, above and below the line, and how much of it is there. */
export interface Figure {
  indicator: string
  version: number
  region: string
  /** What is shown, cut by the indicator's rounding mode; a rate in per cent. Null = nothing can be said. */
  value: string | null
  numerator: string | null
  denominator: string | null
  /** What the figure was before: of the counting before, or handed in a period before. Null = there was none. */
  previous: string | null
  /** Records that cannot be judged, for counted figures. */
  unknown: number
  source: 'computed' | 'reported'
  /** The day counted on, or the last day that the reported figures cover; null when there is nothing. */
  day: string | null
  /** Villages with records that cannot be judged, or offices whose report is missing. */
  missingPlaces: number
  coverage: Coverage
}

/** How many offices have handed in, of how many, and who is missing; a counted figure is there or not (1 or 0 of 1). */
export interface Coverage {
  have: number
  due: number
  /** The first hundred of them, in order of code. */
  missing: { region: string; name: string }[]
}

/** A reason to look twice at a figure before it is praised, in words. */
export interface Alarm {
  code: string
  text: Label
}

/** How far a target is, against what was asked and against the time that passed. Figures are decimal texts. */
export interface Completion {
  targetId: string
  indicator: string
  version: number
  form: string
  target: string | null
  unit: string
  /** Of what: the region; the office's own part; or the region although an office carries it, where records do not say who. */
  measuredBy: 'region' | 'office' | 'region-for-office'
  /** Null = no figure yet. */
  value: string | null
  /** Value as per cent of the target, two decimals, half up; null where a share makes no sense. */
  percent: string | null
  /** What is still to do; negative when the target is passed. */
  left: string | null
  /** Share of the period that has passed, in per cent. */
  timePassed: string
  /** What should be done by now, in per cent of the target, evenly and by the indicator's own schedule where it has one. */
  expected: { even: string; schedule: string | null }
  status: CompletionStatus
  statusText: Label
  figure: Figure
  /** Days between the figure and the day asked about; null without a figure. */
  ageDays: number | null
  alarms: Alarm[]
}

export type CompletionStatus =
  | 'reached'
  | 'ahead'
  | 'on-time'
  | 'behind'
  | 'far-behind'
  | 'missed'
  | 'no-figure'
