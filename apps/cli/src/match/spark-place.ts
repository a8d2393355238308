import { join } from 'node:path'
import type { Analysis } from '@zhucan/analysis'
import { type Engine, onSpark } from '@zhucan/matching'
import { wrongUse } from '../wrong-use.ts'

/** Where a cluster is, the folder it shares with this machine, and the Python here that has pyspark. */
export interface SparkPlace {
  readonly master: string
  readonly folder: string
  readonly python: string
}

/** What the command line says about engines. */
export interface EngineValues {
  readonly engine: string
  readonly 'spark-master'?: string | undefined
  readonly 'spark-folder'?: string | undefined
  readonly 'spark-python': string
  readonly dedupe: boolean
  readonly index?: string | undefined
}

/** The cluster that is asked for; undefined where DuckDB does it all. */
export function sparkPlace(values: EngineValues): SparkPlace | undefined {
  const { engine, dedupe, index, 'spark-master': master, 'spark-folder': folder } = values
  if (engine === 'duckdb') {
    if (master || folder) throw wrongUse('sparkOptions')
    return undefined
  }
  if (engine !== 'spark') throw wrongUse('engine', { engine })
  if (dedupe || index !== undefined) throw wrongUse('sparkAlone')
  if (!master || !folder) throw wrongUse('sparkNeeds')
  if (/^\w+:\/\//.test(folder)) throw wrongUse('sparkFolder')
  return { master, folder, python: values['spark-python'] }
}

/** A file name in the shared folder, for those who open what lies around a file. */
export function sharedFolderOf(spark: SparkPlace | undefined): string[] {
  return spark === undefined ? [] : [join(spark.folder, 'session')]
}

/** Links on the cluster where one is asked for, else here. */
export function onEngine<Result>(
  analysis: Analysis,
  spark: SparkPlace | undefined,
  tables: readonly string[],
  work: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  return spark === undefined ? work(analysis) : onSpark(analysis, spark, tables, work)
}
