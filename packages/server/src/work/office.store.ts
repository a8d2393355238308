import type { WorkSide } from '@zhucan/catalogue'
import type { Ctx } from '../platform/index.ts'

/** The office somebody acts from. A federation or a village association speaks for its region; others for themselves. */
export interface ActingOffice {
  id: string
  region: string
  speaksForRegion: boolean
}

/** Who carries a piece: an organisation by name, else whoever speaks for the region. */
export interface Carried {
  region: string
  organisationId: string | null
}

/** The office this request is made from. */
export async function loadOffice(ctx: Ctx): Promise<ActingOffice> {
  const { kind } = await ctx.db
    .selectFrom('organisation')
    .select('kind')
    .where('id', '=', ctx.user.organisationId)
    .executeTakeFirstOrThrow()
  return {
    id: ctx.user.organisationId,
    region: ctx.user.region,
    speaksForRegion: kind === 'federation' || kind === 'village-association',
  }
}

/** Whether an office carries a piece. */
export const carries = (office: ActingOffice, { region, organisationId }: Carried): boolean =>
  organisationId === null ? office.speaksForRegion && office.region === region : office.id === organisationId

/** On which sides of a piece an office stands; `giver` is who carries the piece above, null when it is out of sight. */
export function sidesOf(office: ActingOffice, carrier: Carried, giver: Carried | null): WorkSide[] {
  const sides: WorkSide[] = []
  if (giver && carries(office, giver)) sides.push('giver')
  if (carries(office, carrier)) sides.push('carrier')
  return sides
}
