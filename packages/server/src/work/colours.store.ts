import { type ClueColour, colourDays } from '@zhucan/catalogue'
import { nation } from '@zhucan/kernel'
import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../platform/index.ts'

/** The colour of a deadline on the day of the request; the twin of the catalogue's `clueColour`. */
export function workColour(ctx: Ctx, due: RawBuilder<unknown>): RawBuilder<ClueColour> {
  const { red, blue } = colourDays(nation, ctx.day())
  return sql`(case when ${due} is null or ${due} > ${blue}::date then 'clear'
    when ${due} >= ${ctx.day()}::date then 'blue' when ${due} < ${red}::date then 'red' else 'orange' end)`
}
