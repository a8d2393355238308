import { type Analysis, sqlColumn, sqlText } from '@zhucan/analysis'
import { exactMatchTables, keyColumns } from '@zhucan/matching'

/** Key tables of the two sides; rows are known by text: their `id` cell or their number. */
export const registerColumns = { ...keyColumns.register, person_id: 'VARCHAR' } as const
export const fileColumns = { ...keyColumns.file, known_as: 'VARCHAR', evidence: 'VARCHAR' } as const

/** A found pair; `evidence` is the column of the file whose number was used. */
export interface LinkRecord {
  readonly file_row: string
  readonly register_row: string
  readonly method: string
  readonly evidence: string
}

/** Every link, in the order of the file. */
export function linkRecords(analysis: Analysis): AsyncGenerator<LinkRecord[]> {
  const { link } = exactMatchTables()
  return analysis.stream<LinkRecord>(
    `select f.known_as as file_row, l.person_id as register_row, l.method, f.evidence
     from ${link} l join file_key f using (row_no) order by row_no`,
  )
}

/** Every register row that an ambiguous file row may mean, in the order of the file. */
export function candidateRecords(analysis: Analysis): AsyncGenerator<LinkRecord[]> {
  const { candidate } = exactMatchTables()
  return analysis.stream<LinkRecord>(
    `select f.known_as as file_row, c.person_id as register_row,
       case when f.upgraded then 'upgraded15' else 'exact' end as method, f.evidence
     from ${candidate} c join file_key f using (row_no) order by row_no, c.person_id`,
  )
}

/** Column names of Parquet files, in their order. */
export async function parquetHeaders(analysis: Analysis, path: string): Promise<string[]> {
  const columns = await analysis.rows<{ column_name: string }>(
    `describe select * from read_parquet(${sqlText(path)})`,
  )
  return columns.map(({ column_name }) => column_name)
}

/** A Parquet row: its 1-based number and the wanted columns as text under c0, c1, … by their place in the file. */
export type ParquetRecord = Readonly<Record<string, string | bigint | null>>

/** Rows of a Parquet file with only the wanted columns (0-based places), in no certain order. */
export function parquetRecords(
  analysis: Analysis,
  path: string,
  headers: readonly string[],
  wanted: readonly number[],
): AsyncGenerator<ParquetRecord[]> {
  const list = wanted.map((at) => `${sqlColumn(headers[at]!)}::varchar as c${at}`)
  return analysis.stream<ParquetRecord>(
    `select file_row_number + 1 as row, ${list.join(', ')}
     from read_parquet(${sqlText(path)}, file_row_number = true)`,
  )
}
