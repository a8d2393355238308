import {
  factsCatalogue,
  type LocalLine,
  type PolicyBook,
  policyBook,
  policyLineKind,
} from '@zhucan/catalogue'
import { checkCondition, faultProblem } from '@zhucan/rules'
import { type Ctx, requireInArea } from '../platform/index.ts'
import { judge } from './clues.store.ts'
import { hitsSql } from './fact-sources.store.ts'
import { buildFacts } from './facts.store.ts'
import { findRule, type ReadyRule, rulesBy } from './ready-rules.ts'

/** What one rule would do if a line were in force. */
export interface Rehearsed {
  rule: string
  /** Clues that would be new, that would go untouched, that people have in work and would be marked. */
  opened: number
  withdrawn: number
  marked: number
  cannotSay: number
}

/** The rules that a line has a say in: the one it names, or all that look at its fact. */
export function rulesUnder(code: string, book: PolicyBook, day: Ctx['day']): ReadyRule[] {
  const kind = policyLineKind(code)
  return rulesBy(book, day()).filter(({ definition, compiled, local }) =>
    kind?.rule === undefined
      ? [compiled, ...(local?.variants ?? [])].some(({ facts }) => facts.includes(code))
      : definition.id === kind.rule,
  )
}

/**
 * What a line would change on the real data of a region, were it in force today: the rules run for it in this transaction and
 * nothing is kept. Problems 'region.out-of-reach', 'policy.condition-wrong' and those of a condition.
 */
export async function rehearse(ctx: Ctx, line: LocalLine): Promise<Rehearsed[]> {
  await requireInArea(ctx, line.region)
  requireCondition(line)
  const today = { ...line, from: ctx.day() }
  const policy = withLine(ctx.policy, today)
  const rules = rulesUnder(line.code, policy, ctx.day)
  if (rules.length === 0) return []
  await buildFacts({ ...ctx, policy }, line.region, rules)
  await judge(ctx, rules)
  const found = []
  for (const rule of rules) found.push(await compare(ctx, rule))
  return found
}

/** The book with one line more, the latest of its day. */
const withLine = (book: PolicyBook, line: LocalLine): PolicyBook => {
  const added = policyBook([line])
  const last = <T>(rows: readonly T[], more: readonly T[], isNew: boolean) =>
    isNew ? [...rows, more.at(-1)!] : rows
  const group = policyLineKind(line.code)?.group
  return {
    rows: last(book.rows, added.rows, true),
    facts: last(book.facts, added.facts, group === 'amount'),
    loop: last(book.loop, added.loop, group === 'loop'),
    figure: last(book.figure, added.figure, group === 'figure'),
  }
}

/** A condition that cannot be read is refused with the place of its first fault. */
export function requireCondition({ code, value }: Pick<LocalLine, 'code' | 'value'>): void {
  const kind = policyLineKind(code)
  if (kind?.type !== 'condition' || value === null) return
  const { subject } = findRule(kind.rule!)!.definition
  const [fault] = checkCondition(String(value), { facts: factsCatalogue, subject })
  if (fault) throw faultProblem(fault, String(value))
}

async function compare(ctx: Ctx, { definition: { id, subject } }: ReadyRule): Promise<Rehearsed> {
  const key = subject === 'household' ? 'household_id' : 'person_id'
  const { rows } = await ctx.client.query<Omit<Rehearsed, 'rule'>>(
    `with hit as (${hitsSql(id, subject)}),
     open as (select c.state, c.person_id, c.${key} as key from clue c
       where c.rule = $1 and c.subject = $2 and c.state not in ('closed', 'withdrawn'))
     select (select count(*) from hit join fact f using (person_id)
         where not exists (select 1 from open o where o.key = f.${key}))::int as opened,
       (select count(*) from open o join answer a using (person_id) where o.state = 'new' and a."${id}" = 0)::int as withdrawn,
       (select count(*) from open o join answer a using (person_id) where o.state <> 'new' and a."${id}" = 0)::int as marked,
       (select count(*) from answer a where a."${id}" = -1)::int as cannot_say`,
    [id, subject],
  )
  const { opened, withdrawn, marked, cannot_say: cannotSay } = rows[0] as never as Record<string, number>
  return { rule: id, opened: opened!, withdrawn: withdrawn!, marked: marked!, cannotSay: cannotSay! }
}
