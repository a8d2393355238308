import type { RuleDefinition } from './define-rule.ts'
export const rules: readonly RuleDefinition[] = []
