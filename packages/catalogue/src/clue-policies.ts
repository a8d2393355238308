import { addDays, type Label, nation, type PlainDate, plainDate, type RegionCode } from '@zhucan/kernel'
import type { LegalSource } from './define-rule.ts'
import { localDecision } from './legal-sources.ts'
import { findDatedRow, type PolicyBasis } from './policies.ts'

/** What a county may set of the loop of a clue; whole numbers all. */
export const cluePolicyNames = {
  'clue.dueDays.county': { zh: '县级处理期限（天）', en: 'days for the county to handle' },
  'clue.dueDays.township': { zh: '乡镇（街道）办理期限（天）', en: 'days for the township' },
  'clue.dueDays.village': { zh: '村（社区）核实期限（天）', en: 'days for the village to check' },
  'clue.remindDays': { zh: '到期前提醒天数（蓝色）', en: 'days of reminder before the deadline (blue)' },
  'clue.redDays': { zh: '超期多少天后转为红色', en: 'days overdue after which it is red' },
  'clue.quietDays': {
    zh: '销号后多少天内不重复提出',
    en: 'days after closing in which it is not asked again',
  },
  'clue.undoMinutes': { zh: '批量操作可撤销的分钟数', en: 'minutes in which a bulk action can be undone' },
} as const satisfies Record<string, Label>

export type CluePolicyName = keyof typeof cluePolicyNames

/** One dated line, as of `policies.ts`: it holds in its region and below until a later or a nearer one. */
export interface CluePolicyRow {
  readonly fact: CluePolicyName
  readonly region: RegionCode
  readonly from: PlainDate
  readonly value: number | null
  readonly source: LegalSource
  readonly basis: PolicyBasis
}

const startValues: Record<CluePolicyName, number> = {
  'clue.dueDays.county': 30,
  'clue.dueDays.township': 15,
  'clue.dueDays.village': 10,
  'clue.remindDays': 3,
  'clue.redDays': 7,
  'clue.quietDays': 180,
  'clue.undoMinutes': 30,
}

/** The lines that ship: no paper sets them, so each is a start value that a county replaces by its own. */
export const cluePolicies: readonly CluePolicyRow[] = Object.entries(startValues).map(([fact, value]) => ({
  fact: fact as CluePolicyName,
  region: nation,
  from: plainDate('2016-01-01'),
  value,
  source: localDecision,
  basis: 'start-value',
}))

/** The value that holds at a place on a day. */
export function cluePolicy(
  fact: CluePolicyName,
  place: RegionCode,
  day: PlainDate,
  rows: readonly CluePolicyRow[] = cluePolicies,
): number {
  return findDatedRow(rows, fact, place, day)?.value ?? startValues[fact]
}

/** How near a deadline is, as a colour that always comes with its word. */
export type ClueColour = keyof typeof clueColours

/** The colours with their words. */
export const clueColours = {
  clear: { zh: '未到期', en: 'In time' },
  blue: { zh: '即将到期', en: 'Due soon' },
  orange: { zh: '已超期', en: 'Overdue' },
  red: { zh: '严重超期', en: 'Long overdue' },
} as const satisfies Record<string, Label>

/** The days between which a deadline has each colour: red before `red`, orange before `day`, blue up to `blue`. */
export interface ColourDays {
  readonly red: PlainDate
  readonly blue: PlainDate
}

/** Where the colours change on a day at a place. */
export function colourDays(
  place: RegionCode,
  day: PlainDate,
  rows: readonly CluePolicyRow[] = cluePolicies,
): ColourDays {
  return {
    red: addDays(day, -cluePolicy('clue.redDays', place, day, rows)),
    blue: addDays(day, cluePolicy('clue.remindDays', place, day, rows)),
  }
}

/** The colour of a deadline on a day; `due` null = none is set, or the clue is over. */
export function clueColour(due: PlainDate | null, day: PlainDate, { red, blue }: ColourDays): ClueColour {
  if (due === null || due > blue) return 'clear'
  if (due >= day) return 'blue'
  return due < red ? 'red' : 'orange'
}

const dueNames = {
  3: 'clue.dueDays.county',
  4: 'clue.dueDays.township',
  5: 'clue.dueDays.village',
} as const

/** The deadline that policy gives a level that gets a clue on a day. */
export const policyDue = (
  holder: 3 | 4 | 5,
  place: RegionCode,
  day: PlainDate,
  rows: readonly CluePolicyRow[] = cluePolicies,
): PlainDate => addDays(day, cluePolicy(dueNames[holder], place, day, rows))
