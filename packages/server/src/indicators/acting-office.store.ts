import type { Ctx } from '../platform/index.ts'

/** The office somebody acts from. A federation or a village association speaks for its region; others for themselves. */
export interface ActingOffice {
  id: string
  region: string
  speaksForRegion: boolean
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
