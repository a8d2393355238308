import { type BlindKey, blindKey } from '../register/index.ts'
import type { RegisterCheck } from './check-register.ts'
import { isBlocking } from './fault-weight.ts'
import {
  findHistories,
  findPeopleByNumber,
  findTakenNumbers,
  type KnownPerson,
  keyText,
} from './known-people.store.ts'
import type { PersonClaim } from './person-claim.ts'
import { stageFaulty, stageKnown, stageNew } from './stage-person.ts'
import type { StagedRow } from './staged-rows.store.ts'

interface Holder {
  claim: PersonClaim
  number: BlindKey | null
}

/** Says of each holder's row whether its person is new, changed, unchanged, in conflict, or the row faulty. */
export async function judgeHolders(check: RegisterCheck, claims: PersonClaim[]): Promise<StagedRow[]> {
  const { ctx } = check
  await placeClaims(check, claims)
  const holders = claims.map(
    (claim): Holder => ({
      claim,
      number: claim.id18 === null ? null : blindKey(ctx.keyring, claim.id18),
    }),
  )
  const numbers = holders.flatMap(({ number }) => (number === null ? [] : [number]))
  const known = await findPeopleByNumber(ctx, numbers)
  const taken = await findTakenNumbers(
    ctx,
    numbers.filter((number) => !known.has(keyText(number))),
  )
  const stored = [...known.values()].filter(({ isStored }) => isStored).map(({ id }) => id)
  const histories = await findHistories(ctx, stored)
  return holders.map(({ claim, number }) => {
    const person = number === null ? undefined : known.get(keyText(number))
    markHolder(claim, number, person, taken)
    if (number === null || claim.faults.some(isBlocking)) return stageFaulty(claim, number)
    const staged = person
      ? stageKnown(ctx, { claim, number, person, role: 'holder', history: histories.get(person.id) ?? [] })
      : stageNew(ctx, { claim, number, role: 'holder' })
    known.set(keyText(number), asStaged(staged))
    return staged
  })
}

function markHolder(
  claim: PersonClaim,
  number: BlindKey | null,
  person: KnownPerson | undefined,
  taken: ReadonlySet<string>,
): void {
  if (number === null) {
    if (!claim.faults.some(isBlocking))
      claim.faults.push({ column: claim.numberColumn, code: 'id.characters' })
    return
  }
  if (person?.isStaged) claim.faults.push({ column: claim.numberColumn, code: 'row.duplicate' })
  if (!person && taken.has(keyText(number)))
    claim.faults.push({ column: claim.numberColumn, code: 'id.elsewhere' })
}

const asStaged = (row: StagedRow): KnownPerson => ({
  id: row.personId!,
  kind: 'holder',
  hukouRegion: row.hukouRegion!,
  residenceRegion: row.residenceRegion!,
  isStaged: true,
  isStored: row.state !== 'new',
})

/** Turns the texts of both places into codes. People may live outside the reach, but not be registered there. */
export async function placeClaims({ regions }: RegisterCheck, claims: PersonClaim[]): Promise<void> {
  await regions.prepare(
    claims.flatMap(({ hukouText, residenceText }) =>
      [hukouText, residenceText].filter((text) => text !== null),
    ),
  )
  for (const claim of claims) {
    setRegion(claim, 'hukouRegion', claim.hukouText, regions)
    setRegion(claim, 'residenceRegion', claim.residenceText, regions)
  }
}

function setRegion(
  claim: PersonClaim,
  column: 'hukouRegion' | 'residenceRegion',
  text: string | null,
  regions: RegisterCheck['regions'],
): void {
  if (text === null) return
  const { code, fault } = regions.get(text)
  if (code !== null) claim.plain[column] = code
  const livesElsewhere = column === 'residenceRegion' && code !== null
  if (fault !== null && !livesElsewhere) claim.faults.push({ column, code: fault })
}
