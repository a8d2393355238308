/** Files of a new rule by name; empty labels make the generator refuse it until the questions are answered. */
export function ruleTemplate(id: string, day: string): Record<string, string> {
  return { [`${id}.rule.ts`]: ruleText(id, day), [`${id}.examples.yaml`]: examplesText }
}

function ruleText(id: string, day: string): string {
  return `import { plainDate } from '@zhucan/kernel'
import { defineRule } from '../define-rule.ts'
import { localDecision } from '../legal-sources.ts'

// Answer each question and take it out; npm run gen refuses the rule until every text is there.
export default defineRule({
  id: '${id}',
  // What does a clerk read in the list of clues? Chinese first.
  title: { zh: '', en: '' },
  // From which day does the paper hold?
  since: plainDate('${day}'),
  // Which paper does it stand on? Papers are in legal-sources.ts.
  source: localDecision,
  // One clue for each person, or one for the household? A household rule sees household.* and policy.* only.
  subject: 'person',
  // When is it a clue? CEL over the facts of facts.ts. Should a dead person be found? If not, keep person.alive.
  // What happens when a list was not delivered: is "cannot say" right for everybody it touches?
  when: 'person.alive && person.level <= 2',
  // What should the township check and do first? Nothing automatic takes a benefit away.
  advice: { zh: '', en: '' },
  severity: 'medium',
  // missed, undue, risk, expiry or household?
  kind: 'risk',
})
`
}

const examplesText = `# Each example is a Chinese sentence an official can judge. Facts that are not named are unknown.
# At least one of each answer: clue, none, cannot-say (with the facts that are missing).
- name:
  facts: { person.alive: true, person.level: 1 }
  answer: clue
- name:
  facts: { person.alive: true, person.level: 4 }
  answer: none
- name:
  facts: { person.alive: true }
  answer: cannot-say
  missing: [person.level]
`
