import { type Assertion, asOf } from '@zhucan/catalogue'
import type { Ctx } from '../platform/index.ts'
import { type BlindKey, maskField, sealFields } from '../register/index.ts'
import type { KnownPerson } from './known-people.store.ts'
import { isSealedKey, type PersonClaim, splitSealed } from './person-claim.ts'
import { diffPerson } from './register-diff.ts'
import { fieldBits } from './repeat-fields.ts'
import type { Change, StagedRow } from './staged-rows.store.ts'

const blank = {
  personId: null,
  method: null,
  changes: [],
  fields: {},
  said: null,
  shows: null,
  sealed: null,
  saidSealed: null,
  idSealed: null,
  certificateSealed: null,
  guardianSealed: null,
  hukouRegion: null,
  residenceRegion: null,
  repeats: 0n,
} as const

/** A row that is not taken in; its number is kept as a key so that the same row can be found again. */
export function stageFaulty(claim: PersonClaim, number: BlindKey | null): StagedRow {
  return { ...blank, ...placeOf(claim), state: 'faulty', role: null, number }
}

/** A row whose person nobody knows yet: everything it says is said for the first time. */
export function stageNew(
  ctx: Ctx,
  what: { claim: PersonClaim; number: BlindKey | null; role: 'holder' | 'relative' },
): StagedRow {
  const { claim, number, role } = what
  const personId = ctx.newId()
  return {
    ...blank,
    ...placeOf(claim),
    state: 'new',
    role,
    personId,
    number,
    fields: claim.plain,
    sealed: sealFields(ctx.keyring, claim.numbers, personId),
    ...sealNumbers(ctx, claim, personId),
    ...regionsOf(claim.plain, null),
  }
}

/** A row about someone known: what it newly says, what is shown then, and which values lose. */
export function stageKnown(
  ctx: Ctx,
  what: {
    claim: PersonClaim
    number: BlindKey | null
    person: KnownPerson
    role: 'holder' | 'relative'
    history: readonly Assertion[]
    /** Whether the number is one that nobody knew of this person yet. */
    addsNumber?: boolean
  },
): StagedRow {
  const { claim, number, person, role, history, addsNumber = false } = what
  const occasion = { day: ctx.day(), now: ctx.now() }
  const diff = diffPerson(history, { ...claim.plain, ...claim.numbers }, occasion)
  const becomesHolder = role === 'holder' && person.kind === 'relative'
  const repeats = fieldBits(diff.repeats)
  const row = { ...blank, ...placeOf(claim), role, personId: person.id, number, repeats }
  if (diff.state === 'unchanged' && !becomesHolder && !addsNumber)
    return { ...row, state: 'unchanged', ...regionsOf(claim.plain, person) }
  const said = splitSealed(diff.said)
  const shows = splitSealed(diff.state === 'unchanged' ? asOf(history, occasion.day) : diff.shows)
  return {
    ...row,
    state: diff.state === 'unchanged' ? 'changed' : diff.state,
    changes: diff.changes.map(maskChange),
    fields: claim.plain,
    said: said.plain,
    shows: shows.plain,
    sealed: sealFields(ctx.keyring, shows.numbers, person.id),
    saidSealed: sealFields(ctx.keyring, said.numbers, person.id),
    ...sealNumbers(ctx, claim, person.id),
    ...regionsOf(shows.plain, person),
  }
}

/** A family row about someone who is a person of the register already: it says only how they belong to the household. */
export function stageMember(
  ctx: Ctx,
  what: { claim: PersonClaim; number: BlindKey; person: KnownPerson; history: readonly Assertion[] },
): StagedRow {
  const { claim, number, person, history } = what
  const { householdNumber, relationToHead, isCarer } = claim.plain
  const fields = defined({ householdNumber, relationToHead, isCarer })
  const row = { ...blank, ...placeOf(claim), role: 'member', personId: person.id, number } as const
  if (!person.isStored) return { ...row, state: 'new', fields }
  const diff = diffPerson(history, fields, { day: ctx.day(), now: ctx.now() })
  const repeats = fieldBits(diff.repeats)
  if (diff.state === 'unchanged') return { ...row, repeats, state: 'unchanged' }
  const shows = Object.fromEntries(Object.keys(diff.said).map((key) => [key, diff.shows[key]]))
  return { ...row, repeats, state: diff.state, changes: diff.changes, fields, said: diff.said, shows }
}

const placeOf = ({ sheet, row, name, faults }: PersonClaim) => ({ sheet, row, name, faults })

const defined = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null))

function sealNumbers(ctx: Ctx, { id18, certificate, numbers }: PersonClaim, personId: string) {
  const seal = (value: string | null | undefined) =>
    value ? ctx.keyring.seal(value, `person:${personId}`) : null
  return {
    idSealed: seal(id18),
    certificateSealed: seal(certificate),
    guardianSealed: seal(numbers.guardianPhone),
  }
}

function regionsOf(plain: Readonly<Record<string, unknown>>, person: KnownPerson | null) {
  const hukouRegion = (plain.hukouRegion as string | undefined) ?? person?.hukouRegion ?? null
  return {
    hukouRegion,
    residenceRegion: (plain.residenceRegion as string | undefined) ?? person?.residenceRegion ?? hukouRegion,
  }
}

function maskChange({ field, from, to }: Change): Change {
  if (!isSealedKey(field)) return { field, from, to }
  const masked = (value: unknown) => (typeof value === 'string' ? maskField(field, value) : null)
  return { field, from: masked(from), to: masked(to) }
}
