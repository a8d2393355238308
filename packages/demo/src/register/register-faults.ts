import { type FaultCode, makeIdNumber, type PlainDate } from '@zhucan/kernel'
import type { CellValue } from '@zhucan/sheets'
import { writeNumber } from '../faults/number.ts'
import { REGISTER_RATES } from '../faults/rates.ts'
import { CATEGORY_WORDS, LEVEL_WORDS } from '../lists/certificate-words.ts'
import type { Household, Person } from '../people/model.ts'
import type { Plan } from '../plan.ts'
import { type Random, randomOf } from '../random.ts'

/** Something wrong in one cell of the row, by column key. */
export interface PlantedFault {
  key: string
  code: FaultCode
}

/** How the register's own row about a holder differs from what it should be. */
export interface HolderSpoiling {
  /** False when the row cannot be taken in: no usable number, or no place. */
  isImported: boolean
  /** The row stands in the sheet a second time. */
  isRepeated: boolean
  cells: Readonly<Record<string, CellValue>>
  faults: readonly PlantedFault[]
  variants: readonly { key: string; kind: string }[]
}

const CLEAN: HolderSpoiling = { isImported: true, isRepeated: false, cells: {}, faults: [], variants: [] }

/**
 * What is wrong in the register row of a holder. Where readers may differ (which of two values counts, whether the
 * row is taken) the home is a quiet one, so that the expected clues do not depend on it.
 */
export function spoilHolder(person: Person, household: Household, plan: Plan): HolderSpoiling {
  const random = randomOf(plan.seed, 'register-faults', person.no)
  if (random.chance(REGISTER_RATES.blocked)) return block(person, plan)
  if (household.isQuiet && random.chance(REGISTER_RATES.spoiled))
    return random.pick(QUIET_FAULTS)(person, random)
  if (random.chance(REGISTER_RATES.variant)) return vary(person, plan)
  if (person.phone !== '' && random.chance(REGISTER_RATES.phone))
    return oneCell('phone', `${person.phone}0`, 'phone.invalid')
  return CLEAN
}

/** The same damage in both numbers: the certificate number begins with the ID. */
function block(person: Person, { seed, day }: Plan): HolderSpoiling {
  const where = { seed, day, place: 'register', no: person.no }
  const id = writeNumber(person.id18, where, 'damaged')
  const tail = person.certificate!.number.slice(18)
  const number =
    typeof id.raw === 'number' || id.raw === '' ? id.raw : id.raw.length < 18 ? id.raw : id.raw + tail
  const faults: PlantedFault[] = [
    { key: 'certificateNumber', code: id.raw === '' ? 'certificate.missing' : id.fault! },
  ]
  // A blank ID number alone is no fault: the certificate number carries it.
  if (id.raw !== '') faults.unshift({ key: 'idNumber', code: id.fault! })
  return { ...CLEAN, isImported: false, cells: { idNumber: id.raw, certificateNumber: number }, faults }
}

function vary(person: Person, { seed, day }: Plan): HolderSpoiling {
  const { raw, variant } = writeNumber(
    person.id18,
    { seed, day, place: 'register', no: person.no },
    'variant',
  )
  return variant === null
    ? CLEAN
    : { ...CLEAN, cells: { idNumber: raw }, variants: [{ key: 'idNumber', kind: variant }] }
}

function oneCell(key: string, value: CellValue, code: FaultCode, tellAt = key): HolderSpoiling {
  return { ...CLEAN, cells: { [key]: value }, faults: [{ key: tellAt, code }] }
}

const QUIET_FAULTS: readonly ((person: Person, random: Random) => HolderSpoiling)[] = [
  ({ birth }) => oneCell('birth', otherDay(birth), 'id.birth-differs', 'idNumber'),
  ({ sex }) => oneCell('sex', sex === 'male' ? '女' : '男', 'id.sex-differs', 'idNumber'),
  () => oneCell('level', '五级', 'level.unknown'),
  () => oneCell('category', '待定', 'category.unknown'),
  ({ certificate }) =>
    oneCell(
      'category',
      CATEGORY_WORDS[certificate!.category === 'vision' ? 'hearing' : 'vision'],
      'certificate.category-differs',
      'certificateNumber',
    ),
  ({ certificate }) =>
    oneCell(
      'level',
      LEVEL_WORDS[certificate!.level === 3 ? 4 : 3],
      'certificate.level-differs',
      'certificateNumber',
    ),
  (_person, random) => keptOut(oneCell('hukouRegion', `99010199${random.int(1000, 9999)}`, 'region.unknown')),
  ({ name }) => oneCell('name', `${[...name].slice(0, -1).join('')}?`, 'name.lost-character'),
  () => oneCell('validTo', '2031-02-30', 'date.invalid'),
  () => keptOut(oneCell('certificateNumber', null, 'certificate.missing')),
  ({ id18 }) =>
    keptOut(oneCell('idNumber', numberOfNobody(id18), 'certificate.id-differs', 'certificateNumber')),
  () => ({ ...CLEAN, isRepeated: true }),
]

/** The fault keeps the row out of the register. */
function keptOut(spoiling: HolderSpoiling): HolderSpoiling {
  return { ...spoiling, isImported: false }
}

/** A day of another month of the same year, as when two digits are read wrongly. */
function otherDay(birth: PlainDate): string {
  const month = (Number(birth.slice(5, 7)) % 12) + 1
  return `${birth.slice(0, 5)}${String(month).padStart(2, '0')}-${birth.slice(8) > '28' ? '28' : birth.slice(8)}`
}

/** A right number from the eighth lane of sequences, which is given to nobody. */
function numberOfNobody(id18: string): string {
  const birth = `${id18.slice(6, 10)}-${id18.slice(10, 12)}-${id18.slice(12, 14)}` as PlainDate
  const isMale = id18.charCodeAt(16) % 2
  return makeIdNumber(id18.slice(0, 6), birth, 2 * (458 + (Number(id18.slice(14, 17)) % 31)) + isMale)
}
