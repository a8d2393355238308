import type { Implication, Rule } from './plan.ts'

/** Rules by whether another of them finds all that they find. */
export interface RuleLevels {
  /** Rules that nothing else replaces. */
  readonly widest: readonly Rule[]
  /** The others: which pairs of the widest are theirs is seen from their keys. */
  readonly contained: readonly Rule[]
}

/** Sorts rules by what settles what; of two equal ones the first is the wider. */
export function levelRules(rules: readonly Rule[], implies: readonly Implication[]): RuleLevels {
  const reach = rules.map((rule) => settledBy(rule.keys, implies))
  const finds = (wide: number, narrow: number) =>
    rules[wide]!.rare === undefined &&
    rules[wide]!.keys.every((key) => reach[narrow]!.has(key)) &&
    (wide < narrow || !rules[narrow]!.keys.every((key) => reach[wide]!.has(key)))
  const isContained = (narrow: number) => rules.some((_, wide) => wide !== narrow && finds(wide, narrow))
  return {
    widest: rules.filter((_, at) => !isContained(at)),
    contained: rules.filter((_, at) => isContained(at)),
  }
}

/** Keys that are equal wherever these are. */
function settledBy(keys: readonly string[], implies: readonly Implication[]): ReadonlySet<string> {
  const settled = new Set(keys)
  const known = (from: string) => settled.has(`t.${from}`)
  for (let size = 0; size !== settled.size; ) {
    size = settled.size
    for (const { from, to } of implies) if (known(from)) settled.add(`t.${to}`)
  }
  return settled
}

/** Of a rule all of whose pairs another finds: the keys that are not equal in all pairs of that one; null where it does not. */
export function keysBeyond(rule: Rule, wide: Rule, implies: readonly Implication[]): string[] | null {
  const reach = settledBy(rule.keys, implies)
  if (wide.rare !== undefined || !wide.keys.every((key) => reach.has(key))) return null
  const known = settledBy(wide.keys, implies)
  return rule.keys.filter((key) => !known.has(key))
}
