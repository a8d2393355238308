import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inTurn, openAnalysis } from '@zhucan/analysis'
import { makeLinkageSet } from '@zhucan/demo'
import { expect, it } from 'vitest'
import {
  assignPairs,
  dialectOf,
  type Engine,
  identityPlan,
  identityThresholds,
  linksSql,
  looksOneToOne,
  reviewSql,
  scoreSides,
} from '../src/index.ts'
import { readStatements } from '../src/spark/statements.ts'
import { identityCells, identityTable } from './identity-tables.ts'

/** Words of DuckDB alone; those of its dialect are not among them. */
const foreign =
  /\bqualify\b|\breplace \(|\bexclude \(|\bpositional\b|\basof\b|printf\(|using sample|\blist_|\barg_m|^from\b|\(\s*from\b|\binformation_schema\b(?!\.tables where table_name)/i

// The test on a cluster is not part of each check; this one is.
it('a linkage is written in what both engines know', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'zhucan-subset-'))
  try {
    await using analysis = await openAnalysis({ dir, memoryLimit: '256MB' })
    const said: string[] = []
    const engine: Engine = {
      ...analysis,
      // As Spark counts its rules: all at once.
      dialect: { ...dialectOf(analysis), stopsJoins: false, keepsSides: undefined },
      run: (sql) => {
        said.push(...readStatements(sql).map((statement) => JSON.stringify(statement)))
        return analysis.run(sql)
      },
      rows: (sql) => {
        said.push(sql)
        return analysis.rows(sql)
      },
      together: (work) => inTurn(engine, work),
    }
    const plan = identityPlan({ dialect: dialectOf(engine) })
    const set = makeLinkageSet({ seed: 5, register: 300, file: 300 })
    await engine.appendRows('people', identityTable, set.register.map(identityCells))
    await engine.appendRows('rows', identityTable, set.file.map(identityCells))
    await scoreSides(engine, { plan, sides: { left: 'people', right: 'rows' } })
    await looksOneToOne(engine, identityThresholds.link)
    await assignPairs(engine, identityThresholds, true)
    for (const sql of [linksSql, reviewSql]) await engine.rows(sql)
    expect(said.length).toBeGreaterThan(50)
    expect(said.flatMap((sql) => foreign.exec(sql)?.[0] ?? [])).toEqual([])
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})
