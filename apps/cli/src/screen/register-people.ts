import { compileReader, type RowFault } from '@zhucan/catalogue'
import type { PlainDate } from '@zhucan/kernel'
import { isBlocking, makeClaimReader, type PersonClaim } from '@zhucan/server'
import type { ScreenTable } from './screen-tables.ts'

/** A person of the register as the engine gets it. */
export interface RegisterPerson {
  /** How the register's row is named in the answers. */
  label: string
  kind: 'holder' | 'relative'
  name: string | null
  id18: string | null
  sex: string | null
  birth: string | null
  category: string | null
  level: number | null
  certificateStatus: string
  validTo: string | null
  household: number | null
  isCarer: boolean
  /** Six digits, where the row gives the code of its place. */
  county: number | null
}

/** A household; `isRural` is null while no holder's row says so. */
export interface RegisterHousehold {
  code: string
  isRural: boolean | null
}

/** The register as far as rules look at it. */
export interface RegisterPeople {
  readonly people: RegisterPerson[]
  readonly households: RegisterHousehold[]
  readonly rows: number
  /** Rows that were not taken in, by the fault that kept them out. */
  readonly refused: ReadonlyMap<string, number>
  /** Whether anybody but holders was named, without which households look smaller than they are. */
  readonly hasFamilies: boolean
  addHolders(table: ScreenTable): Promise<void>
  addFamilies(table: ScreenTable): Promise<void>
}

/** Gathers the people of a register in memory, by the same faults and the same order as an import does. */
export function gatherRegister(day: PlainDate): RegisterPeople {
  const gathered = {
    people: [] as RegisterPerson[],
    households: [] as RegisterHousehold[],
    rows: 0,
    refused: new Map<string, number>(),
    hasFamilies: false,
  }
  const book: Book = {
    ...gathered,
    byNumber: new Map(),
    byCode: new Map(),
    byKey: new Map(),
    named: new Set(),
  }
  const add = async (table: ScreenTable, take: Take) => {
    for await (const { claim, label } of claims(table, day)) {
      gathered.rows += 1
      const fault = take(book, claim, label)
      if (fault !== null) gathered.refused.set(fault, (gathered.refused.get(fault) ?? 0) + 1)
    }
  }
  return Object.assign(gathered, {
    addHolders: (table: ScreenTable) => add(table, takeHolder),
    addFamilies: (table: ScreenTable) => {
      gathered.hasFamilies = true
      return add(table, takeRelative)
    },
  })
}

interface Book {
  people: RegisterPerson[]
  households: RegisterHousehold[]
  byNumber: Map<string, RegisterPerson>
  /** Households of a code; more than one when several counties number theirs alike. */
  byCode: Map<string, number[]>
  byKey: Map<string, number>
  named: Set<string>
}

async function* claims(table: ScreenTable, day: PlainDate) {
  const read = compileReader(table.definition, table.map, { day })
  const claim = makeClaimReader(table.definition)
  for await (const { row, id, cells } of table.rows) {
    const { values, faults } = read(cells)
    yield { claim: claim({ sheet: 0, row }, values, faults), label: id || String(row) }
  }
}

/** Places say nothing here: rules look at lines of the whole nation. */
const keepsOut = (fault: RowFault): boolean => isBlocking(fault) && !fault.code.startsWith('region.')

/** Takes a row in, or says which fault keeps it out. */
type Take = (book: Book, claim: PersonClaim, label: string) => string | null

function takeHolder(book: Book, claim: PersonClaim, label: string): string | null {
  const fault = claim.faults.find(keepsOut)
  if (fault) return fault.code
  if (claim.id18 === null) return 'id.characters'
  if (book.byNumber.has(claim.id18)) return 'row.duplicate'
  const person = { ...personOf(claim, label, 'holder'), household: householdOf(book, claim) }
  book.byNumber.set(claim.id18, person)
  book.people.push(person)
  return null
}

function takeRelative(book: Book, claim: PersonClaim, label: string): string | null {
  const fault = claim.faults.find((one) => keepsOut(one) && one.code !== 'id.missing')
  if (fault) return fault.code
  const code = claim.plain.householdNumber
  const [household, another] = typeof code === 'string' ? (book.byCode.get(code) ?? []) : []
  if (household === undefined || another !== undefined) return 'household.unknown'
  const known = claim.id18 === null ? undefined : book.byNumber.get(claim.id18)
  if (known?.kind === 'holder') {
    joinHousehold(known, claim, household)
    return null
  }
  const text = `${code} ${claim.name} ${String(claim.plain.birth ?? '')}`
  if (known || (claim.id18 === null && book.named.has(text))) return 'row.duplicate'
  const person = { ...personOf(claim, `family ${label}`, 'relative'), household }
  if (claim.id18 === null) book.named.add(text)
  else book.byNumber.set(claim.id18, person)
  book.people.push(person)
  return null
}

/** A family row about somebody who holds a certificate says only how they belong to the household. */
function joinHousehold(person: RegisterPerson, claim: PersonClaim, household: number): void {
  person.household = household
  if (typeof claim.plain.isCarer === 'boolean') person.isCarer = claim.plain.isCarer
}

function personOf(claim: PersonClaim, label: string, kind: RegisterPerson['kind']) {
  const county = countyCode(claim)
  const { plain } = claim
  const text = (key: string) => (typeof plain[key] === 'string' ? plain[key] : null)
  const state = text('certificateState')
  const level = typeof plain.level === 'number' ? plain.level : null
  return {
    label,
    kind,
    name: claim.name,
    id18: claim.id18,
    sex: text('sex'),
    birth: text('birth'),
    category: text('category'),
    level,
    certificateStatus:
      level === null ? 'none' : state === 'frozen' || state === 'cancelled' ? state : 'issued',
    validTo: text('validTo'),
    isCarer: plain.isCarer === true,
    county: county === null ? null : Number(county),
  }
}

/** The county of a place that is written as a code. */
function countyCode({ hukouText }: PersonClaim): string | null {
  return hukouText !== null && /^\d{6,12}$/.test(hukouText) ? hukouText.slice(0, 6) : null
}

/** Counties number their households themselves, so where the row gives a region code its county belongs to the name. */
function householdOf(book: Book, claim: PersonClaim): number | null {
  const { plain } = claim
  const code = plain.householdNumber
  if (typeof code !== 'string') return null
  const key = `${countyCode(claim) ?? ''} ${code}`
  let at = book.byKey.get(key)
  if (at === undefined) {
    at = book.households.push({ code, isRural: null }) - 1
    book.byKey.set(key, at)
    book.byCode.set(code, [...(book.byCode.get(code) ?? []), at])
  }
  const household = book.households[at]!
  if (plain.hukouKind === 'rural') household.isRural = true
  else if (plain.hukouKind === 'urban') household.isRural ??= false
  return at
}
