import type { Definitions } from './read-definitions.ts'

/** What was promised once: ids and types that stored data, clues and staff-written rules lean on. */
export interface CatalogueLock {
  readonly facts: Readonly<Record<string, string>>
  readonly rules: Readonly<Record<string, { readonly since: string; readonly subject: string }>>
  readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** The lock as today's definitions would have it; columns are 'sheet.key', a choice or enumeration lists its values. */
export function lockOf({ facts, rules, files }: Definitions): CatalogueLock {
  return {
    facts: fromEntries(
      Object.entries(facts).map(([name, { type, values }]) => [name, kindText(type, values)]),
    ),
    rules: fromEntries(rules.map(({ name, definition: { since, subject } }) => [name, { since, subject }])),
    files: fromEntries(
      files.map(({ name, definition }) => [name, fromEntries(columnsOf(definition.sheets))]),
    ),
  }
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
  ]
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
