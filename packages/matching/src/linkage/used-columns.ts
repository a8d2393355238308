import type { Plan } from './plan.ts'

/** A plan, or one with other keys in the place of its rules. */
type UsingPlan = Omit<Plan, 'rules'> & { readonly rules: readonly { readonly keys: readonly string[] }[] }

/** Columns of a row that comparisons, rules and counts look at. */
export function usedColumns(plan: UsingPlan, atoms: readonly { readonly key: string }[] = []): Set<string> {
  const { comparisons, rules, counted } = plan
  const texts = [
    ...comparisons.flatMap(({ missing, levels }) => [missing, ...levels.map(({ when }) => when)]),
    ...[...rules.flatMap(({ keys }) => keys), ...atoms.map(({ key }) => key)],
  ]
  return new Set([...texts.flatMap(columnsIn), ...counted])
}

/** Columns of a prepared row that those are read out of; others need not be kept. */
export function keptColumns(plan: UsingPlan, atoms: readonly { readonly key: string }[] = []): string[] {
  const { fields, computed, opened = [] } = plan
  const used = usedColumns(plan, atoms)
  for (const stage of opened.toReversed())
    for (const [name, sql] of Object.entries(stage))
      if (used.has(name)) for (const column of columnsIn(sql)) used.add(column)
  const made = [...fields.flatMap(({ columns }) => Object.keys(columns)), ...computed.flatMap(Object.keys)]
  return made.filter((column) => used.has(column))
}

/** Those of them that are whole numbers. */
export function wholeColumns(plan: UsingPlan): string[] {
  const types = new Map(plan.fields.flatMap(({ columns }) => Object.entries(columns)))
  return keptColumns(plan).filter((column) => /INT/.test(types.get(column) ?? 'BIGINT'))
}

function columnsIn(sql: string): string[] {
  return [...sql.matchAll(/\b[lrt]\.(\w+)/g)].map((match) => match[1]!)
}
