import { type Label, nation, type PlainDate, parentRegion, plainDate, type RegionCode } from '@zhucan/kernel'
import type { LegalSource } from './define-rule.ts'
import { type PolicyFactName, policyFactNames } from './facts.ts'
import { certificateRules, compulsoryEducation, localDecision, twoSubsidies } from './legal-sources.ts'

/** A policy fact's value: whole fen, a number, yes or no. */
export type PolicyValue = number | boolean

/**
 * One dated line of policy. It holds in `region` and everything below it from `from` on, until a later row of the
 * same region or a row of a region nearer to the person says otherwise. `basis` tells people how much to trust it.
 */
export interface PolicyRow {
  readonly fact: PolicyFactName
  readonly region: RegionCode
  readonly from: PlainDate
  /** Null ends the line here from that day: what holds above holds again. */
  readonly value: PolicyValue | null
  readonly source: LegalSource
  readonly basis: PolicyBasis
}

/** national = written in a national paper; practice = usual working rule; start-value = ours, the county must decide; local = set by an office. */
export type PolicyBasis = 'national' | 'practice' | 'start-value' | 'local'

/** How each basis reads beside the value. */
export const policyBasisLabels: Readonly<Record<PolicyBasis, Label>> = {
  national: { zh: '国家规定', en: 'national rule' },
  practice: { zh: '工作惯例，可按本地规定修改', en: 'working practice, change it to the local rule' },
  'start-value': {
    zh: '软件起始值，须由县级按本地决定设置',
    en: 'start value of this software, to be set by local decision',
  },
  local: { zh: '本地规定', en: 'set by local decision' },
}

/** The lines that ship with the product. Local rows are added as audited data and passed to `policyFor`. */
export const policies: readonly PolicyRow[] = [
  {
    fact: 'policy.nursingMaxLevelCognitive',
    region: nation,
    from: plainDate('2016-01-01'),
    value: 2,
    source: twoSubsidies,
    basis: 'national',
  },
  {
    fact: 'policy.marginGetsLiving',
    region: nation,
    from: plainDate('2016-01-01'),
    value: false,
    source: twoSubsidies,
    basis: 'national',
  },
  {
    fact: 'policy.selfPaidLineFen',
    region: nation,
    from: plainDate('2016-01-01'),
    value: 1_000_000,
    source: localDecision,
    basis: 'start-value',
  },
  {
    fact: 'policy.carerAge',
    region: nation,
    from: plainDate('2016-01-01'),
    value: 60,
    source: localDecision,
    basis: 'practice',
  },
  {
    fact: 'policy.schoolAgeFrom',
    region: nation,
    from: plainDate('2016-01-01'),
    value: 6,
    source: compulsoryEducation,
    basis: 'national',
  },
  {
    fact: 'policy.schoolAgeTo',
    region: nation,
    from: plainDate('2016-01-01'),
    value: 15,
    source: compulsoryEducation,
    basis: 'practice',
  },
  {
    fact: 'policy.expiryWarningDays',
    region: nation,
    from: plainDate('2016-01-01'),
    value: 183,
    source: certificateRules,
    basis: 'practice',
  },
]

/** All policy facts as they hold in a region on a day; null = nobody has set this line. */
export type PolicyFacts = Readonly<Record<PolicyFactName, PolicyValue | null>>

/** Every `policy.*` fact for a region on a day; `rows` defaults to what ships, append local rows to it. */
export function policyFor(
  region: RegionCode,
  day: PlainDate,
  rows: readonly PolicyRow[] = policies,
): PolicyFacts {
  const entries = policyFactNames.map((fact) => [fact, findPolicyRow(fact, region, day, rows)?.value ?? null])
  return Object.fromEntries(entries) as PolicyFacts
}

/** The row of a policy fact that holds in a region on a day, with its source. */
export const findPolicyRow = (
  fact: PolicyFactName,
  region: RegionCode,
  day: PlainDate,
  rows: readonly PolicyRow[] = policies,
): PolicyRow | null => findDatedRow(rows, fact, region, day)

/** What every dated line that holds in a region has. */
interface DatedRow {
  readonly fact: string
  readonly region: RegionCode
  readonly from: PlainDate
  readonly value: unknown
}

/**
 * The row that holds in a region on a day: the nearest region upwards wins over the nation, within it the latest `from`,
 * and of two rows from the same day the one later in the list (a correction). A row without a value hands back to above.
 */
export function findDatedRow<Row extends DatedRow>(
  rows: readonly Row[],
  fact: Row['fact'],
  region: RegionCode,
  day: PlainDate,
): Row | null {
  const sorted = byPlace(rows)
  for (let place: RegionCode | null = region; place !== null; place = parentRegion(place)) {
    const here = (sorted.get(`${fact} ${place}`) ?? []).filter((row) => row.from <= day)
    const latest = here.reduce<DatedRow | null>(
      (best, row) => (best && best.from > row.from ? best : row),
      null,
    )
    if (latest && latest.value !== null) return latest as Row
  }
  return null
}

const places = new WeakMap<readonly DatedRow[], Map<string, DatedRow[]>>()

/** A city asks for each of its places; a list of rows is sorted once. */
function byPlace(rows: readonly DatedRow[]): Map<string, DatedRow[]> {
  const known = places.get(rows) ?? Map.groupBy(rows, ({ fact, region }) => `${fact} ${region}`)
  places.set(rows, known)
  return known
}
