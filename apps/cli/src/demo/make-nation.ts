import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openAnalysis } from '@zhucan/analysis'
import {
  type NationalOptions,
  nationalPayments,
  nationalRegister,
  nationalResidual,
  nationalStrangers,
  nationalTables,
  type ResidualRow,
  residualColumns,
} from '@zhucan/demo'
import { residualSql, residualTable } from './nation.store.ts'

/** Makes a nation as Parquet files in a folder: register, payments, residual. Returns the rows of each. */
export async function makeNation(options: NationalOptions, out: string): Promise<Record<string, number>> {
  await mkdir(out, { recursive: true })
  await using analysis = await openAnalysis({ dir: join(out, '.work'), folders: [out], memoryLimit: '2GB' })
  for (const { name, columns, rows } of nationalTables()) await analysis.appendRows(name, columns, rows)
  const files: Record<string, number> = {}
  const write = async (name: string, sql: string) => {
    const path = join(out, `${name}.parquet`)
    files[path] = await analysis.copyToParquet(sql, path)
  }
  for (const { name, sql } of [nationalRegister(options), nationalPayments(options)]) await write(name, sql)
  const people = analysis.stream<ResidualRow>(nationalStrangers(options).sql)
  await analysis.appendRows(residualTable, residualColumns, spoilt(options.seed, people))
  await write('residual', residualSql)
  return files
}

async function* spoilt(seed: number, people: AsyncIterable<readonly ResidualRow[]>) {
  for await (const batch of people)
    for (const row of batch) yield [row.i, row.register_row, ...nationalResidual(seed, row)]
}
