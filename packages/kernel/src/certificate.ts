import { addMonths, daysBetween, type PlainDate } from './plain-date.ts'

/** Where a certificate stands on a day. */
export type CertificateState = 'valid' | 'expiring' | 'expired' | 'frozen' | 'cancelled'

/** Days of a certificate's life; a missing day means that it has not come or is not known. */
export type CertificateLife<ValidTo extends PlainDate | null = PlainDate | null> = {
  /** Last day on which it holds. */
  validTo: ValidTo
  frozenOn?: PlainDate | null
  cancelledOn?: PlainDate | null
  /** How many days before the end it counts as expiring; half a year unless told. */
  warningDays?: number
}

/** Half a year: renewal opens six months before the end in many places. */
export const expiryWarningDays = 183

/**
 * State on a day. Cancelled beats frozen beats dates; an expired certificate stays 'expired' until somebody records
 * that it was frozen or cancelled. Null when the end is not known and nothing else was recorded.
 */
export function certificateState(life: CertificateLife<PlainDate>, day: PlainDate): CertificateState
export function certificateState(life: CertificateLife, day: PlainDate): CertificateState | null
export function certificateState(life: CertificateLife, day: PlainDate): CertificateState | null {
  if (life.cancelledOn && life.cancelledOn <= day) return 'cancelled'
  if (life.frozenOn && life.frozenOn <= day) return 'frozen'
  if (life.validTo === null) return null
  const left = daysBetween(day, life.validTo)
  if (left < 0) return 'expired'
  return left <= (life.warningDays ?? expiryWarningDays) ? 'expiring' : 'valid'
}

/** The day after which a certificate that was not renewed may be cancelled: six months after its end. */
export function cancellationDue(validTo: PlainDate): PlainDate {
  return addMonths(validTo, 6)
}
