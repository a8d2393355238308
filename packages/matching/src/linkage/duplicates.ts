import { probabilitySql } from './assign.ts'
import type { Engine } from './dialect.ts'
import { groupRows, type WeighedPair } from './group-rows.ts'
import { evidenceSql, scoredTable, weightTable } from './score.ts'

/** Pairs that may help to hold a group together, bits. */
const leastHelp = -6
/** Groups join when their rows agree on the whole: even odds on the mean. */
const options = { join: 0, unseen: -5 }
const pairColumns = { a: 'INTEGER', b: 'INTEGER', joined: 'DOUBLE' } as const

const groupedTable = 'linkage_grouped'

/** Groups scored rows of one table into persons; the pairs are then found by `duplicatesSql`. Returns their number. */
export async function groupDuplicates(engine: Engine): Promise<number> {
  const pairs = await engine.rows<WeighedPair>(
    `select a, b, weight from ${scoredTable} where weight >= ${leastHelp}`,
  )
  const groups = groupRows(pairs, options)
  await engine.run(`drop table if exists ${groupedTable}`)
  return engine.appendRows(groupedTable, pairColumns, pairsOf(groups))
}

function* pairsOf(groups: ReturnType<typeof groupRows>) {
  for (const { rows, weight } of groups) {
    const sorted = [...rows].sort((x, y) => x - y)
    for (const [at, a] of sorted.entries())
      for (const b of sorted.slice(at + 1)) yield [a, b, weight] as const
  }
}

/**
 * SQL of the pairs inside groups: a, b, weight, probability, evidence. A pair that others hold together weighs as much
 * as the weakest joint of its group.
 */
export const duplicatesSql = `select a, b, weight, ${probabilitySql('weight')} as probability, evidence from (
  select g.a, g.b, greatest(coalesce(s.weight, g.joined), g.joined) as weight,
    case when s.a is null then 'through others of the group' else ${evidenceSql} end ||
    case when s.weight < g.joined then '; held by others of the group' else '' end as evidence
  from ${groupedTable} g left join ${scoredTable} s on s.a = g.a and s.b = g.b
    left join ${weightTable} w on w.pattern = s.pattern)`
