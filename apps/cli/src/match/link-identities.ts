import type { Analysis } from '@zhucan/analysis'
import { type PlainDate, parseLooseDate, problem } from '@zhucan/kernel'
import {
  areOtherNames,
  assignPairs,
  type Dialect,
  dialectOf,
  type Engine,
  groupDuplicates,
  identityPlan,
  identityThresholds,
  type LinkReport,
  looksOneToOne,
  onSpark,
  type Plan,
  scoreSides,
} from '@zhucan/matching'
import { missingForLinkage } from './identity-columns.ts'
import {
  decideOneToOne,
  type LinkageReport,
  type LinkOptions,
  type OneToOne,
  summary,
  told,
} from './link-compared.ts'
import type { LoadedSide } from './load-sides.ts'
import {
  doubtfulLinks,
  exactOneToOne,
  linkTables,
  makeFilePersons,
  makeRegisterPersons,
  strangerTable,
} from './match.store.ts'
import type { Side } from './match-map.ts'
import { withModel } from './model-file.ts'
import { numberKeys } from './number-columns.ts'
import { readNumbers } from './read-numbers.ts'

export type { OneToOne }

/** Rows without a usable number were not linked, as asked for; what the files would lack for it. */
export interface ExactOnly {
  readonly exactOnly: readonly { readonly side: Side; readonly missing: readonly string[] }[]
}

export type Sides = Readonly<Record<Side, LoadedSide>>

/**
 * Links by number whose name and birth date are both another person's: such a number belongs to somebody else. They go
 * to linkage and to the review. Returns how many there are.
 */
export async function findStrangers(analysis: Analysis, sides: Sides, among?: string): Promise<number> {
  const has = (side: Side, column: string) => sides[side].found.places[column] !== undefined
  const known = has('register', 'name') && has('file', 'name') && has('file', 'birth')
  const birth = has('register', 'birth')
  return analysis.appendRows(
    strangerTable,
    { row_no: 'INTEGER' },
    known ? strangers(analysis, { birth, among }) : [],
  )
}

async function* strangers(analysis: Analysis, has: Parameters<typeof doubtfulLinks>[1]) {
  for await (const batch of doubtfulLinks(analysis, has))
    for (const link of batch)
      if (
        areOtherNames(link.file_name, link.register_name) &&
        areOtherDays(link.file_birth, link.register_birth)
      )
        yield [link.row_no] as const
}

/** Two readable days that no slip of one or two digits and no change of month and day explains. */
function areOtherDays(one: string, other: string): boolean {
  const [a, b] = [parseLooseDate(one), parseLooseDate(other)]
  if (a.date === null || b.date === null || a.precision !== 'day' || b.precision !== 'day') return false
  const different = [...a.date].filter((sign, at) => sign !== b.date![at]).length
  const sorted = (date: PlainDate) => date.slice(0, 4) + [date.slice(5, 7), date.slice(8)].sort().join('')
  return different > 2 && sorted(a.date) !== sorted(b.date)
}

/** Scores the rows that no number linked; `once` leaves out the persons that numbers found. */
export type Score = (plan: Plan, once: boolean) => Promise<LinkReport>

/** Links the rows that no number linked by name, birth date, place and the rest, where the files have them. */
export async function linkIdentities(
  analysis: Analysis,
  options: LinkOptions,
  sides: Sides,
  score: Score = scoreWhole(analysis, options, sides),
): Promise<LinkageReport | ExactOnly> {
  const lacking = lackingFor(sides)
  if (options.exactOnly || lacking.length > 0) return { exactOnly: lacking }
  const seen = await exactOneToOne(analysis)
  const isOnce = await decideOneToOne(options.oneToOne, async () => seen ?? false)
  if (options.spark === undefined) return decide(analysis, options, seen, await score(planFor(sides), isOnce))
  await makePersons(analysis, sides, isOnce)
  return onSpark(analysis, options.spark, Object.values(linkTables), async (engine) =>
    decide(engine, options, seen, await scorePersons(engine, planFor(sides, dialectOf(engine)), options)),
  )
}

/** Decides about what was scored; `seen` says whether numbers have shown one row a person. */
async function decide(
  engine: Engine,
  options: LinkOptions,
  seen: boolean | null,
  scored: LinkReport,
): Promise<LinkageReport> {
  const oneToOne = await decideOneToOne(
    options.oneToOne,
    async () => seen ?? (await looksOneToOne(engine, identityThresholds.link)),
  )
  const { links, review } = await assignPairs(engine, identityThresholds, oneToOne)
  return { linked: links, review, oneToOne, ...summary(scored) }
}

/** What linkage would need and the sides do not have. */
export function lackingFor(sides: Sides): ExactOnly['exactOnly'] {
  return (['register', 'file'] as const)
    .map((side) => ({ side, missing: missingForLinkage(sides[side].found) }))
    .filter(({ missing }) => missing.length > 0)
}

/** How persons are compared where the file has, or lacks, a column of birth dates. */
export function planFor({ file }: Pick<Sides, 'file'>, dialect?: Dialect): Plan {
  const birthColumn = file.found.places.birth !== undefined
  return identityPlan({ birthColumn, ...(dialect && { dialect }) })
}

function scoreWhole(analysis: Analysis, options: LinkOptions, sides: Sides): Score {
  return async (plan, once) => {
    await makePersons(analysis, sides, once)
    return scorePersons(analysis, plan, options)
  }
}

async function makePersons(analysis: Analysis, sides: Sides, once: boolean): Promise<void> {
  await makeFilePersons(analysis, Object.keys(sides.file.found.places))
  await makeRegisterPersons(analysis, Object.keys(sides.register.found.places), { free: once })
}

function scorePersons(engine: Engine, plan: Plan, options: LinkOptions): Promise<LinkReport> {
  const sides = { left: linkTables.register, right: linkTables.file }
  return withModel(options.model, (model) => scoreSides(engine, { plan, sides, ...model, ...told(options) }))
}

/** Finds persons who stand twice in a register. */
export async function dedupeIdentities(
  analysis: Analysis,
  options: LinkOptions & { readonly register: string; readonly day: PlainDate },
  register: LoadedSide,
): Promise<LinkageReport> {
  const missing = missingForLinkage(register.found)
  if (missing.length > 0)
    throw problem('match.cannot-link', { file: options.register, missing: missing.join(', ') })
  const has = Object.keys(register.found.places)
  const numbers = numberKeys.filter((key) => has.includes(key))
  await readNumbers(analysis, { register_raw: numbers, file_raw: [] }, options.day)
  await makeRegisterPersons(analysis, has)
  const sides = { left: linkTables.register, right: linkTables.register }
  const scored = await withModel(options.model, (model) =>
    scoreSides(analysis, { plan: identityPlan(), sides, ...model, ...told(options) }),
  )
  const linked = await groupDuplicates(analysis)
  return { linked, review: 0, oneToOne: false, ...summary(scored) }
}
