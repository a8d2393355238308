import { join } from 'node:path'
import type { Analysis } from '@zhucan/analysis'
import { decided } from '../linkage/assign.ts'
import { weightTable } from '../linkage/score.ts'
import { openSpark, type SparkEngine, type SparkOptions } from './open-spark.ts'

/**
 * Does the work of a linkage on a cluster: takes the raw tables there by the shared folder, which `local` must be allowed to
 * use, and brings back what was decided, so that the SQL of links and review reads it as if it had been made here.
 */
export async function onSpark<Result>(
  local: Analysis,
  options: SparkOptions,
  tables: readonly string[],
  work: (engine: SparkEngine) => Promise<Result>,
): Promise<Result> {
  await using engine = await openSpark(options)
  const place = (table: string) => join(engine.folder, `${table}.parquet`)
  for (const table of tables) {
    await local.copyToParquet(`select * from ${table}`, place(table))
    await engine.loadParquet(table, place(table))
  }
  const result = await work(engine)
  for (const table of [decided.link, decided.review, weightTable]) {
    await engine.copyToParquet(`select * from ${table}`, place(table))
    await local.loadParquet(table, place(table))
  }
  return result
}
