import type { FileDefinition } from '@zhucan/catalogue'
import type { Ctx } from '../platform/index.ts'

/**
 * What a list is called: the months or the year it is about, else the month it came in, and the department. A file name
 * says neither for sure.
 */
export async function listTitle(
  ctx: Ctx,
  importId: string,
  file: FileDefinition,
  day: string,
): Promise<string> {
  const { rows } = await ctx.client.query<{ first: string | null; last: string | null }>(
    `select min(said) as first, max(said) as last from (
       select coalesce(fields->>'month', fields->>'year') as said from import_row where import_id = $1) r
     where said ~ '^[0-9]{4}([0-9]{2})?$'`,
    [importId],
  )
  const { first, last } = rows[0] ?? { first: null, last: null }
  const period = first === null || last === null ? day.slice(0, 7) : periodOf(first, last)
  return `${period} ${file.department.zh}`
}

const periodOf = (first: string, last: string): string =>
  first === last ? written(first) : `${written(first)}–${written(last)}`

const written = (said: string): string => (said.length === 6 ? `${said.slice(0, 4)}-${said.slice(4)}` : said)
