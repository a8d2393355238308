import type { FaultCode } from '@zhucan/kernel'
import type { CellValue } from '@zhucan/sheets'
import { writeName } from '../faults/name.ts'
import { type WrittenNumber, writeNumber } from '../faults/number.ts'
import { BLANK_ROW_RATE } from '../faults/rates.ts'
import { makeStrangers } from '../people/households.ts'
import { makeIdSupply } from '../people/id-supply.ts'
import type { Household } from '../people/model.ts'
import type { Village } from '../places.ts'
import type { Plan } from '../plan.ts'
import { randomOf } from '../random.ts'
import type { Counts, Entry, ListKind, MakeStrangers } from './list-kind.ts'

/** One row of a list as it will stand in the file. */
export interface ListRow {
  values: CellValue[]
  /** Register number of the person the row is about; null for strangers. */
  personNo: string | null
  /** Whether the row's number leads to that person. */
  isUsable: boolean
  faults: { key: string; code: FaultCode }[]
  variants: { key: string; kind: string }[]
  isBlankBehind: boolean
}

/** Every entry of a list, village by village: the register's people first, then strangers of the village. */
export function* listEntries(kind: ListKind, plan: Plan): Generator<Entry> {
  const strangers = strangerMaker(kind, plan)
  let village: Village | null = null
  for (const household of plan.households) {
    if (village !== null && village !== household.village)
      yield* strangersIn(kind, plan, { village, strangers })
    village = household.village
    yield* kind.rowsOf(household, plan)
  }
  if (village !== null) yield* strangersIn(kind, plan, { village, strangers })
}

type StrangerSource = ReturnType<typeof strangerMaker>

function strangersIn(
  kind: ListKind,
  plan: Plan,
  { village, strangers }: { village: Village; strangers: StrangerSource },
): Entry[] {
  return kind.strangersOf(village, plan, strangers(village))
}

function strangerMaker(kind: ListKind, plan: Plan): (village: Village) => MakeStrangers {
  const supply = makeIdSupply(kind.lane)
  let serial = 0
  const make = (village: Village, age: readonly [number, number]): Household => {
    const random = randomOf(plan.seed, 'stranger', kind.lane, ++serial)
    const number = `S${kind.lane}${String(serial).padStart(8, '0')}`
    return makeStrangers(plan, village, { random, supply, number, age })
  }
  return (village) => (perHolder, age) => {
    const count = Math.floor(
      village.holders * perHolder + randomOf(plan.seed, 'strangers', kind.lane, village.code).next(),
    )
    return Array.from({ length: count }, () => make(village, age))
  }
}

/** Counts a list without writing it, for titles that tell numbers. */
export function countList(kind: ListKind, plan: Plan): Counts {
  const counts: Counts = { rows: 0, people: 0, households: 0 }
  let last: Household | null = null
  for (const { household } of listEntries(kind, plan)) {
    counts.rows++
    counts.people++
    if (last?.number !== household.number) counts.households++
    last = household
  }
  return counts
}

/** The number of an entry as this office wrote it. */
export function numberIn(
  kind: ListKind,
  { number, person, spoiling }: Entry,
  { seed, day }: Plan,
): WrittenNumber {
  return writeNumber(number, { seed, day, place: kind.id, no: person.no }, spoiling)
}

/** Every row of a list as it will stand in the file, doubled rows included. */
export function* listRows(kind: ListKind, plan: Plan): Generator<ListRow> {
  let serial = 0
  for (const entry of listEntries(kind, plan)) {
    const row = writeEntry(kind, entry, { plan, serial: ++serial })
    yield row
    if (kind.repeated > 0 && randomOf(plan.seed, 'repeated', kind.id, serial).chance(kind.repeated)) {
      // Without a usable number nobody can see that it is the same person.
      const isSeen = row.faults.every(({ key }) => key !== 'idNumber')
      yield isSeen ? { ...row, faults: [...row.faults, { key: 'idNumber', code: 'row.duplicate' }] } : row
    }
  }
}

function writeEntry(kind: ListKind, entry: Entry, { plan, serial }: { plan: Plan; serial: number }): ListRow {
  const { person, numberOf } = entry
  const number = numberIn(kind, entry, plan)
  const name = writeName(person.name, { seed: plan.seed, place: kind.id, no: person.no })
  const context = { day: plan.day, serial, name: name.raw, number: asWritten(number.raw, kind) }
  const row: ListRow = {
    values: kind.columns.map((column) => column.cell(entry, context)),
    personNo: person.kind === 'outsider' ? null : person.no,
    isUsable: number.isUsable && numberOf === person,
    faults: [],
    variants: [],
    isBlankBehind: false,
  }
  note(row, 'idNumber', number)
  note(row, 'name', name)
  if (numberOf !== person) noteOther(row, kind)
  if (person.kind === 'outsider') slip(row, kind, randomOf(plan.seed, 'slip', kind.id, serial).next())
  row.isBlankBehind = randomOf(plan.seed, 'blank', kind.id, serial).chance(BLANK_ROW_RATE)
  return row
}

/** A text file keeps what the spreadsheet showed: 9.90101E+17. */
function asWritten(raw: string | number, { layout }: ListKind): string | number {
  if (typeof raw === 'string' || layout.format === 'xlsx') return raw
  return `${raw.toExponential(5).replace('e', 'E')}`
}

function note(row: ListRow, key: string, written: { fault: FaultCode | null; variant: string | null }): void {
  if (written.fault !== null) row.faults.push({ key, code: written.fault })
  else if (written.variant !== null) row.variants.push({ key, kind: written.variant })
}

/** Another person's number is told by the birth date, where the list has one. */
function noteOther(row: ListRow, kind: ListKind): void {
  row.variants.push({ key: 'idNumber', kind: 'number-of-another' })
  if (kind.columns.some(({ key }) => key === 'birth'))
    row.faults.push({ key: 'idNumber', code: 'id.birth-differs' })
}

function slip(row: ListRow, kind: ListKind, chance: number): void {
  let below = 0
  for (const { key, code, rate, text } of kind.slips) {
    below += rate
    if (chance >= below) continue
    row.values[kind.columns.findIndex((column) => column.key === key)] = text
    row.faults = row.faults.filter((fault) => fault.key !== key)
    row.faults.push({ key, code })
    return
  }
}
