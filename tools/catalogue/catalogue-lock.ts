import type { IndicatorDefinition } from '../../packages/catalogue/src/define-indicator.ts'
import type { Definitions } from './read-definitions.ts'

/** What was promised once: ids and types that stored data, clues and staff-written rules lean on. */
export interface CatalogueLock {
  readonly facts: Readonly<Record<string, string>>
  readonly rules: Readonly<Record<string, { readonly since: string; readonly subject: string }>>
  readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly indicators?: Readonly<Record<string, IndicatorPromise>>
}

/** What is counted, and under which version: a figure that was once printed must stay provable. */
interface IndicatorPromise {
  readonly version: number
  readonly kind: string
  readonly counts: string
}

/** The lock as today's definitions would have it; columns are 'sheet.key', a choice or enumeration lists its values. */
export function lockOf({ facts, rules, files, indicators }: Definitions): CatalogueLock {
  return {
    facts: fromEntries(
      Object.entries(facts).map(([name, { type, values }]) => [name, kindText(type, values)]),
    ),
    rules: fromEntries(rules.map(({ name, definition: { since, subject } }) => [name, { since, subject }])),
    files: fromEntries(
      files.map(({ name, definition }) => [name, fromEntries(columnsOf(definition.sheets))]),
    ),
    indicators: fromEntries(
      indicators.flatMap(({ definitions }) =>
        definitions.map((each) => [each.code, promiseOf(each)] as const),
      ),
    ),
  }
}

function promiseOf(indicator: IndicatorDefinition): IndicatorPromise {
  const { version, kind, unit, source, numerator, denominator, rounding } = indicator
  const parts = [numerator, denominator].map((part) => part && (part.when ?? part.label.zh))
  const counts = [...parts.filter((part) => part !== undefined), `${rounding.mode} ${rounding.digits}`]
  return { version, kind: `${source} ${kind} of ${unit}`, counts: counts.join(' / ') }
}

type Sheets = Definitions['files'][number]['definition']['sheets']

function columnsOf(sheets: Sheets): [string, string][] {
  return Object.entries(sheets).flatMap(([sheet, { columns }]) =>
    Object.entries(columns).map(([key, { kind, choices }]): [string, string] => [
      `${sheet}.${key}`,
      kindText(kind, choices),
    ]),
  )
}

function kindText(kind: string, values: readonly { readonly value: string | number }[] | undefined): string {
  return values ? `${kind}: ${values.map(({ value }) => value).join(' ')}` : kind
}

/** Sorted, so that the committed file changes only where something changed. */
function fromEntries<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Promises of the old lock that the new definitions break, as sentences. */
export function brokenPromises(old: CatalogueLock, now: CatalogueLock): string[] {
  return [
    ...Object.entries(old.facts).flatMap(([name, type]) => changed(`fact ${name}`, type, now.facts[name])),
    ...Object.entries(old.rules).flatMap(([id, rule]) => [
      ...changed(`rule ${id}: since`, rule.since, now.rules[id]?.since),
      ...changed(`rule ${id}: subject`, rule.subject, now.rules[id]?.subject),
    ]),
    ...Object.entries(old.files).flatMap(([id, columns]) =>
      Object.entries(columns).flatMap(([key, kind]) =>
        changed(`file ${id}: column ${key}`, kind, now.files[id]?.[key]),
      ),
    ),
    ...Object.entries(old.indicators ?? {}).flatMap(([code, promise]) => [
      ...changed(`indicator ${code}`, promise.kind, now.indicators?.[code]?.kind),
      ...recounted(code, promise, now.indicators?.[code]),
    ]),
  ]
}

function recounted(code: string, before: IndicatorPromise, after: IndicatorPromise | undefined): string[] {
  if (!after || after.counts === before.counts || after.version > before.version) return []
  return [`indicator ${code} counts something else than version ${before.version} did; raise its version`]
}

function changed(what: string, before: string, after: string | undefined): string[] {
  if (after === undefined)
    return [`${what} was shipped as '${before}' and is gone; retire it instead (a rule by 'until')`]
  return isSameOrWider(before, after)
    ? []
    : [`${what} was shipped as '${before}' and is now '${after}'; add a new one instead`]
}

/** A list of values may grow; nothing else may change. */
function isSameOrWider(before: string, after: string): boolean {
  if (before === after) return true
  const [kindBefore, valuesBefore] = before.split(': ')
  const [kindAfter, valuesAfter] = after.split(': ')
  if (kindBefore !== kindAfter || !valuesBefore || !valuesAfter) return false
  const kept = new Set(valuesAfter.split(' '))
  return valuesBefore.split(' ').every((value) => kept.has(value))
}
