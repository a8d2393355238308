import { ageOn, maskName, plainDate, problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/context.ts'
import { findRegionPath } from '../regions/index.ts'
import { maskField, openFields } from './official-numbers.ts'
import {
  findPerson,
  listCertificates,
  listGuardians,
  listHouseholdMembers,
  listNumbers,
  listPersonClues,
  listTimeline,
} from './person.store.ts'

/** Everything about one person on one page, numbers masked. Throws 'person.not-found' outside one's reach. */
export async function getPersonPage(ctx: Ctx, id: string) {
  const person = await findPerson(ctx, id)
  if (!person) throw problem('person.not-found')
  const { said, listed } = await listTimeline(ctx, id)
  const age = (birth: string | null) => (birth ? ageOn(plainDate(birth), ctx.day()) : null)
  const members = person.householdId ? await listHouseholdMembers(ctx, person.householdId) : []
  return {
    ...person,
    age: age(person.birth),
    shown: person.shown as Record<string, unknown>,
    hukouPath: await findRegionPath(ctx, person.hukouRegion),
    residencePath: await findRegionPath(ctx, person.residenceRegion),
    numbers: await maskedNumbers(ctx, id, person.sealed),
    certificates: await listCertificates(ctx, id),
    guardians: (await listGuardians(ctx, id)).map((g) => ({ ...g, hasPhone: g.sealedPhone !== null })),
    household: members.map((m) => ({
      ...m,
      name: m.id === id ? m.name : maskName(m.name),
      age: age(m.birth),
    })),
    timeline: [
      ...said.map((s) => ({
        kind: 'said' as const,
        id: s.id,
        source: s.source,
        title: s.fileName,
        fileType: s.fileType,
        row: s.rowNo,
        day: s.validFrom,
        recordedAt: s.recordedAt.toISOString(),
        fields: s.fields as Record<string, unknown>,
      })),
      ...listed.map((l) => ({
        kind: 'listed' as const,
        id: `${l.id}:${l.rowNo}`,
        source: 'list',
        title: l.title,
        fileType: l.fileType,
        row: l.rowNo,
        day: l.receivedOn,
        recordedAt: null,
        fields: l.fields as Record<string, unknown>,
      })),
    ].sort((a, b) => b.day.localeCompare(a.day)),
    clues: await listPersonClues(ctx, id),
  }
}

async function maskedNumbers(ctx: Ctx, id: string, sealed: Buffer | null) {
  const official = (await listNumbers(ctx, id)).map((n) => ({
    field: n.kind,
    current: n.current,
    masked: maskField(n.kind, openNumber(ctx, n.sealed, id)),
  }))
  const fields = Object.entries(openFields(ctx.keyring, sealed, id)).map(([field, value]) => ({
    field,
    current: true,
    masked: maskField(field, value),
  }))
  return [...official, ...fields]
}

const openNumber = (ctx: Ctx, sealed: Buffer, personId: string): string =>
  ctx.keyring.open(sealed, `person:${personId}`).toString('utf8')

/** One number in clear. The entry in the audit commits before the answer leaves. */
export async function revealNumber(ctx: Ctx, id: string, field: string): Promise<string> {
  const person = await findPerson(ctx, id)
  if (!person) throw problem('person.not-found')
  const number = (await listNumbers(ctx, id)).find((n) => n.kind === field && n.current)
  if (number) return openNumber(ctx, number.sealed, id)
  const value = openFields(ctx.keyring, person.sealed, id)[field as 'phone']
  if (value === undefined) throw problem('person.no-such-number')
  return value
}
