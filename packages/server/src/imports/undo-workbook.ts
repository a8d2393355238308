import { PassThrough } from 'node:stream'
import { fileById, type UndoReason, undoFates, undoReasons, undoSheet } from '@zhucan/catalogue'
import { maskName } from '@zhucan/kernel'
import { createWorkbookWriter } from '@zhucan/sheets'
import { type Ctx, spendExport } from '../platform/index.ts'
import { listPlan } from './undo-plan.store.ts'

type Locale = 'zh' | 'en'

const pageRows = 5000
/** A workbook with more rows than this is no reading matter; the numbers stand in the preview. */
const mostRows = 100_000

/** The people of a planned undo as a workbook, those who stay first; names masked. */
export async function undoWorkbook(ctx: Ctx, locale: Locale): Promise<Response> {
  const output = new PassThrough()
  const chunks: Buffer[] = []
  output.on('data', (chunk: Buffer) => chunks.push(chunk))
  const writer = createWorkbookWriter(output)
  const sheet = writer.addSheet({
    name: undoSheet.title[locale],
    freezeHeader: true,
    columns: [
      { header: undoSheet.name[locale], width: 12 },
      { header: undoSheet.fate[locale], width: 28 },
      { header: undoSheet.reason[locale], width: 36 },
      { header: undoSheet.fields[locale], width: 60 },
    ],
  })
  let taken = 0
  for (let offset = 0; offset < mostRows; offset += pageRows) {
    const { rows } = await listPlan(ctx, null, { offset, limit: pageRows })
    taken += rows.length
    for (const { name, fate, reason, fields } of rows) {
      const why = reason === null ? '' : undoReasons[reason as UndoReason][locale]
      await sheet.row([
        maskName(name),
        undoFates[fate][locale],
        why,
        fields.map((field) => labelOf(field, locale)).join('; '),
      ])
    }
    if (rows.length < pageRows) break
  }
  await spendExport(ctx, { way: 'undo-people', rows: taken, fileRows: taken })
  await sheet.end()
  await writer.finish()
  return new Response(new Uint8Array(Buffer.concat(chunks)), {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': 'attachment; filename="undo.xlsx"',
      'cache-control': 'no-store',
    },
  })
}

const registerColumns = Object.assign(
  {},
  ...Object.values(fileById('register')?.sheets ?? {}).map(({ columns }) => columns),
) as Record<string, { label: Record<Locale, string> } | undefined>

const labelOf = (field: string, locale: Locale): string => registerColumns[field]?.label[locale] ?? field
