import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { problem } from '@zhucan/kernel'
import { openCsv } from './csv-workbook.ts'
import { defaultLimits, type Limits, type Workbook } from './sheet-model.ts'
import { sniffFormat } from './sniff-format.ts'
import { openXlsx } from './xlsx-workbook.ts'

/** `fileName` names the only sheet of a csv where the path on disk is not the uploaded name. */
export interface OpenOptions {
  limits?: Partial<Limits>
  fileName?: string
}

/**
 * Opens an xlsx or csv file by what its bytes say. Everything wrong with the file itself is a Problem
 * `sheet.…`, thrown here or while its rows are read; memory stays bounded whatever the file claims.
 *
 * @example
 * const workbook = await openWorkbook('civil-affairs.xlsx')
 * for await (const { row, cells } of workbook.rows(0)) console.log(row, cells[0]?.text)
 * await workbook.close()
 */
export async function openWorkbook(path: string, options: OpenOptions = {}): Promise<Workbook> {
  const limits = { ...defaultLimits, ...options.limits }
  const format = await inspect(path, limits)
  if (format === 'zip') return openXlsx(path, limits)
  const fileName = basename(options.fileName ?? path)
  return openCsv(path, basename(fileName, extname(fileName)), limits)
}

async function inspect(path: string, limits: Limits): Promise<'zip' | 'text'> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size > limits.maxBytes)
      throw problem('sheet.too-large', { megabytes: Math.round(limits.maxBytes / 1048576) })
    return await sniffFormat(async (position, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
      return buffer.subarray(0, bytesRead)
    })
  } finally {
    await file.close()
  }
}
