import type { SheetRow } from '@zhucan/sheets'

const chunkRows = 1000

/**
 * What `read` makes of the rows below the header, in pieces: large enough for one question to the database, small enough
 * for memory. The next piece is read while the database is busy with the last one.
 */
export function inChunks<T>(
  rows: AsyncIterable<SheetRow>,
  headerRow: number,
  read: (rows: readonly SheetRow[]) => T,
): AsyncGenerator<T> {
  return oneAhead(readChunks(rows, headerRow, read))
}

async function* readChunks<T>(
  rows: AsyncIterable<SheetRow>,
  headerRow: number,
  read: (rows: readonly SheetRow[]) => T,
): AsyncGenerator<T> {
  let chunk: SheetRow[] = []
  for await (const row of rows) {
    if (row.row <= headerRow) continue
    chunk.push(row)
    if (chunk.length < chunkRows) continue
    yield read(chunk)
    chunk = []
  }
  if (chunk.length > 0) yield read(chunk)
}

async function* oneAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    let coming = source.next()
    for (;;) {
      const { done, value } = await coming
      if (done) return
      coming = source.next()
      // Told where it is awaited; without this an error in the meantime would end the process.
      coming.catch(() => undefined)
      yield value
    }
  } finally {
    await source.return(undefined)
  }
}
