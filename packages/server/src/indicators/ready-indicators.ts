import { type IndicatorBase, type IndicatorDefinition, indicatorFacts, indicators } from '@zhucan/catalogue'
import { type CompiledIndicator, compileIndicator, factTableColumns } from '@zhucan/rules'

const compiled = indicators.map(compileIndicator).filter((each): each is CompiledIndicator => each !== null)

/** What records can be counted, in the order in which they are. */
export const bases = ['person', 'household', 'clue', 'visit', 'list-row'] as const satisfies IndicatorBase[]

/** The computed indicators over one kind of record, ready to count, in the order of the catalogue. */
export const readyOver = (base: IndicatorBase): CompiledIndicator[] =>
  compiled.filter(({ over }) => over === base)

/** The indicators that offices hand in. */
export const reportedIndicators: readonly IndicatorDefinition[] = indicators.filter(
  ({ source }) => source === 'reported',
)

const engineTypes: Readonly<Record<string, 'INTEGER' | 'BIGINT' | 'BOOLEAN' | 'VARCHAR' | 'DATE'>> = {
  INTEGER: 'INTEGER',
  BIGINT: 'BIGINT',
  BOOLEAN: 'BOOLEAN',
  TEXT: 'VARCHAR',
  DATE: 'DATE',
}

/** The fact columns that the indicators over a kind of record look at: quoted name and the engine's type. */
export function neededColumns(
  base: IndicatorBase,
): { column: string; quoted: string; type: 'INTEGER' | 'BIGINT' | 'BOOLEAN' | 'VARCHAR' | 'DATE' }[] {
  const needed = new Set(readyOver(base).flatMap(({ facts }) => facts))
  return factTableColumns(indicatorFacts(base))
    .filter(({ fact }) => needed.has(fact))
    .map(({ column, quoted, type }) => ({ column, quoted, type: engineTypes[type] ?? 'VARCHAR' }))
}
