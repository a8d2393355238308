import type { Plan } from './plan.ts'

/** Columns of a prepared row that comparisons, rules and counts look at; others need not be kept. */
export function usedColumns(plan: Plan, atoms: readonly { readonly key: string }[] = []): string[] {
  const { comparisons, rules, fields, computed, counted } = plan
  const texts = [
    ...comparisons.flatMap(({ missing, levels }) => [missing, ...levels.map(({ when }) => when)]),
    ...[...rules.flatMap(({ keys }) => keys), ...atoms.map(({ key }) => key)],
  ]
  const used = new Set(
    texts.flatMap((text) => [...text.matchAll(/\b[lrt]\.(\w+)/g)].map((match) => match[1]!)),
  )
  for (const column of counted) used.add(column)
  const made = [...fields.flatMap(({ columns }) => Object.keys(columns)), ...computed.flatMap(Object.keys)]
  return made.filter((column) => used.has(column))
}
