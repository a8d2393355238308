import { createHash } from 'node:crypto'
import type { Plan } from './plan.ts'

/**
 * Names what a plan does, down to its tables and the text of its code: rows that were read under another mark must not be
 * compared with rows read under this one.
 */
export function planMark(plan: Plan): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify(plan, (_, value: unknown) => asText(value)))
  for (const { rows } of plan.lookups ?? [])
    for (const row of rows()) hash.update(`${row.map(String).join(',')}\n`)
  return `${plan.id}-${hash.digest('hex').slice(0, 16)}`
}

function asText(value: unknown): unknown {
  return typeof value === 'function' || typeof value === 'bigint' ? String(value) : value
}
