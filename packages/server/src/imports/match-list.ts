import { join } from 'node:path'
import { type Analysis, openAnalysis } from '@zhucan/analysis'
import { exactMatchTables, keyColumns, linkers } from '@zhucan/matching'
import type { Ctx } from '../platform/index.ts'
import {
  copyOutcome,
  type OutcomeRow,
  outcomeQuery,
  prepareRegisterKeys,
  setOutcomes,
  streamFileKeys,
  streamRegisterKeys,
} from './match-list.store.ts'

const memoryLimit = '256MB'

/**
 * Finds the people behind the staged rows of a list. The engine sees blind keys only, in a private folder that it
 * empties; rows without a usable number wait for a linker that compares names and births.
 */
export async function matchStagedRows(ctx: Ctx): Promise<void> {
  await prepareRegisterKeys(ctx)
  const analysis = await openAnalysis({ dir: join(ctx.dataDir, 'analysis'), memoryLimit, threads: 2 })
  try {
    await linkKeys(ctx, analysis)
  } finally {
    await analysis.close()
  }
  await setOutcomes(ctx)
}

const registerColumns = { person_id: 'UUID', key: 'BIGINT', ck: 'SMALLINT' } as const

async function linkKeys(ctx: Ctx, analysis: Analysis): Promise<void> {
  await analysis.appendRows('register_key', registerColumns, streamRegisterKeys(ctx))
  await analysis.appendRows('file_key', keyColumns.file, streamFileKeys(ctx))
  const request = { register: { table: 'register_key' }, file: { table: 'file_key' } }
  for (const linker of linkers) await linker.run(analysis, request)
  const { outcome } = exactMatchTables()
  await copyOutcome(ctx, analysis.stream<OutcomeRow>(outcomeQuery(outcome)))
}
