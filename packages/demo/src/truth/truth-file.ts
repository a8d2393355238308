import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'

type Value = string | number | boolean | null

/** A csv file written row by row; await what `row` gives back where it is a promise. */
export interface TruthFile {
  row(...values: readonly Value[]): Promise<void> | undefined
  end(): Promise<void>
  /** Rows written so far, without the header. */
  count(): number
}

const FLUSH = 64 * 1024

/** Opens a plain UTF-8 csv with LF; booleans are written as 1 and 0. */
export function openTruthFile(path: string, header: readonly string[]): TruthFile {
  const stream = createWriteStream(path)
  const done = finished(stream)
  done.catch(() => undefined)
  let text = `${header.join(',')}\n`
  let rows = 0
  const flush = async () => {
    const full = text
    text = ''
    if (!stream.write(full)) await once(stream, 'drain')
  }
  return {
    row(...values) {
      rows++
      text += `${values.map(cell).join(',')}\n`
      return text.length < FLUSH ? undefined : flush()
    },
    async end() {
      stream.end(text)
      await done
    },
    count: () => rows,
  }
}

function cell(value: Value): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? '1' : '0'
  const text = String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
