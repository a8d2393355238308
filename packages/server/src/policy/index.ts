export { policyOperations } from './policy.routes.ts'
export { linesOfClue } from './policy-of-clue.ts'
