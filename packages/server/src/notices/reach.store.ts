import { type RawBuilder, sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'

/** The first wall for notices: those of one's area, and those sent down to it. */
export function noticeInReach(ctx: Ctx): RawBuilder<boolean> {
  if (!ctx.walls.application) return sql`true`
  const area = `{${ctx.user.reach.map(({ lo, hi }) => `[${lo},${hi})`).join(',')}}`
  return sql`(${regionInReach(ctx, 'notice.region')} or (notice.sent_at is not null and notice.state = 'confirmed'
    and not isempty(${area}::codemultirange) and ${area}::codemultirange <@ notice.reach))`
}
