import type { Writable } from 'node:stream'
import { columnLetters } from './cell-reference.ts'
import { encodeText } from './cell-text.ts'
import { safeSheetName } from './sheet-name.ts'
import { styleIndex, stylesXml } from './sheet-styles.ts'
import {
  type CellValue,
  type DropDown,
  rowXml,
  type SheetColumn,
  sheetHead,
  sheetTail,
  textCell,
} from './sheet-xml.ts'
import { createZipWriter, type PartWriter, type ZipWriter } from './zip-writer.ts'

/** `choicesSheet` names the tab for drop-down values too long for the column itself; it is there only if needed. */
export interface WriterOptions {
  choicesSheet?: string
}

/** A sheet to be written; `title` is a merged row above the header, `header: false` writes rows only. */
export interface SheetOptions {
  name: string
  columns: readonly SheetColumn[]
  freezeHeader?: boolean
  /** Rows that stay in view, where the header is written by `row` itself. */
  frozenRows?: number
  title?: string
  header?: boolean
  /** Not shown among the tabs. */
  hidden?: boolean
  /** Only columns that are not `locked` may be changed. */
  protect?: boolean
  /** Where the comments of a row's cells are gathered; without it they stand behind the last column. */
  problemColumn?: { header: string; place: 'leading' | 'trailing'; width?: number }
}

/** A sheet being written; await what `row` gives back where it is a promise. */
export interface SheetWriter {
  /** The name after cleaning. */
  readonly name: string
  /** Writes a row; `at` leaves rows empty up to that 1-based number. */
  row(values: readonly CellValue[], at?: number): Promise<void> | undefined
  end(): Promise<void>
}

/** A workbook written to a stream, one sheet after the other. */
export interface WorkbookWriter {
  addSheet(options: SheetOptions): SheetWriter
  finish(): Promise<void>
}

interface WriterState {
  zip: ZipWriter
  names: string[]
  hidden: Set<string>
  open: boolean
  choices: { sheet: string; lists: (readonly string[])[] }
}

/**
 * Writes an xlsx to `stream` in constant memory. Text is never a number or a formula, long numbers keep their
 * digits, and the file carries no author and no time.
 *
 * @example
 * const writer = createWorkbookWriter(createWriteStream('list.xlsx'))
 * const sheet = writer.addSheet({ name: '名单', columns: [{ header: '姓名', width: 12 }], freezeHeader: true })
 * await sheet.row(['王小明'])
 * await sheet.end()
 * await writer.finish()
 */
export function createWorkbookWriter(stream: Writable, options: WriterOptions = {}): WorkbookWriter {
  const sheet = safeSheetName(options.choicesSheet ?? 'Choices', [])
  const state: WriterState = {
    zip: createZipWriter(stream),
    names: [],
    hidden: new Set(),
    open: false,
    choices: { sheet, lists: [] },
  }
  // Programs tell an xlsx by its first parts; the list of sheets can only come last.
  writeSmall(state.zip, '_rels/.rels', rootRelations)
  writeSmall(state.zip, 'xl/styles.xml', stylesXml)
  return {
    addSheet: (sheetOptions) => startSheet(state, sheetOptions),
    async finish() {
      if (state.open) throw new Error('a sheet is still open')
      if (state.choices.lists.length > 0) await writeChoices(state)
      writeSmall(state.zip, 'xl/workbook.xml', workbookXml(state.names, state.hidden))
      writeSmall(state.zip, 'xl/_rels/workbook.xml.rels', workbookRelations(state.names.length))
      writeSmall(state.zip, '[Content_Types].xml', contentTypes(state.names.length))
      await state.zip.finish()
    },
  }
}

function writeSmall(zip: ZipWriter, name: string, xml: string): void {
  const part = zip.part(name)
  void part.write(xml)
  part.end().catch(() => undefined)
}

const flushChars = 64 * 1024

function startSheet(state: WriterState, options: SheetOptions): SheetWriter {
  if (state.open) throw new Error('the sheet before is still open')
  state.open = true
  const name = safeSheetName(options.name, [...state.names, state.choices.sheet])
  state.names.push(name)
  if (options.hidden) state.hidden.add(name)
  const layout = layOut(state, options)
  const part = state.zip.part(`xl/worksheets/sheet${state.names.length}.xml`)
  let text = layout.head
  let next = layout.firstRow
  const flush = () => {
    const full = text
    text = ''
    return part.write(full)
  }
  return {
    name,
    row(values, at = next) {
      if (at < next) throw new Error(`row ${at} is already written`)
      next = at + 1
      text += rowXml(at, layout.arrange(values), layout.references, layout.isOpen)
      return text.length < flushChars ? undefined : flush()
    },
    async end() {
      text += layout.tail
      await flush()
      await part.end()
      state.open = false
    },
  }
}

interface Layout {
  head: string
  tail: string
  firstRow: number
  references: readonly string[]
  isOpen: readonly boolean[]
  arrange(values: readonly CellValue[]): readonly CellValue[]
}

function layOut(state: WriterState, options: SheetOptions): Layout {
  const columns = allColumns(options)
  const hasHeader = options.header !== false
  const titleRows = options.title === undefined ? 0 : 1
  const firstRow = 1 + titleRows + (hasHeader ? 1 : 0)
  const references = columns.map((_, i) => columnLetters(i))
  const isMerged = titleRows > 0 && columns.length > 1
  return {
    head:
      sheetHead(columns, options.frozenRows ?? (options.freezeHeader ? firstRow - 1 : 0), options.protect) +
      (options.title === undefined ? '' : titleRow(options.title)) +
      (hasHeader ? headerRow(columns, titleRows + 1) : ''),
    tail: sheetTail(
      isMerged ? `A1:${references.at(-1)}1` : null,
      dropDowns(state, columns, firstRow),
      options.protect,
    ),
    firstRow,
    references,
    isOpen: options.protect ? columns.map(({ locked }) => !locked) : [],
    arrange: arrangement(options),
  }
}

function allColumns({ columns, problemColumn }: SheetOptions): readonly SheetColumn[] {
  if (!problemColumn) return columns
  const added: SheetColumn = { header: problemColumn.header, width: problemColumn.width ?? 40 }
  return problemColumn.place === 'leading' ? [added, ...columns] : [...columns, added]
}

const titleRow = (title: string) =>
  `<row r="1">${textCell('A1', title, styleIndex.title, styleIndex.title)}</row>`

function headerRow(columns: readonly SheetColumn[], row: number): string {
  const cells = columns.map(({ header }, i) =>
    textCell(`${columnLetters(i)}${row}`, header, styleIndex.header, styleIndex.headerQuoted),
  )
  return `<row r="${row}">${cells.join('')}</row>`
}

/** Puts the comments of a row's cells into its problem column. */
function arrangement({ columns, problemColumn }: SheetOptions): Layout['arrange'] {
  const isLeading = problemColumn?.place === 'leading'
  return (values) => {
    const sentences = values.flatMap((v) =>
      v !== null && typeof v === 'object' && v.comment ? [v.comment] : [],
    )
    if (isLeading) return [note(sentences), ...values]
    if (sentences.length === 0) return values
    const padded: CellValue[] = [...values]
    while (padded.length < columns.length) padded.push(null)
    return [...padded, note(sentences)]
  }
}

const note = (sentences: readonly string[]): CellValue =>
  sentences.length === 0 ? null : { text: sentences.join('\n'), as: 'note' }

/** Excel takes up to 255 characters of values in the column's own rule, parted by commas. */
const longestInlineList = 255

function dropDowns(state: WriterState, columns: readonly SheetColumn[], firstRow: number): DropDown[] {
  return columns.flatMap(({ choices }, column) => {
    if (!choices || choices.length === 0) return []
    return [{ column, firstRow, formula: choicesFormula(state, choices) }]
  })
}

function choicesFormula({ choices }: WriterState, values: readonly string[]): string {
  const inline = values.join(',')
  const fits = inline.length <= longestInlineList && !values.some((v) => /[",]|^\s|\s$/.test(v))
  if (fits) return `"${inline}"`
  choices.lists.push(values)
  const letters = columnLetters(choices.lists.length - 1)
  return `'${choices.sheet.replaceAll("'", "''")}'!$${letters}$1:$${letters}$${values.length}`
}

async function writeChoices(state: WriterState): Promise<void> {
  const { sheet, lists } = state.choices
  state.names.push(sheet)
  const part: PartWriter = state.zip.part(`xl/worksheets/sheet${state.names.length}.xml`)
  await part.write(sheetHead([], 0))
  const longest = Math.max(...lists.map((list) => list.length))
  for (let i = 0; i < longest; i += 1) {
    await part.write(
      rowXml(
        i + 1,
        lists.map((list) => list[i] ?? null),
        [],
      ),
    )
  }
  await part.write(sheetTail(null, []))
  await part.end()
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const sheetTypes = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const rootRelations = `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

function workbookXml(names: readonly string[], hidden: ReadonlySet<string>): string {
  const sheets = names.map(
    (name, i) =>
      `<sheet name="${encodeText(name)}" sheetId="${i + 1}"${hidden.has(name) ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
  )
  return `${declaration}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><bookViews><workbookView/></bookViews><sheets>${sheets.join('')}</sheets></workbook>`
}

function workbookRelations(sheets: number): string {
  const relations = Array.from(
    { length: sheets },
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  return `${declaration}<Relationships xmlns="${packages}/relationships">${relations.join('')}<Relationship Id="rId${sheets + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`
}

function contentTypes(sheets: number): string {
  const overrides = Array.from(
    { length: sheets },
    (_, i) =>
      `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${sheetTypes}.worksheet+xml"/>`,
  )
  return `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetTypes}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetTypes}.styles+xml"/>${overrides.join('')}</Types>`
}
