import type { FaultCode } from '@zhucan/kernel'
import type { Cell } from './cell.ts'
import { makeReadCell, missingFault, type ReadCell, type ReadOptions } from './cell-readers.ts'
import type { ColumnDefinition, SheetDefinition } from './define-file.ts'
import type { CellPlace, HeaderMap } from './header-map.ts'
import { disagreements, ownNumber } from './row-checks.ts'
import type { RowFault, RowReading } from './row-values.ts'

type Cells = readonly (Cell | null)[]

/** One mapped column, ready to read. */
type Step = {
  readonly key: string
  readonly find: (cells: Cells) => Cell | null
  readonly read: ReadCell
  /** Fault of a blank cell, or null where blank is allowed. */
  readonly missing: FaultCode | null
}

/**
 * Prepares a reader for all rows of a sheet: text of cells → typed values and faults. Pure, and it throws nothing.
 * @example const read = compileReader(deaths.sheets.rows, mapHeaders(deaths.sheets.rows, headers), { day })
 */
export function compileReader<Sheet extends SheetDefinition>(
  sheet: Sheet,
  map: HeaderMap,
  options: ReadOptions,
): (cells: Cells) => RowReading<Sheet> {
  const steps = Object.entries(sheet.columns)
    .filter(([key]) => map[key] !== undefined)
    .map(([key, column]) => makeStep(key, column, map[key]!, options))
  const birth = typeof map.birth === 'number' ? map.birth : -1
  return (cells) => {
    const values: Record<string, unknown> = {}
    const faults: RowFault[] = []
    for (const step of steps) values[step.key] = runStep(step, cells, faults)
    const checked = withoutFilledId(faults, values)
    checked.push(...disagreements(values, cells[birth]?.text ?? ''))
    // The steps were made from the sheet's own columns, so each value has its column's type.
    return { values, faults: checked } as RowReading<Sheet>
  }
}

/** Reads a single row; for many rows compile the reader once. */
export function readRow<Sheet extends SheetDefinition>(
  sheet: Sheet,
  map: HeaderMap,
  cells: Cells,
  options: ReadOptions,
): RowReading<Sheet> {
  return compileReader(sheet, map, options)(cells)
}

function makeStep(key: string, column: ColumnDefinition, place: CellPlace, options: ReadOptions): Step {
  return {
    key,
    find: finder(place),
    read: makeReadCell(column, options),
    missing: column.required ? missingFault(column.kind) : null,
  }
}

function runStep(step: Step, cells: Cells, faults: RowFault[]): unknown {
  const cell = step.find(cells)
  const text = cell === null ? '' : cell.text.trim()
  if (cell?.kind === 'error') {
    faults.push({ column: step.key, code: 'cell.formula-error' })
    return null
  }
  const codes: FaultCode[] = []
  const value = cell === null || text === '' ? null : step.read(text, cell.kind, codes)
  if (value === null && codes.length === 0 && step.missing !== null) codes.push(step.missing)
  for (const code of codes) faults.push({ column: step.key, code })
  return value
}

function finder(place: CellPlace): Step['find'] {
  if (typeof place === 'number') return (cells) => cells[place] ?? null
  if ('always' in place) {
    const cell: Cell = { text: place.always, kind: 'text' }
    return () => cell
  }
  return (cells) => joined(place, cells)
}

/** The levels of a region, widest first: 秦山县/青石镇/柳河村. */
function joined(indexes: readonly number[], cells: Cells): Cell {
  const parts = indexes.map((index) => cells[index]?.text.trim() ?? '').filter((text) => text !== '')
  return { text: parts.join('/'), kind: 'text' }
}

/** A missing ID is no fault where the certificate number holds it. */
function withoutFilledId(faults: RowFault[], values: Record<string, unknown>): RowFault[] {
  if (faults.length === 0 || ownNumber(values) === null) return faults
  return faults.filter(({ column, code }) => column !== 'idNumber' || code !== 'id.missing')
}

/** True when a row has no text at all; such rows are skipped, not counted. */
export function isBlankRow(cells: Cells): boolean {
  return cells.every((cell) => cell === null || cell.text.trim() === '')
}

const footer =
  /^(?:合计|总计|小计|共计|填表人|制表人|制表|填报人|审核人|负责人|单位负责人|备注|注|说明)\s*[:：]?/

/** True for the line of totals or signatures under a list: few cells, the first begins with 合计, 填表人 and the like. */
export function isFooterRow(cells: Cells): boolean {
  const texts = cells.map((cell) => cell?.text.trim() ?? '').filter((text) => text !== '')
  return (
    texts.length > 0 &&
    texts.length <= 6 &&
    footer.test(texts[0]!) &&
    !texts.some((text) => /\d{15,}/.test(text))
  )
}
