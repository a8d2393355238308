import type { SeenHolder, SeenHousehold } from './facts.ts'

// Lines as the product ships them for the whole country; written here again so that the expectation is independent.
const SELF_PAID_LINE_FEN = 1_000_000
const CARER_AGE = 60
const SCHOOL_AGE = { from: 6, to: 15 }
const WARNING_DAYS = 183
const MARGIN_GETS_LIVING = false
const NURSING_LEVEL_COGNITIVE = 2

/** A rule about one holder, by hand. */
export type HolderTest = (holder: SeenHolder, household: SeenHousehold) => boolean

const isSevere = ({ level }: SeenHolder) => level <= 2
const isKept = ({ isAlive, state }: SeenHolder) => isAlive && state !== 'cancelled'
const isInForce = ({ isAlive, state }: SeenHolder) => isAlive && state === 'valid'

/** The thirteen rules about holders. */
export const holderTests: Readonly<Record<string, HolderTest>> = {
  'nursing-subsidy-missed': (holder) => {
    const isCognitive = holder.category === 'intellectual' || holder.category === 'mental'
    const isEntitled = isSevere(holder) || (isCognitive && holder.level <= NURSING_LEVEL_COGNITIVE)
    return isInForce(holder) && isEntitled && holder.assistance !== 'tekun' && !holder.nursingPaid
  },
  'living-subsidy-missed': (holder, { assistance }) => {
    const isEntitled = assistance === 'dibao' || (assistance === 'dibao-margin' && MARGIN_GETS_LIVING)
    return isInForce(holder) && isEntitled && holder.assistance !== 'tekun' && !holder.livingPaid
  },
  'dead-but-paid': ({ isAlive, lastPaidMonth, deathMonth }) => !isAlive && lastPaidMonth > deathMonth,
  'tekun-with-living': ({ isAlive, assistance, livingPaid }) =>
    isAlive && assistance === 'tekun' && livingPaid,
  'tekun-with-nursing': ({ isAlive, assistance, nursingPaid }) =>
    isAlive && assistance === 'tekun' && nursingPaid,
  'self-paid-above-line': (holder) => isKept(holder) && holder.selfPaidFen > SELF_PAID_LINE_FEN,
  'school-age-not-enrolled': (holder) =>
    isKept(holder) && holder.age >= SCHOOL_AGE.from && holder.age <= SCHOOL_AGE.to && !holder.isEnrolled,
  'certificate-expiring': (holder) =>
    isInForce(holder) && holder.daysToExpiry >= 0 && holder.daysToExpiry <= WARNING_DAYS,
  'certificate-expired': ({ isAlive, state, daysToExpiry }) =>
    isAlive && (state === 'expired' || state === 'frozen') && daysToExpiry < 0,
  'elderly-carer': (holder, { oldestCarerAge }) =>
    isKept(holder) && isSevere(holder) && oldestCarerAge >= CARER_AGE,
  'severe-living-alone': (holder, { size }) => isKept(holder) && isSevere(holder) && size === 1,
  'margin-severe-without-subsidy': (holder, { assistance }) =>
    isInForce(holder) &&
    isSevere(holder) &&
    assistance === 'dibao-margin' &&
    !holder.nursingPaid &&
    !holder.livingPaid,
  'severe-not-monitored': (holder, { isRural, hasExited, assistance, isMonitored }) => {
    const isAtRisk = hasExited || assistance === 'dibao' || assistance === 'dibao-margin'
    return isKept(holder) && isSevere(holder) && isRural && isAtRisk && !isMonitored
  },
}

/** The two rules about whole households. */
export const householdTests: Readonly<Record<string, (household: SeenHousehold) => boolean>> = {
  'dangerous-housing': ({ holders, livesInDanger }) => holders > 0 && livesInDanger,
  'several-holders-in-household': ({ holders }) => holders >= 2,
}
