import {
  type FaultCode,
  hasLostCharacter,
  inspectIdentity,
  isUsable,
  monthOf,
  normaliseName,
  type PlainDate,
  parseCategory,
  parseLevel,
  parseLooseDate,
  parseSex,
  parseYuan,
} from '@zhucan/kernel'
import type { Cell } from './cell.ts'
import type { Choice, ColumnDefinition, ColumnKind } from './define-file.ts'
import { normaliseHeader } from './header-text.ts'
import type { NumberValue } from './row-values.ts'

/** What every reader of a run shares. */
export type ReadOptions = {
  readonly day: PlainDate
  /** Whether the first six digits of a number were ever a region code; left out = not checked. */
  readonly isKnownPrefix?: (six: string) => boolean
}

/** Reads a cell that is not blank; null stands for a placeholder such as 无, a code for what is wrong. */
export type ReadCell = (text: string, kind: Cell['kind'], faults: FaultCode[]) => unknown

type ReadNumber = (...cell: Parameters<ReadCell>) => NumberValue | null

const maxText = 1000
const placeholders = new Set([
  '-',
  '--',
  '—',
  '——',
  '/',
  '\\',
  '无',
  '暂无',
  '没有',
  '不详',
  '未知',
  '空',
  'NULL',
  'null',
  'NA',
  'N/A',
])
const longNumber = /^[+-]?\d{16,}(?:\.0*)?$|[eE]/
const yesWords = /^(?:是|有|对|完成|竣工|y|yes|true|1|√|✓|✔)$|^已/i
const noWords = /^(?:否|无|没有|不是|非|n|no|false|0|×|✗|x)$|^未(?!知)|^(?:尚未|正在|在建)/i
const mobile = /^1[3-9]\d{9}$/
const landline = /^0?\d{2,3}\d{7,8}$|^\d{7,8}$|^[48]00\d{7}$/

/** The fault of a blank cell in a required column. */
export function missingFault(kind: ColumnKind): FaultCode {
  const own: Partial<Record<ColumnKind, FaultCode>> = {
    idNumber: 'id.missing',
    certificateNumber: 'certificate.missing',
    name: 'name.missing',
    date: 'date.missing',
    month: 'date.missing',
    region: 'region.missing',
  }
  return own[kind] ?? 'value.missing'
}

/** Makes the reader of one column. */
export function makeReadCell(column: ColumnDefinition, options: ReadOptions): ReadCell {
  const makers: Record<ColumnKind, () => ReadCell> = {
    idNumber: () => numberReader(options),
    certificateNumber: () => certificateReader(options),
    name: () => readName,
    sex: () => listed(parseSex, 'sex.unknown'),
    category: () => listed(parseCategory, 'category.unknown'),
    level: () => listed(parseLevel, 'level.unknown'),
    date: () => dateReader(column, options.day),
    month: () => monthReader(column, options.day),
    money: () => readMoney,
    integer: () => readInteger,
    yesNo: () => listed(parseYesNo, 'value.not-in-list'),
    text: () => readText,
    phone: () => readPhone,
    region: () => readText,
    choice: () => listed(choiceParser(column.choices ?? []), 'value.not-in-list'),
  }
  return makers[column.kind]()
}

function isPlaceholder(text: string): boolean {
  return text.length <= 4 && placeholders.has(text)
}

/** Digits of a number cell in full; the sheet may hold 13812345678 as 1.3812345678E10. */
function plainText(text: string, kind: Cell['kind']): string {
  if (kind !== 'number') return text
  if (!/[eE]/.test(text)) return text.replace(/\.0+$/, '')
  const number = Number(text)
  return Math.abs(number) < 1e15 ? String(number) : text
}

/** Spreadsheets keep fifteen digits of a number and turn the rest into zeros. */
function lostDigits(text: string, kind: Cell['kind']): boolean {
  return kind === 'number' && longNumber.test(text)
}

function numberReader(options: ReadOptions): ReadNumber {
  return (text, kind, faults) => {
    const raw = plainText(text, kind)
    if (lostDigits(raw, kind)) {
      faults.push('id.numeric-cell')
      return { raw, kind: 'none', id18: null, usable: false, certificate: null }
    }
    const identity = inspectIdentity(raw, options)
    if (identity.faults[0] === 'id.missing') return null
    faults.push(...identity.faults)
    const { id18, certificate } = identity
    return { raw, kind: identity.kind, id18, usable: isUsable(identity), certificate }
  }
}

function certificateReader(options: ReadOptions): ReadCell {
  const read = numberReader(options)
  return (text, kind, faults) => {
    const value = read(text, kind, faults)
    if (value?.kind === 'id18' || value?.kind === 'id15') faults.push('certificate.incomplete')
    return value
  }
}

function readName(text: string, _kind: Cell['kind'], faults: FaultCode[]): string | null {
  if (isPlaceholder(text)) return null
  const name = normaliseName(text)
  if (hasLostCharacter(name)) faults.push('name.lost-character')
  else if (/[\d@#%&=]/.test(name)) faults.push('name.characters')
  return name
}

/** Remembers what each distinct text means; lists repeat a handful of them. */
function listed<Value>(parse: (text: string) => Value | null, fault: FaultCode): ReadCell {
  const known = new Map<string, Value | null>()
  return (text, kind, faults) => {
    let value = known.get(text)
    if (value === undefined) {
      value = parse(plainText(text, kind))
      if (known.size < 1000) known.set(text, value)
    }
    if (value === null && !isPlaceholder(text)) faults.push(fault)
    return value
  }
}

function choiceParser(choices: readonly Choice[]): (text: string) => string | null {
  const values = new Map<string, string>()
  for (const { value, label, aliases } of choices) {
    for (const word of [value, label.zh, label.en, ...aliases]) values.set(normaliseHeader(word), value)
  }
  return (text) => values.get(normaliseHeader(text)) ?? null
}

function parseYesNo(text: string): boolean | null {
  const word = text.normalize('NFKC').trim()
  if (yesWords.test(word)) return true
  return noWords.test(word) ? false : null
}

function dateReader(column: ColumnDefinition, day: PlainDate): ReadCell {
  return (text, kind, faults) => {
    const { date, fault } = parseLooseDate(plainText(text, kind))
    if (fault) faults.push(fault)
    else if (column.past && date !== null && date > day) faults.push('date.future')
    return date
  }
}

function monthReader(column: ColumnDefinition, day: PlainDate): ReadCell {
  return (text, kind, faults) => {
    const { date, fault } = parseLooseDate(plainText(text, kind))
    if (fault) faults.push('month.invalid')
    if (date === null) return null
    const month = monthOf(date)
    if (column.past && month > monthOf(day)) faults.push('date.future')
    return month
  }
}

function readMoney(text: string, _kind: Cell['kind'], faults: FaultCode[]): bigint | null {
  const fen = parseYuan(text)
  if (fen === null && !isPlaceholder(text)) faults.push('money.invalid')
  if (fen !== null && fen < 0n) faults.push('money.negative')
  return fen
}

function readInteger(text: string, kind: Cell['kind'], faults: FaultCode[]): number | null {
  const digits = plainText(text, kind)
    .normalize('NFKC')
    .trim()
    .replace(/(?:\.0+)?\p{Script=Han}*$/u, '')
  if (/^-?\d{1,9}$/.test(digits)) return Number(digits)
  if (!isPlaceholder(text)) faults.push('integer.invalid')
  return null
}

function readText(text: string, kind: Cell['kind'], faults: FaultCode[]): string {
  const plain = plainText(text, kind)
  if (lostDigits(plain, kind)) faults.push('id.numeric-cell')
  if (plain.length <= maxText) return plain
  faults.push('value.too-long')
  return plain.slice(0, maxText)
}

function readPhone(text: string, kind: Cell['kind'], faults: FaultCode[]): string | null {
  if (isPlaceholder(text)) return null
  const first =
    plainText(text, kind)
      .normalize('NFKC')
      .split(/[/,、;，；]/, 1)[0] ?? ''
  const digits = first.replaceAll(/[\s\-()]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
  if (mobile.test(digits) || landline.test(digits)) return digits
  faults.push('phone.invalid')
  return digits
}
