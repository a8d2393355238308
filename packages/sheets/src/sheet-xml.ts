import { problem } from '@zhucan/kernel'
import { type CellPlace, columnLetters, readReference } from './cell-reference.ts'
import { encodeText } from './cell-text.ts'
import { looksLikeFormula } from './formula-guard.ts'
import { dayToSerial } from './number-format.ts'
import { styleIndex } from './sheet-styles.ts'

/**
 * What one cell may be given: text (also of long numbers), a number, a day (`YYYY-MM-DD`, written as a real date),
 * or one of them marked as faulty with a sentence for the problem column.
 */
export type CellValue = string | number | null | MarkedCell
/** A cell with a mark: `fault` paints it red, `comment` goes to the row's problem column. */
export interface MarkedCell {
  text?: string | number
  date?: string
  fault?: boolean
  comment?: string
  /** `note` is shown wrapped, `heading` like a column's name. */
  as?: 'note' | 'heading'
  /** In a protected sheet: may not be changed, though its column may. */
  locked?: boolean
}

/** A column as it is written; `choices` become a drop-down, `width` counts characters (a Chinese one is two). */
export interface SheetColumn {
  header: string
  width?: number
  kind?: 'text' | 'number' | 'date'
  hidden?: boolean
  choices?: readonly string[]
  /** In a protected sheet: may not be changed. */
  locked?: boolean
}

const longestCell = 32_767

/** XML of one row; `references` are the letters of its columns, values beyond them get theirs computed. */
export function rowXml(
  row: number,
  values: readonly CellValue[],
  references: readonly string[],
  isOpen: readonly boolean[] = [],
): string {
  let xml = `<row r="${row}">`
  for (let column = 0; column < values.length; column += 1) {
    const value = values[column]
    if (value === null || value === undefined || value === '') continue
    const reference = `${references[column] ?? columnLetters(column)}${row}`
    const style = isOpen[column] ? openStyles : plainStyles
    if (typeof value === 'string') xml += textCell(reference, value, style.text, style.quoted)
    else if (typeof value === 'number') xml += numberCell(reference, value, style.number)
    else xml += markedCell(reference, value, style)
  }
  return `${xml}</row>`
}

function markedCell(
  reference: string,
  { text, date, fault, as, locked }: MarkedCell,
  unmarked: typeof plainStyles | typeof openStyles,
): string {
  const style = fault
    ? faultStyles
    : as === 'note'
      ? noteStyles
      : as === 'heading'
        ? headingStyles
        : locked
          ? plainStyles
          : unmarked
  const serial = date === undefined ? null : dayToSerial(date)
  if (serial !== null) return numberCell(reference, serial, style.date)
  if (typeof text === 'number') return numberCell(reference, text, style.number)
  const content = text ?? date ?? ''
  if (content !== '') return textCell(reference, content, style.text, style.quoted)
  return fault ? `<c r="${reference}" s="${style.text}"/>` : ''
}

const plainStyles = {
  text: styleIndex.text,
  quoted: styleIndex.textQuoted,
  number: styleIndex.general,
  date: styleIndex.date,
}
const openStyles = {
  text: styleIndex.openText,
  quoted: styleIndex.openTextQuoted,
  number: styleIndex.openGeneral,
  date: styleIndex.openDate,
}
const noteStyles = { ...plainStyles, text: styleIndex.note, quoted: styleIndex.noteQuoted }
const headingStyles = { ...plainStyles, text: styleIndex.header, quoted: styleIndex.headerQuoted }
const faultStyles = {
  text: styleIndex.faultText,
  quoted: styleIndex.faultTextQuoted,
  number: styleIndex.faultNumber,
  date: styleIndex.faultDate,
}

/** A cell that is text for ever: typed as string, formatted as text, with quote prefix where it looks like a formula. */
export function textCell(reference: string, text: string, style: number, quotedStyle: number): string {
  if (text.length > longestCell)
    throw problem('sheet.cell-too-long', { ...placeOf(reference), limit: longestCell })
  const space = /^\s|\s$/.test(text) ? ' xml:space="preserve"' : ''
  const shown = looksLikeFormula(text) ? quotedStyle : style
  return `<c r="${reference}" s="${shown}" t="inlineStr"><is><t${space}>${encodeText(text)}</t></is></c>`
}

function placeOf(reference: string): CellPlace {
  const place = { column: 0, row: 0 }
  readReference(reference, place)
  return { row: place.row, column: place.column + 1 }
}

function numberCell(reference: string, value: number, style: number): string {
  if (!Number.isFinite(value)) return ''
  return `<c r="${reference}" s="${style}"><v>${value}</v></c>`
}

/** Everything in front of a sheet's rows: frozen header, widths, and text format for cells still to be filled in. */
export function sheetHead(columns: readonly SheetColumn[], frozenRows: number, isProtected = false): string {
  const pane =
    frozenRows > 0
      ? `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`
      : ''
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${columnsXml(columns, isProtected)}<sheetData>`
}

function columnsXml(columns: readonly SheetColumn[], isProtected: boolean): string {
  if (columns.length === 0) return ''
  const xml = columns.map(({ width = 14, kind = 'text', hidden, locked }, i) => {
    const styles = isProtected && !locked ? openStyles : plainStyles
    const style = styles[kind]
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${style}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`
  })
  return `<cols>${xml.join('')}</cols>`
}

/** A drop-down for one column: its values in the sheet itself or, where they are too long, a range elsewhere. */
export interface DropDown {
  column: number
  firstRow: number
  formula: string
}

const lastRow = 1_048_576

/** No password: it keeps from slips, not from will. Rows and columns may still be added, sorted and filtered. */
const protection =
  '<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" insertColumns="0" insertRows="0" deleteRows="0" sort="0" autoFilter="0"/>'

/** Everything behind a sheet's rows. */
export function sheetTail(
  merged: string | null,
  dropDowns: readonly DropDown[],
  isProtected = false,
): string {
  const merges = merged === null ? '' : `<mergeCells count="1"><mergeCell ref="${merged}"/></mergeCells>`
  const validations = dropDowns.map(({ column, firstRow, formula }) => {
    const letters = columnLetters(column)
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${letters}${firstRow}:${letters}${lastRow}"><formula1>${encodeText(formula)}</formula1></dataValidation>`
  })
  const lists =
    validations.length === 0
      ? ''
      : `<dataValidations count="${validations.length}">${validations.join('')}</dataValidations>`
  return `</sheetData>${isProtected ? protection : ''}${merges}${lists}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/></worksheet>`
}
