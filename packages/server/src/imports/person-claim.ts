import type { ColumnKind, NumberValue, RowFault, SheetDefinition, Values } from '@zhucan/catalogue'
import { formatCertificate, hideNumbers, type PlainDate } from '@zhucan/kernel'
import type { SealedFields } from '../register/index.ts'

/** What a row says about its person: plain values, numbers apart, and the two official numbers. */
export interface PersonClaim {
  sheet: number
  row: number
  name: string | null
  plain: Record<string, unknown>
  numbers: SealedFields
  /** 18 characters, only when usable. */
  id18: string | null
  /** Column that the number came from, where faults of the person as a whole are told. */
  numberColumn: 'idNumber' | 'certificateNumber'
  /** As printed, with its suffix. */
  certificate: string | null
  hukouText: string | null
  residenceText: string | null
  faults: RowFault[]
  /** Of a form that came back: the row's key and its cells as they stand, by column. */
  form?: { key: string | null; cells: Readonly<Record<string, string>> }
}

type CellValues = Readonly<Record<string, unknown>>
/** Keys whose values are kept sealed. */
export type SealedKey = 'phone' | 'guardianPhone' | 'bankAccount'

const sealedKeys: ReadonlySet<string> = new Set<SealedKey>(['phone', 'guardianPhone', 'bankAccount'])
const apart: ReadonlySet<ColumnKind> = new Set<ColumnKind>(['idNumber', 'certificateNumber', 'region'])

/** What holds whatever somebody typed, a number that slipped into the wrong column too. */
const free: ReadonlySet<ColumnKind> = new Set<ColumnKind>(['text', 'name'])

/** True for fields that never stand among plain values. */
export const isSealedKey = (key: string): key is SealedKey => sealedKeys.has(key)

/** Prepares the turning of a sheet's read rows into claims. */
export function makeClaimReader(sheet: SheetDefinition) {
  const plainKeys = Object.entries(sheet.columns).filter(([, { kind }]) => !apart.has(kind))
  return (place: { sheet: number; row: number }, values: CellValues, faults: RowFault[]): PersonClaim => {
    const id = (values.idNumber ?? null) as NumberValue | null
    const certificate = (values.certificateNumber ?? null) as NumberValue | null
    const claim: PersonClaim = {
      ...place,
      name: typeof values.name === 'string' ? hideNumbers(values.name) : null,
      plain: {},
      numbers: {},
      id18: usableNumber(id, certificate),
      numberColumn: id === null && certificate !== null ? 'certificateNumber' : 'idNumber',
      certificate: printedCertificate(certificate),
      hukouText: textOf(values.hukouRegion),
      residenceText: textOf(values.residenceRegion),
      faults: [...faults],
    }
    for (const [key, { kind }] of plainKeys) setValue(claim, key, kind, values[key])
    if (certificate?.certificate) setCertificate(claim.plain, certificate.certificate)
    if (claim.id18) setFromNumber(claim.plain, claim.id18)
    return claim
  }
}

function setValue(claim: PersonClaim, key: string, kind: ColumnKind, value: unknown): void {
  if (value === null || value === undefined) return
  if (isSealedKey(key)) claim.numbers[key] = String(value)
  else if (free.has(kind) && key !== 'householdNumber') claim.plain[key] = hideNumbers(String(value))
  else claim.plain[key] = typeof value === 'bigint' ? Number(value) : value
}

/** A blank ID cell is made good by the certificate, which begins with it; a wrong one is not. */
function usableNumber(id: NumberValue | null, certificate: NumberValue | null): string | null {
  const number = id ?? certificate
  return number?.usable ? number.id18 : null
}

function printedCertificate(number: NumberValue | null): string | null {
  return number?.usable && number.certificate ? formatCertificate(number.certificate) : null
}

/** The certificate's own digits are what was decided; cells that differ stay a fault. */
function setCertificate(
  plain: Record<string, unknown>,
  certificate: NonNullable<NumberValue['certificate']>,
) {
  plain.category = certificate.category
  plain.level = certificate.level
  if (certificate.reissue > 0) plain.reissue = certificate.reissue
}

/** A number with a right check character is more certain than the cells beside it. */
function setFromNumber(plain: Record<string, unknown>, id18: string): void {
  plain.birth = `${id18.slice(6, 10)}-${id18.slice(10, 12)}-${id18.slice(12, 14)}` as PlainDate
  plain.sex = id18.charCodeAt(16) % 2 === 1 ? 'male' : 'female'
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null

/** Parts what is shown or said into plain values and numbers to be sealed. */
export function splitSealed(values: Values): { plain: Record<string, unknown>; numbers: SealedFields } {
  const plain: Record<string, unknown> = {}
  const numbers: SealedFields = {}
  for (const [key, value] of Object.entries(values)) {
    if (isSealedKey(key)) numbers[key] = String(value)
    else plain[key] = value
  }
  return { plain, numbers }
}
