import { type Category, categoryOfDigit, type Level } from './category.ts'
import type { FaultCode } from './fault-codes.ts'
import { hasRightCheck, normaliseNumber, upgradeId15 } from './id-number.ts'
import { isRealDay, type PlainDate } from './plain-date.ts'
import type { Sex } from './sex.ts'

/** What the caller knows about the person besides the number. */
export type IdentityOptions = {
  /** Day of the check; births after it are faults. */
  day: PlainDate
  birth?: PlainDate
  sex?: Sex
  isKnownPrefix?(six: string): boolean
}

/** The certificate part of a number: base20 without suffix, reissue 0 or the n of Bn. */
export type CertificateNumber = { base20: string; category: Category; level: Level; reissue: number }

/** What a number cell says. A person may be looked up by id18 when it is not null and 'id.check' is not among the faults. */
export type Identity = {
  kind: 'id18' | 'id15' | 'certificate' | 'none'
  /** 18 characters (upgraded from 15, or the front of a certificate); null when digits or birth date are impossible. */
  id18: string | null
  /** Null unless category, level and suffix are all right. */
  certificate: CertificateNumber | null
  birth: PlainDate | null
  sex: Sex | null
  faults: FaultCode[]
}

const blanks = new Set([
  '',
  '0',
  '/',
  '无',
  '暂无',
  '没有',
  '无证',
  '未办理',
  '未办证',
  '不详',
  '空',
  'NULL',
  'NA',
  'N/A',
  'NONE',
])
const scientific = /^\s*\d(?:\.\d+)?[eE]\+?\d{2}\s*$/
const masked = /^[0-9]{2,}[*＊]{2,}[0-9X*＊B]*$/
const suffixShape = /^B([1-9]\d?)$/

/** Reads a cell that may hold an ID (18 or 15) or a certificate number (20, 22, 23); never throws. */
export function inspectIdentity(raw: string, options: IdentityOptions): Identity {
  if (raw.length === 18 && hasIdShape(raw)) return readId(raw, 'id18', options)
  if (scientific.test(raw.normalize('NFKC'))) return none('id.numeric-cell')
  const number = normaliseNumber(raw)
  if (blanks.has(number)) return none('id.missing')
  const wrong = wrongCharacters(number)
  if (wrong !== null) return none(wrong)
  if (number.length === 15) return readId(upgradeId15(number), 'id15', options)
  if (number.length === 18) return readId(number, 'id18', options)
  return number.length >= 20 ? readCertificate(number, options) : none('id.length')
}

/** True when a person may be looked up by this number: structure, birth date and check character are right. */
export function isUsable(identity: Identity): identity is Identity & { id18: string } {
  return identity.id18 !== null && !identity.faults.includes('id.check')
}

function none(fault: FaultCode): Identity {
  return { kind: 'none', id18: null, certificate: null, birth: null, sex: null, faults: [fault] }
}

function isDigits(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    if (!(code >= 48 && code <= 57)) return false
  }
  return true
}

function hasIdShape(text: string): boolean {
  const end = text.charCodeAt(17)
  return (end === 88 || (end >= 48 && end <= 57)) && isDigits(text, 0, 17)
}

function wrongCharacters(number: string): FaultCode | null {
  if (masked.test(number)) return 'id.masked'
  if (!/^[0-9XB]+$/.test(number)) return 'id.characters'
  if (number.length < 18) return isDigits(number, 0, number.length) ? null : 'id.characters'
  return hasIdShape(number) ? null : 'id.characters'
}

function readId(id18: string, kind: Identity['kind'], options: IdentityOptions): Identity {
  const faults: FaultCode[] = []
  const birth = birthOf(id18)
  const sex: Sex = id18.charCodeAt(16) % 2 === 1 ? 'male' : 'female'
  if (options.isKnownPrefix && !options.isKnownPrefix(id18.slice(0, 6))) faults.push('id.prefix')
  if (birth === null) faults.push('id.date')
  else if (birth > options.day) faults.push('id.future')
  if (kind !== 'id15' && !hasRightCheck(id18)) faults.push('id.check')
  if (options.sex !== undefined && options.sex !== sex) faults.push('id.sex-differs')
  if (options.birth !== undefined && birth !== null && options.birth !== birth)
    faults.push('id.birth-differs')
  return { kind, id18: birth === null ? null : id18, certificate: null, birth, sex, faults }
}

function birthOf(id18: string): PlainDate | null {
  const year = id18.slice(6, 10)
  const month = id18.slice(10, 12)
  const day = id18.slice(12, 14)
  if (Number(year) < 1800 || !isRealDay(Number(year), Number(month), Number(day))) return null
  return `${year}-${month}-${day}` as PlainDate
}

function readCertificate(number: string, options: IdentityOptions): Identity {
  const identity = readId(number.slice(0, 18), 'certificate', options)
  const category = categoryOfDigit(number.charCodeAt(18) - 48)
  const level = number.charCodeAt(19) - 48
  const suffix = number.length === 20 ? null : suffixShape.exec(number.slice(20))
  const suffixIsWrong = number.length > 20 && suffix === null
  if (category === null) identity.faults.push('certificate.category')
  if (level < 1 || level > 4) identity.faults.push('certificate.level')
  if (suffixIsWrong) identity.faults.push('certificate.suffix')
  if (category !== null && level >= 1 && level <= 4 && !suffixIsWrong) {
    const reissue = suffix === null ? 0 : Number(suffix[1])
    identity.certificate = { base20: number.slice(0, 20), category, level: level as Level, reissue }
  }
  return identity
}

/** Writes a certificate number as printed: base20, then Bn after n re-issues. */
export function formatCertificate(certificate: CertificateNumber): string {
  return certificate.reissue === 0 ? certificate.base20 : `${certificate.base20}B${certificate.reissue}`
}

/** The certificate number of a person: ID, category digit, level; `reissue` adds the suffix. */
export function makeCertificateNumber(id18: string, category: Category, level: Level, reissue = 0): string {
  const digit = categoryDigits[category]
  return `${id18}${digit}${level}${reissue === 0 ? '' : `B${reissue}`}`
}

const categoryDigits: Readonly<Record<Category, number>> = {
  vision: 1,
  hearing: 2,
  speech: 3,
  physical: 4,
  intellectual: 5,
  mental: 6,
  multiple: 7,
}
