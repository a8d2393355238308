import type { SheetRow } from '@zhucan/sheets'

const chunkRows = 2000

/** The rows below the header in pieces: large enough for one question to the database, small enough for memory. */
export async function* inChunks(
  rows: AsyncIterable<SheetRow>,
  headerRow: number,
): AsyncGenerator<readonly SheetRow[]> {
  let chunk: SheetRow[] = []
  for await (const row of rows) {
    if (row.row <= headerRow) continue
    chunk.push(row)
    if (chunk.length < chunkRows) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
