import {
  conditionCode,
  factsCatalogue,
  findLine,
  type PolicyBook,
  type RuleDefinition,
  rules,
  switchCode,
} from '@zhucan/catalogue'
import type { PlainDate, RegionCode } from '@zhucan/kernel'
import { type CompiledRule, compileRule } from '@zhucan/rules'

/** A rule ready to run with what its clues carry. */
export interface ReadyRule {
  definition: RuleDefinition
  compiled: CompiledRule
  /** Conditions that offices set in its stead, where there are any, or none if it is only switched: then each place says which holds. */
  local?: { variants: readonly CompiledRule[]; at(place: RegionCode, day: PlainDate): number }
}

const ready: ReadyRule[] = rules.map((definition) => ({
  definition,
  compiled: compileRule(definition, factsCatalogue),
}))

/** The rules in force on a day. */
export const rulesOn = (day: PlainDate): ReadyRule[] =>
  ready.filter(({ definition: r }) => r.since <= day && (r.until === undefined || day < r.until))

/** The rules in force on a day as offices have switched and changed them. */
export const rulesBy = (book: PolicyBook, day: PlainDate): ReadyRule[] =>
  rulesOn(day).map((rule) => withLocal(rule, book, day))

/** Which condition judges at a place: none (the rule is off there), the shipped one, or the variants from 2 on. */
export const judgedBy = { nothing: 0, shipped: 1, firstVariant: 2 } as const

function withLocal(rule: ReadyRule, book: PolicyBook, day: PlainDate): ReadyRule {
  const { id } = rule.definition
  const codes = [switchCode(id), conditionCode(id)]
  const lines = book.rows.filter((row) => row.id !== null && row.from <= day && codes.includes(row.fact))
  if (lines.length === 0) return rule
  const texts = lines.filter((line) => line.fact === conditionCode(id) && line.value !== null)
  const variants = texts.map((line) => compileVariant(rule.definition, String(line.value), line.from))
  const at = (place: RegionCode, on: PlainDate): number => {
    if (findLine(book, switchCode(id), place, on)?.value === false) return judgedBy.nothing
    const line = findLine(book, conditionCode(id), place, on)
    const index = texts.findIndex((text) => text.id === line?.id)
    return index < 0 ? judgedBy.shipped : judgedBy.firstVariant + index
  }
  return { ...rule, local: { variants, at } }
}

const compiled = new Map<string, CompiledRule>()

/** A condition that an office wrote for a rule; what was confirmed once compiles for ever, so it is kept. */
function compileVariant(definition: RuleDefinition, when: string, since: PlainDate): CompiledRule {
  const key = `${definition.id} ${since} ${when}`
  const known = compiled.get(key) ?? compileRule({ ...definition, when, since }, factsCatalogue)
  compiled.set(key, known)
  return known
}

/** A rule by id, in force or not: an old clue must still explain itself. */
export const findRule = (id: string): ReadyRule | undefined => ready.find((r) => r.definition.id === id)

/** A rule as it stood in the version that a clue was found by, whoever wrote that version. */
export function findRuleVersion(book: PolicyBook, id: string, version: string): ReadyRule | undefined {
  const rule = findRule(id)
  if (!rule || rule.compiled.version === version) return rule
  const texts = book.rows.filter(
    (row) => row.id !== null && row.fact === conditionCode(id) && row.value !== null,
  )
  const variants = texts.map((row) => compileVariant(rule.definition, String(row.value), row.from))
  return { ...rule, compiled: variants.find((one) => one.version === version) ?? rule.compiled }
}

/** What a screen shows of a rule. */
export const ruleTitle = (id: string): RuleDefinition['title'] =>
  findRule(id)?.definition.title ?? { zh: id, en: id }
