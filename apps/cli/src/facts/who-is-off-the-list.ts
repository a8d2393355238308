import { type FactDefinition, factsCatalogue } from '@zhucan/catalogue'
import type { Elsewhere } from '@zhucan/rules'
import { wrongUse } from '../wrong-use.ts'

/**
 * What is known of people a list does not name, where the list speaks for all: no, 0 or none. `covers` are codes of
 * regions down to counties, or `all`; not given, they are unknown everywhere.
 */
export function offTheList(facts: readonly string[], covers: string | undefined): Elsewhere | undefined {
  if (covers === undefined) return undefined
  return {
    facts: Object.fromEntries(facts.map((fact) => [fact, nothingOf(factsCatalogue[fact]!)])),
    where: covers === 'all' ? 'true' : `(${covers.split(',').map(isUnder).join(' or ')})`,
  }
}

function nothingOf({ type, values }: FactDefinition): boolean | number | string | null {
  if (type === 'bool') return false
  if (type === 'text') return values?.some(({ value }) => value === 'none') ? 'none' : null
  return type === 'date' ? null : 0
}

function isUnder(code: string): string {
  const digits = code.trim()
  if (!/^\d{2}(\d{2}){0,2}$/.test(digits)) throw wrongUse('covers', { code: digits })
  return `county // ${10 ** (6 - digits.length)} = ${Number(digits)}`
}
