export * from './define-rule.ts'
export * from './facts.ts'
export * from './policies.ts'
export { ruleById, rules } from './rule-list.ts'
