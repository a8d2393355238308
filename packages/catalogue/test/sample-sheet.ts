import { formatYuan } from '@zhucan/kernel'
import type { Cell } from '../src/cell.ts'
import type { FileDefinition, SheetDefinition } from '../src/define-file.ts'
import { isKnownHeader, mapHeaders } from '../src/header-map.ts'
import { compileReader, isBlankRow, isFooterRow } from '../src/read-file.ts'
import type { NumberValue } from '../src/row-values.ts'

type Row = (Cell | null)[]
/** Values and faults of one row in the form of an examples file: blanks left out, numbers as text. */
export type ReadableRow = { values: Record<string, unknown>; faults: string[] }

/** Cells of a small CSV text; enough for samples, the product's reader is in packages/sheets. */
export function parseCsv(text: string): Row[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => {
    const fields = line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)!.slice(0, -1)
    return (line.endsWith(',') ? [...fields, ''] : fields).map((field) => {
      const inner = field.replace(/,$/, '')
      const plain = inner.startsWith('"') ? inner.slice(1, -1).replaceAll('""', '"') : inner
      if (plain === '') return null
      return { text: plain, kind: /^#[A-Z/]+[!?A]$/.test(plain) ? 'error' : 'text' }
    })
  })
}

/** Header texts and data rows of a sample, found as an import finds them. */
export function splitSample(
  rows: readonly Row[],
  file: FileDefinition,
): { headers: string[]; title: string; data: Row[] } {
  const at = rows.findIndex(
    (row) => row.filter((cell) => cell && isKnownHeader(cell.text, [file])).length >= 3,
  )
  const texts = (row: Row) => row.map((cell) => cell?.text ?? '')
  return {
    headers: texts(rows[at]!),
    title: rows.slice(0, at).flatMap(texts).join(''),
    data: rows.slice(at + 1).filter((row) => !isBlankRow(row) && !isFooterRow(row)),
  }
}

/** Every row of a sample as an examples file shows it. */
export function readSample(
  sheet: SheetDefinition,
  headers: string[],
  data: Row[],
  options: Parameters<typeof compileReader>[2],
): ReadableRow[] {
  const read = compileReader(sheet, mapHeaders(sheet, headers), options)
  return data.map((cells) => {
    const { values, faults } = read(cells)
    const shown = Object.entries(values).filter(([, value]) => value !== null)
    return {
      values: Object.fromEntries(shown.map(([key, value]) => [key, readable(value)])),
      faults: faults.map(({ column, code }) => `${column} ${code}`),
    }
  })
}

function readable(value: unknown): unknown {
  if (typeof value === 'bigint') return formatYuan(value)
  if (typeof value !== 'object' || value === null) return value
  // Objects are numbers only; no other kind has them.
  const { id18, usable, certificate } = value as NumberValue
  const suffix = certificate?.reissue ? `B${certificate.reissue}` : ''
  return { id18, usable, ...(certificate ? { certificate: certificate.base20 + suffix } : {}) }
}
