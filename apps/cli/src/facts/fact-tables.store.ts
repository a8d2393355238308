import { resolve } from 'node:path'
import { type Analysis, AnalysisError, sqlText } from '@zhucan/analysis'
import { type FactType, factsCatalogue } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { factTableColumns } from '@zhucan/rules'
import { isParquet } from '../match/is-parquet.ts'
import { inPrivateFolder } from '../match/match-files.ts'
import { wrongUse } from '../wrong-use.ts'

/** A table of facts in Parquet: how SQL reads it, and which facts it has columns of. */
export interface FactTable {
  readonly rows: string
  readonly facts: readonly string[]
}

const wholeNumber = /^U?(TINY|SMALL|BIG)?INT(EGER)?$/
const expected: Readonly<Record<FactType, { readonly type: RegExp; readonly name: string }>> = {
  int: { type: wholeNumber, name: 'INTEGER' },
  money: { type: wholeNumber, name: 'BIGINT' },
  bool: { type: /^BOOLEAN$/, name: 'BOOLEAN' },
  text: { type: /^VARCHAR$/, name: 'VARCHAR' },
  date: { type: /^DATE$/, name: 'DATE' },
}

/** Runs work on kept facts in an engine that may touch the folders of the named paths only. */
export function withEngine<T>(
  { paths, memory }: { paths: readonly string[]; memory?: string | undefined },
  work: (analysis: Analysis) => Promise<T>,
): Promise<T> {
  return inPrivateFolder(paths, memory, work)
}

/** Looks at the columns of a Parquet table of facts. Problems 'file.not-found', 'facts.column-missing', 'facts.column-type'. */
export async function openFactTable(
  analysis: Analysis,
  path: string,
  { keys, only }: { keys: readonly string[]; only?: readonly string[] | undefined },
): Promise<FactTable> {
  if (!(await isParquet(path))) throw wrongUse('notParquet', { path })
  const rows = `read_parquet(${sqlText(resolve(path))})`
  const described = await analysis
    .rows<{ column_name: string; column_type: string }>(`describe select * from ${rows}`)
    .catch((error: unknown) => {
      throw error instanceof AnalysisError ? problem('file.not-readable', { path }) : error
    })
  const types = new Map(described.map(({ column_name, column_type }) => [column_name, column_type]))
  const require = (column: string, { type, name }: { type: RegExp; name: string }) => {
    const found = types.get(column)
    if (found === undefined) throw problem('facts.column-missing', { file: path, column })
    if (!type.test(found)) throw problem('facts.column-type', { file: path, column, found, expected: name })
  }
  for (const key of keys) require(key, expected.int)
  const all = factTableColumns(factsCatalogue)
  const chosen = all.filter(({ fact, column }) => (only ? only.includes(fact) : types.has(column)))
  for (const { fact, column } of chosen) require(column, expected[factsCatalogue[fact]!.type])
  if (chosen.length === 0) throw problem('facts.column-missing', { file: path, column: all[0]!.column })
  return { rows, facts: chosen.map(({ fact }) => fact) }
}
