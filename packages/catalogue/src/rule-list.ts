import type { RuleDefinition } from './define-rule.ts'
import { rules } from './registry.gen.ts'

export { rules }

const byId: ReadonlyMap<string, RuleDefinition> = new Map(rules.map((rule) => [rule.id, rule]))

/** The shipped rule with this id, or null. */
export function ruleById(id: string): RuleDefinition | null {
  return byId.get(id) ?? null
}
