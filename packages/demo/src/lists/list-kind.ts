import type { FaultCode, PlainDate } from '@zhucan/kernel'
import type { CellValue } from '@zhucan/sheets'
import type { Spoiling } from '../faults/number.ts'
import type { Household, Person } from '../people/model.ts'
import type { Village } from '../places.ts'
import type { Plan } from '../plan.ts'
import type { Random } from '../random.ts'

/** One row that a department has about one person, before anybody writes it down. */
export interface Entry {
  household: Household
  /** Whom the row is about. */
  person: Person
  /** Whose number stands in the row; another than `person` only by mistake. */
  numberOf: Person
  /** The number as it stands in that department's system: ID or certificate. */
  number: string
  /** What may go wrong with the number here. */
  spoiling: Spoiling
  random: Random
}

/** A column of a list: the header as this office words it, and what stands under it. */
export interface Column<Row extends Entry> {
  /** Column key of the catalogue, or null for columns nobody asked for. */
  key: string | null
  header: string
  cell(row: Row, context: CellContext): CellValue
}

/** What a cell may need besides its row. */
export interface CellContext {
  day: PlainDate
  /** Number of the row among the data rows, from 1. */
  serial: number
  /** Name and number as written in this row. */
  name: string
  number: string | number
}

/** A mistake in one cell of a stranger's row; it concerns nobody of the register. */
export interface Slip {
  key: string
  code: FaultCode
  rate: number
  text: string
}

/** Numbers that stand in titles and total rows. */
export interface Counts {
  rows: number
  people: number
  households: number
}

/** How a list is laid out as a file. */
export interface Layout {
  format: 'xlsx' | 'csv'
  encoding?: 'utf-8' | 'gb18030'
  sheetName: string
  /** Title of the sheet and further lines above the header. */
  above(counts: Counts, place: ListPlace): readonly string[]
  /** Last row under the list; none where the office does not add one. */
  below?(counts: Counts): readonly CellValue[]
  /** A second sheet of explanations. */
  notes?: readonly string[]
  /** True when the lines above the header tell numbers, so that rows must be counted first. */
  isCounted?: boolean
}

/** Whose list it is and of when. */
export interface ListPlace {
  area: string
  day: PlainDate
}

/** One kind of department list: which people are on it, and how that office writes them down. */
export interface ListKind<Row extends Entry = Entry> {
  /** Id of the file type in the catalogue. */
  id: string
  /** Lane of the supply of numbers for strangers. */
  lane: number
  layout: Layout
  columns: readonly Column<Row>[]
  slips: readonly Slip[]
  /** Share of rows that stand in the list twice by mistake; 0 where the office's system does not let them. */
  repeated: number
  /** Rows about a household of the register; nothing here may depend on other households. */
  rowsOf(household: Household, plan: Plan): Row[]
  /** Rows about people of the village whom the register does not know. */
  strangersOf(village: Village, plan: Plan, strangers: MakeStrangers): Row[]
}

/** Makes families of strangers: how many for so many register rows, and how old their centre is. */
export type MakeStrangers = (perHolder: number, age: readonly [number, number]) => Household[]

/** A list kind whose own row type the reader need not know. */
export function listKind<Row extends Entry>(kind: ListKind<Row>): ListKind {
  // The rows a kind makes are the only rows its own columns ever see.
  return kind as unknown as ListKind
}

/** A row about a person under the person's own ID number. */
export function entryOf(household: Household, person: Person, random: Random): Entry {
  return { household, person, numberOf: person, number: person.id18, spoiling: 'any', random }
}
