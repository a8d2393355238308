import { type ClueColour, type ColourDays, colourDays } from '@zhucan/catalogue'
import { nation, regionLevel, regionRange } from '@zhucan/kernel'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'

/** The colour of a deadline on the day of the request, by the policy of a place; the twin of the catalogue's `clueColour`. */
export const workColour = (
  ctx: Ctx,
  due: RawBuilder<unknown>,
  place: RawBuilder<unknown>,
): RawBuilder<ClueColour> =>
  byPlace<ClueColour>(
    ctx,
    place,
    ({ red, blue }) => sql`(case when ${due} is null or ${due} > ${blue}::date then 'clear'
      when ${due} >= ${ctx.day()}::date then 'blue' when ${due} < ${red}::date then 'red' else 'orange' end)`,
  )

/** Whether a deadline has a colour or a worse one. */
export const isFrom = (
  ctx: Ctx,
  colour: Exclude<ClueColour, 'clear'>,
  due: RawBuilder<unknown>,
  place: RawBuilder<unknown>,
): RawBuilder<SqlBool> =>
  byPlace<SqlBool>(ctx, place, ({ red, blue }) => {
    if (colour === 'blue') return sql`${due} <= ${blue}::date`
    return sql`${due} < ${colour === 'red' ? red : ctx.day()}::date`
  })

/** What follows from the days that hold at a place: the nearest line wins, so the smallest regions are asked first. */
function byPlace<T>(
  ctx: Ctx,
  place: RawBuilder<unknown>,
  follow: (days: ColourDays) => RawBuilder<unknown>,
): RawBuilder<T> {
  const { loop } = ctx.policy
  const daysOf = (region: string) => colourDays(region, ctx.day(), loop)
  const cases = coloured(loop)
    .sort((a, b) => regionLevel(b) - regionLevel(a))
    .map((region) => {
      const { lo, hi } = regionRange(region)
      return sql`when ${place} >= ${lo} and ${place} < ${hi} then ${follow(daysOf(region))}`
    })
  const elsewhere = follow(daysOf(nation))
  return cases.length === 0
    ? sql<T>`${elsewhere}`
    : sql<T>`(case ${sql.join(cases, sql` `)} else ${elsewhere} end)`
}

/** The regions with a line of their own about colours. */
const coloured = (loop: Ctx['policy']['loop']): string[] => [
  ...new Set(
    loop
      .filter(({ fact, region }) => region !== nation && /^clue\.(remind|red)Days$/.test(fact))
      .map(({ region }) => region),
  ),
]
