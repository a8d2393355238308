import {
  type BookRow,
  conditionCode,
  factsCatalogue,
  findLine,
  type PolicyBasis,
  policyBasisLabels,
  policyGroupLabels,
} from '@zhucan/catalogue'
import type { Label, PlainDate } from '@zhucan/kernel'
import { formatFactLabel } from '@zhucan/rules'
import { type Ctx, loadPolicyBook } from '../platform/index.ts'
import { findClueGround, namesOf } from './policy-lines.store.ts'

/** One line of policy behind a reason: what it said, whose it is, since when, on which paper. */
export interface ReasonLine {
  label: Label
  value: Label | null
  regionName: string | null
  fromDay: string
  source: { title: Label; article: Label | null }
  basis: Label
  isLocal: boolean
}

/**
 * The lines that a clue's reason rests on, as they were known when it was found: a line confirmed later does not explain an
 * earlier clue.
 */
export async function linesOfClue(
  ctx: Ctx,
  clue: { id: string; rule: string; facts: Readonly<Record<string, unknown>> },
): Promise<ReasonLine[]> {
  const ground = await findClueGround(ctx, clue.id)
  if (!ground) return []
  const book = await loadPolicyBook(ctx, ground.startedAt)
  const find = (code: string) => findLine(book, code, ground.place, ground.day as PlainDate)
  const amounts = Object.keys(clue.facts).filter((fact) => factsCatalogue[fact]?.subject === 'policy')
  const condition = find(conditionCode(clue.rule))
  const found = [
    ...amounts.flatMap((code) => {
      const row = find(code)
      return row && row.value === clue.facts[code] ? [row] : []
    }),
    ...(condition?.id ? [condition] : []),
  ]
  const names = await namesOf(
    ctx,
    found.map(({ region }) => region),
  )
  return found.map((row) => reasonLine(row, names))
}

function reasonLine(row: BookRow, names: Map<string, string>): ReasonLine {
  const fact = factsCatalogue[row.fact]
  return {
    label: fact?.label ?? policyGroupLabels.condition,
    value: fact && row.value !== null ? formatFactLabel(fact, row.value) : null,
    regionName: names.get(row.region) ?? null,
    fromDay: row.from,
    source: { title: row.source.title, article: row.source.article ?? null },
    basis: policyBasisLabels[row.basis satisfies PolicyBasis],
    isLocal: row.id !== null,
  }
}
