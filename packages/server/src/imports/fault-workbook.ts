import { PassThrough, Readable } from 'node:stream'
import { type FileDefinition, faultHeading, faultSeparator, fileById, formMarks } from '@zhucan/catalogue'
import { faultCatalogue, isFaultCode, problem } from '@zhucan/kernel'
import { type RowFault, rewriteWithFaults } from '@zhucan/sheets'
import type { Ctx } from '../platform/index.ts'
import { listFaultyRows } from './import-rows.store.ts'
import type { ImportSheet } from './import-sheets.ts'
import type { ImportRecord } from './imports.store.ts'
import { openStored } from './stored-file.ts'

type Locale = 'zh' | 'en'

/**
 * The uploaded workbook again with a column that says what is wrong in each row and the faulty cells marked. It holds
 * numbers in clear, because they are what must be repaired; it is written as it is fetched and rests nowhere. What is
 * wrong is read now, the bytes leave after the caller's transaction.
 */
export async function openFaultWorkbook(
  ctx: Ctx,
  record: ImportRecord,
  options: { rows: 'faulty' | 'all'; locale: Locale },
): Promise<ReadableStream> {
  const file = record.fileType === null ? null : fileById(record.fileType)
  if (!file) throw problem('import.not-recognised')
  const faults = new Map<string, readonly RowFault[]>()
  for (const { sheet, row, faults: found } of await listFaultyRows(ctx, record.id)) {
    const place = record.sheets.find(({ index }) => index === sheet)
    faults.set(
      `${sheet}:${row}`,
      found.map((fault) => toldFault(file, place, fault, options.locale)),
    )
  }
  const report = {
    faultsOf: (sheet: number, row: number) => faults.get(`${sheet}:${row}`) ?? [],
    headerRowOf: (sheet: number) => record.sheets.find(({ index }) => index === sheet)?.headerRow ?? null,
    keepsWhole: (name: string) => name === formMarks.sheet,
    hiddenColumnsOf: (sheet: number) =>
      (record.sheets.find(({ index }) => index === sheet)?.columns ?? [])
        .filter(({ header }) => header === formMarks.key)
        .map(({ index }) => index),
  }
  const plain = await openStored(ctx, record.storedAs)
  const output = new PassThrough({ highWaterMark: bufferBytes })
  rewriteWithFaults(plain.path, report, output, {
    onlyFaulty: options.rows === 'faulty',
    heading: faultHeading[options.locale],
    fileName: record.fileName,
  })
    .catch((error: Error) => output.destroy(error))
    .finally(() => plain.close())
  // Whoever stops fetching ends the writing too.
  output.on('error', () => undefined)
  return Readable.toWeb(output) as ReadableStream
}

const bufferBytes = 256 * 1024

function toldFault(
  file: FileDefinition,
  sheet: ImportSheet | undefined,
  fault: { column: string; code: string },
  locale: Locale,
): RowFault {
  const column = sheet?.columns.find(({ key }) => key === fault.column)?.index ?? null
  const label = sheet?.sheet ? file.sheets[sheet.sheet]?.columns[fault.column]?.label[locale] : undefined
  const sentence = isFaultCode(fault.code) ? faultCatalogue[fault.code][locale] : fault.code
  return { column, sentence: label ? label + faultSeparator[locale] + sentence : sentence }
}
