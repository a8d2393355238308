import type { RowFault } from '@zhucan/catalogue'
import type { FaultCode } from '@zhucan/kernel'

/**
 * What keeps a row of the register out: without these the person cannot be known, placed or told from others.
 * All other faults are warnings: the row is taken in and its fault stays listed.
 */
const blocking: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'id.length',
  'id.characters',
  'id.masked',
  'id.date',
  'id.future',
  'id.check',
  'id.invented',
  'id.elsewhere',
  'certificate.missing',
  'certificate.incomplete',
  'certificate.category',
  'certificate.level',
  'certificate.suffix',
  'certificate.id-differs',
  'name.missing',
  'region.missing',
  'household.unknown',
  'form.key-broken',
  'form.key-twice',
  'form.key-foreign',
  'form.number-differs',
  'row.duplicate',
])

/** Faults that keep a row out only in the columns it cannot do without. */
const blockingIn: ReadonlyMap<FaultCode, ReadonlySet<string>> = new Map<FaultCode, ReadonlySet<string>>([
  ['id.numeric-cell', new Set(['idNumber', 'certificateNumber'])],
  [
    'cell.formula-error',
    new Set(['idNumber', 'certificateNumber', 'name', 'hukouRegion', 'householdNumber']),
  ],
  ['region.unknown', new Set(['hukouRegion'])],
  ['region.ambiguous', new Set(['hukouRegion'])],
  ['region.out-of-reach', new Set(['hukouRegion'])],
  ['value.missing', new Set(['householdNumber'])],
])

/** True when a fault keeps its row out of the register. */
export const isBlocking = ({ column, code }: RowFault): boolean =>
  blocking.has(code) || (blockingIn.get(code)?.has(column) ?? false)
