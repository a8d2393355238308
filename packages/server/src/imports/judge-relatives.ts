import { type BlindKey, blindKey } from '../register/index.ts'
import type { RegisterCheck } from './check-register.ts'
import { isBlocking } from './fault-weight.ts'
import {
  findHistories,
  findHouseholds,
  findPeopleByNumber,
  findRelatives,
  findTakenNumbers,
  type KnownHousehold,
  type KnownPerson,
  keyText,
  type NamedRelative,
  relativeText,
} from './known-people.store.ts'
import type { PersonClaim } from './person-claim.ts'
import { stageFaulty, stageKnown, stageMember, stageNew } from './stage-person.ts'
import type { StagedRow } from './staged-rows.store.ts'

interface Relative {
  claim: PersonClaim
  number: BlindKey | null
  household: KnownHousehold | undefined
  /** By household, name and birth; null when one of them is missing. */
  text: string | null
}

/**
 * Says of each family row whether its person is new or known. A relative is known by the number, or without one by
 * household, name and birth; someone who holds a certificate stays that person and only joins the household.
 */
export async function judgeRelatives(check: RegisterCheck, claims: PersonClaim[]): Promise<StagedRow[]> {
  const { ctx } = check
  const codes = [...new Set(claims.flatMap(({ plain }) => householdOf(plain) ?? []))]
  const households = await findHouseholds(ctx, codes)
  const named = await findRelatives(ctx, codes)
  const relatives = claims.map((claim) => prepare(check, claim, households))
  const numbers = relatives.flatMap(({ number }) => (number === null ? [] : [number]))
  const known = await findPeopleByNumber(ctx, numbers)
  const taken = await findTakenNumbers(
    ctx,
    numbers.filter((number) => !known.has(keyText(number))),
  )
  const stored = [...known.values(), ...named.values()].filter(({ isStored }) => isStored)
  const histories = await findHistories(
    ctx,
    stored.map(({ id }) => id),
  )
  return relatives.map((relative) => {
    const person = personOf(relative, known, named)
    const staged = judge(check, relative, person, { taken, histories })
    if (relative.number && staged.role === 'relative')
      known.set(keyText(relative.number), stagedPerson(staged))
    return staged
  })
}

function prepare(
  { ctx }: RegisterCheck,
  claim: PersonClaim,
  households: ReadonlyMap<string, KnownHousehold>,
): Relative {
  // A child without an ID card is met every day; it is known by household, name and birth.
  claim.faults = claim.faults.filter(({ column, code }) => column !== 'idNumber' || code !== 'id.missing')
  const code = householdOf(claim.plain)
  const household = code === null ? undefined : households.get(code)
  if (code !== null && !household) claim.faults.push({ column: 'householdNumber', code: 'household.unknown' })
  const birth = (claim.plain.birth as string | undefined) ?? null
  return {
    claim,
    household,
    number: claim.id18 === null ? null : blindKey(ctx.keyring, claim.id18),
    text: code !== null && claim.name !== null ? relativeText(code, claim.name, birth) : null,
  }
}

function judge(
  { ctx, relativesSeen }: RegisterCheck,
  { claim, number, household, text }: Relative,
  person: KnownPerson | undefined,
  looked: { taken: ReadonlySet<string>; histories: Awaited<ReturnType<typeof findHistories>> },
): StagedRow {
  if (number && !person && looked.taken.has(keyText(number)))
    claim.faults.push({ column: 'idNumber', code: 'id.elsewhere' })
  const isRepeated = number ? person?.isStaged && person.kind === 'relative' : text && relativesSeen.has(text)
  if (isRepeated) claim.faults.push({ column: number ? 'idNumber' : 'name', code: 'row.duplicate' })
  if (!household || claim.faults.some(isBlocking)) return stageFaulty(claim, number)
  if (!number && text) relativesSeen.add(text)
  const history = person ? (looked.histories.get(person.id) ?? []) : []
  if (person && number && person.kind !== 'relative')
    return stageMember(ctx, { claim, number, person, history })
  const addsNumber = number !== null && person !== undefined && 'hasNumber' in person
  if (person) return stageKnown(ctx, { claim, number, person, role: 'relative', history, addsNumber })
  return { ...stageNew(ctx, { claim, number, role: 'relative' }), ...household }
}

function personOf(
  { number, text }: Relative,
  known: ReadonlyMap<string, KnownPerson>,
  named: ReadonlyMap<string, NamedRelative>,
): KnownPerson | undefined {
  const byNumber = number ? known.get(keyText(number)) : undefined
  const byName = text === null ? undefined : named.get(text)
  // Two different numbers are two people, whatever else agrees.
  return byNumber ?? (number && byName?.hasNumber ? undefined : byName)
}

const householdOf = (plain: Readonly<Record<string, unknown>>): string | null =>
  typeof plain.householdNumber === 'string' ? plain.householdNumber : null

const stagedPerson = (row: StagedRow): KnownPerson => ({
  id: row.personId!,
  kind: 'relative',
  hukouRegion: row.hukouRegion!,
  residenceRegion: row.residenceRegion!,
  isStaged: true,
  isStored: row.state !== 'new',
})
