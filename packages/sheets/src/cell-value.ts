import { isPlainDate, problem } from '@zhucan/kernel'
import { decodeEscapes } from './cell-text.ts'
import { type NumberStyle, plainNumber, serialToDay, serialToTime } from './number-format.ts'
import type { SharedStrings } from './shared-strings.ts'
import type { Cell } from './sheet-model.ts'

/** What cells refer to outside their sheet. */
export interface CellTables {
  strings: SharedStrings
  styles: readonly NumberStyle[]
  date1904: boolean
}

/** A cell while it is read: its `t` and `s`, its 0-based column, and what stood in `v` and in `is`. */
export interface OpenCell {
  type: string
  style: number
  column: number
  value: string
  inline: string
  hasFormula: boolean
}

/** Gives a closed cell its text and kind; null where it holds nothing. */
export function readCell(cell: OpenCell, tables: CellTables): Cell | null {
  const content = readTyped(cell, tables)
  if (!cell.hasFormula) return content === null || content.text === '' ? null : content
  if (content?.kind === 'error') return content
  return { text: content?.text ?? '', kind: 'formula' }
}

function readTyped(cell: OpenCell, tables: CellTables): Cell | null {
  const { value } = cell
  switch (cell.type) {
    case 's': {
      if (value === '') return null
      const text = tables.strings.at(Number(value))
      if (text === null) throw problem('sheet.broken-part', { part: 'sharedStrings.xml' })
      return { text, kind: 'text' }
    }
    case 'inlineStr':
      return { text: decodeEscapes(cell.inline), kind: 'text' }
    case 'str':
      return { text: decodeEscapes(value), kind: 'text' }
    case 'b':
      return value === ''
        ? null
        : { text: value === '1' || value === 'true' ? 'TRUE' : 'FALSE', kind: 'boolean' }
    case 'e':
      return { text: value, kind: 'error' }
    case 'd':
      return readIsoDate(value)
    default:
      return readNumber(value, tables.styles[cell.style], tables.date1904)
  }
}

function readIsoDate(value: string): Cell | null {
  const [day, time] = value.split('T')
  if (!day || !isPlainDate(day)) return { text: value, kind: 'text' }
  const shown = /^\d{2}:\d{2}:\d{2}/.exec(time ?? '')?.[0]
  return shown && shown !== '00:00:00'
    ? { text: day, kind: 'date', time: shown }
    : { text: day, kind: 'date' }
}

function readNumber(raw: string, style: NumberStyle | undefined, date1904: boolean): Cell | null {
  const value = raw.trim()
  if (value === '') return null
  if (style === undefined || style.as === 'number') return { text: plainNumber(value), kind: 'number' }
  if (style.as === 'padded') return { text: plainNumber(value).padStart(style.width, '0'), kind: 'number' }
  return readSerial(value, style, date1904)
}

function readSerial(value: string, style: NumberStyle, date1904: boolean): Cell {
  const serial = Number(value)
  if (serial >= 0 && serial < 1) return { text: serialToTime(serial), kind: 'text' }
  const day = serialToDay(serial, date1904)
  if (day === null) return { text: plainNumber(value), kind: 'number' }
  const time = serialToTime(serial)
  const showsTime = (style.as === 'time' || (style.as === 'date' && style.time)) && time !== '00:00:00'
  return showsTime ? { text: day, kind: 'date', time } : { text: day, kind: 'date' }
}
