import { compileReader, type FileDefinition, fileById } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/index.ts'
import { type ChosenSheet, chosenSheets } from './import-sheets.ts'
import { getImport } from './imports.store.ts'
import { getList } from './lists.store.ts'
import { findRawRow, type SealedRow, streamRawRows } from './raw-rows.store.ts'

/** A row of a list as it came: its typed values, and the texts of its cells by column. */
export interface RawRow {
  sheet: number
  row: number
  fields: Record<string, unknown>
  values: Readonly<Record<string, unknown>>
  texts: Readonly<Record<string, string>>
}

/** A list whose raw rows are still there, ready to read. */
export interface RawList {
  file: FileDefinition
  region: string
  /** Columns that at least one of its sheets has. */
  columns: ReadonlySet<string>
  /** Rows that no number led from; a second reading starts anew. */
  unmatched(): AsyncGenerator<RawRow>
  /** Rows that were linked by likeness. */
  linked(): AsyncGenerator<RawRow>
  /** One row, or undefined when it is not there. */
  row(sheet: number, row: number): Promise<RawRow | undefined>
}

/** Opens a list of one's area to read what its rows say. Problems 'list.not-found', 'link.raw-deleted'. */
export async function openRawList(ctx: Ctx, listId: string): Promise<RawList> {
  const list = await getList(ctx, listId)
  const file = fileById(list.fileType)
  if (list.rawDeletedAt !== null || file === null) throw problem('link.raw-deleted')
  const sheets = chosenSheets(file, (await getImport(ctx, listId)).sheets)
  const read = rowReader(ctx, listId, sheets)
  return {
    file,
    region: list.region,
    columns: new Set(sheets.flatMap(({ map }) => Object.keys(map))),
    async *unmatched() {
      for await (const sealed of streamRawRows(ctx, listId, 'unmatched')) yield read(sealed)
    },
    async *linked() {
      for await (const sealed of streamRawRows(ctx, listId, 'linked')) yield read(sealed)
    },
    async row(sheet, row) {
      const sealed = await findRawRow(ctx, listId, sheet, row)
      return sealed && read(sealed)
    },
  }
}

function rowReader(ctx: Ctx, listId: string, sheets: readonly ChosenSheet[]): (sealed: SealedRow) => RawRow {
  const readers = new Map(
    sheets.map(({ index, definition, map }) => [
      index,
      { map, read: compileReader(definition, map, { day: ctx.day() }) },
    ]),
  )
  return ({ sheet, row, sealed, fields }) => {
    const cells = JSON.parse(ctx.keyring.openText(sealed, `list:${listId}`)) as (string | null)[]
    const reader = readers.get(sheet)
    const texts: Record<string, string> = {}
    for (const [key, place] of Object.entries(reader?.map ?? {}))
      texts[key] = placesOf(place)
        .map((at) => cells[at]?.trim() ?? '')
        .filter((text) => text !== '')
        .join('/')
    const typed = cells.map((text) => (text === null ? null : ({ text, kind: 'text' } as const)))
    return { sheet, row, fields, texts, values: reader?.read(typed).values ?? {} }
  }
}

const placesOf = (place: unknown): readonly number[] =>
  typeof place === 'number' ? [place] : Array.isArray(place) ? (place as number[]) : []
