import { factsCatalogue, type RuleDefinition, rules } from '@zhucan/catalogue'
import type { PlainDate } from '@zhucan/kernel'
import { compileRule } from '@zhucan/rules'
import type { ReadyRule } from './clues.store.ts'

const ready: ReadyRule[] = rules.map((definition) => ({
  definition,
  compiled: compileRule(definition, factsCatalogue),
}))

/** The rules in force on a day. */
export const rulesOn = (day: PlainDate): ReadyRule[] =>
  ready.filter(({ definition: r }) => r.since <= day && (r.until === undefined || day < r.until))

/** A rule by id, in force or not: an old clue must still explain itself. */
export const findRule = (id: string): ReadyRule | undefined => ready.find((r) => r.definition.id === id)

/** What a screen shows of a rule. */
export const ruleTitle = (id: string): RuleDefinition['title'] =>
  findRule(id)?.definition.title ?? { zh: id, en: id }
