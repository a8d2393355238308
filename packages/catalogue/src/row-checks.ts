import { type PlainDate, parseLooseDate } from '@zhucan/kernel'
import type { NumberValue, RowFault } from './row-values.ts'

/** The columns that mean the row's own person, whichever of them the sheet has. */
type OwnPerson = {
  idNumber?: NumberValue | null
  certificateNumber?: NumberValue | null
  sex?: string | null
  birth?: PlainDate | null
  category?: string | null
  level?: number | null
  issuedOn?: PlainDate | null
  validTo?: PlainDate | null
}

/** The number by which a row's own person may be looked up: the ID if it is right, else the certificate's; or null. */
export function ownNumber(values: Record<string, unknown>): (NumberValue & { id18: string }) | null {
  // Only these keys are looked at, and define-file gives them these kinds.
  const { idNumber, certificateNumber } = values as OwnPerson
  if (isRight(idNumber)) return idNumber
  return isRight(certificateNumber) ? certificateNumber : null
}

function isRight(number: NumberValue | null | undefined): number is NumberValue & { id18: string } {
  return number?.usable === true
}

/**
 * Where cells of one row contradict each other; told at the number, or at the end of validity.
 * `birthText` is the birth cell as written: one that names only a month is compared by month.
 */
export function disagreements(values: Record<string, unknown>, birthText: string): RowFault[] {
  // Only these keys are looked at, and define-file gives them these kinds.
  const own = values as OwnPerson
  const faults: RowFault[] = []
  const column = own.idNumber?.id18 ? 'idNumber' : 'certificateNumber'
  const id18 = own[column]?.id18
  if (id18) checkPerson(own, birthText, { id18, column }, faults)
  const certificate = own.certificateNumber
  if (certificate) checkCertificate(own, certificate, faults)
  if (own.issuedOn && own.validTo && own.validTo < own.issuedOn) {
    faults.push({ column: 'validTo', code: 'certificate.validity' })
  }
  return faults
}

type OwnNumber = { id18: string; column: string }

function checkPerson(
  own: OwnPerson,
  birthText: string,
  { id18, column }: OwnNumber,
  faults: RowFault[],
): void {
  const sex = id18.charCodeAt(16) % 2 === 1 ? 'male' : 'female'
  if (own.sex && own.sex !== sex) faults.push({ column, code: 'id.sex-differs' })
  if (own.birth && differs(own.birth, id18, birthText)) faults.push({ column, code: 'id.birth-differs' })
}

function differs(birth: PlainDate, id18: string, birthText: string): boolean {
  if (birth.slice(0, 4) !== id18.slice(6, 10) || birth.slice(5, 7) !== id18.slice(10, 12)) return true
  return birth.slice(8) !== id18.slice(12, 14) && parseLooseDate(birthText).precision === 'day'
}

function checkCertificate(own: OwnPerson, number: NumberValue, faults: RowFault[]): void {
  const column = 'certificateNumber'
  if (number.id18 && own.idNumber?.id18 && own.idNumber.id18 !== number.id18) {
    faults.push({ column, code: 'certificate.id-differs' })
  }
  if (number.certificate === null) return
  const { category, level } = number.certificate
  if (own.category && own.category !== category) faults.push({ column, code: 'certificate.category-differs' })
  if (own.level && own.level !== level) faults.push({ column, code: 'certificate.level-differs' })
}
