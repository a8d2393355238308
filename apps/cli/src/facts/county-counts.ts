import { factsCatalogue } from '@zhucan/catalogue'
import type { PlainDate } from '@zhucan/kernel'
import { type CompiledRule, compileRule } from '@zhucan/rules'
import { type CountyCount, rulesOn } from '@zhucan/server'
import type { CsvRow } from '@zhucan/sheets'
import { wrongUse } from '../wrong-use.ts'

/** How one rule came out over all counties. */
export interface RuleTotal {
  readonly rule: string
  readonly yes: number
  readonly cannotSay: number
}

/** The rules to count: those named, all in force on the day, or one condition that is being tried. */
export function rulesToCount(
  day: PlainDate,
  { rules, when }: { rules?: string | undefined; when?: string | undefined },
): CompiledRule[] {
  if (when !== undefined) return [compileRule({ id: 'when', when, since: day }, factsCatalogue)]
  const all = rulesOn(day).map(({ compiled }) => compiled)
  if (rules === undefined) return all
  return rules.split(',').map((id) => {
    const rule = all.find((each) => each.id === id.trim())
    if (!rule)
      throw wrongUse('noRule', { rule: id.trim(), day, known: all.map((each) => each.id).join(', ') })
    return rule
  })
}

/** Totals of all counties, rule by rule. */
export function totalsOf(counties: readonly CountyCount[], rules: readonly CompiledRule[]): RuleTotal[] {
  return rules.map(({ id }) => ({
    rule: id,
    yes: counties.reduce((sum, county) => sum + county.rules[id]!.yes, 0),
    cannotSay: counties.reduce((sum, county) => sum + county.rules[id]!.cannotSay, 0),
  }))
}

/** The counts as csv, a line for each county and rule. */
export async function* countRows(counties: readonly CountyCount[]): AsyncGenerator<CsvRow> {
  yield ['county', 'people', 'rule', 'yes', 'cannot_say']
  for (const { county, people, rules } of counties)
    for (const [rule, { yes, cannotSay }] of Object.entries(rules))
      yield [String(county).padStart(6, '0'), String(people), rule, String(yes), String(cannotSay)]
}
