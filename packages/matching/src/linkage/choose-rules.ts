import { type Budget, type CountedRule, countRules, withinBudget } from './blocking.ts'
import type { Engine } from './dialect.ts'
import type { Atom } from './generic-plan.ts'
import type { Comparison, Rule } from './plan.ts'

/** The engine numbers rules by the bits of a BIGINT. */
const mostRules = 60

/**
 * Puts blocking rules together for columns nobody has designed rules for: single atoms first, then pairs of atoms of
 * two columns, each with its exact number of pairs; of two rules where one finds all that the other finds, the wider.
 */
export async function findRules(
  engine: Engine,
  atoms: readonly Atom[],
  comparisons: readonly Comparison[],
  { budget, dedupe }: { budget: Budget; dedupe: boolean },
): Promise<{ taken: CountedRule[]; refused: CountedRule[] }> {
  const ruleOf = (...used: Atom[]): Rule => ({
    id: used.map((atom) => atom.id).join(' + '),
    keys: used.map((atom) => atom.key),
    fixes: used.map((atom) => comparisons[atom.comparison]!.id),
  })
  const count = async (rules: readonly Rule[]) => {
    const pairs = await countRules(engine, rules, { dedupe })
    return rules.map((rule, at): CountedRule => ({ rule, pairs: pairs[at]! }))
  }
  const alone = await count(atoms.map((atom) => ruleOf(atom)))
  const singles = atoms.map((atom, at) => ({ atom, counted: alone[at]! }))
  const wide = singles.filter(({ counted }) => counted.pairs > budget.rule)
  const counted = singles.filter(({ counted }) => counted.pairs <= budget.rule).map((one) => one.counted)
  const twos = wide.flatMap((first, at) =>
    wide
      .slice(at + 1)
      .filter((second) => first.atom.comparison !== second.atom.comparison)
      .map((second) => ruleOf(first.atom, second.atom)),
  )
  counted.push(...(await count(twos)))
  const chosen = withinBudget(widest(counted, budget.rule), budget)
  const tooMany = chosen.taken.slice(mostRules)
  return { taken: chosen.taken.slice(0, mostRules), refused: [...chosen.refused, ...tooMany] }
}

/** Of the rules over the same columns that fit, those with most pairs; a looser key finds all that a tighter one does. */
function widest(counted: readonly CountedRule[], most: number): CountedRule[] {
  const best = new Map<string, CountedRule>()
  for (const one of counted) {
    const columns = one.rule.fixes.join('\n')
    const known = best.get(columns)
    const isBetter =
      known === undefined ||
      (one.pairs <= most && (known.pairs > most || one.pairs > known.pairs)) ||
      (known.pairs > most && one.pairs < known.pairs)
    if (isBetter) best.set(columns, one)
  }
  return [...best.values()]
}
