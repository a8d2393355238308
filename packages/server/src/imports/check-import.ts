import { fileById } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { openWorkbook } from '@zhucan/sheets'
import type { Ctx } from '../platform/index.ts'
import { checkList } from './check-list.ts'
import { checkRegister } from './check-register.ts'
import { openTally } from './check-tally.ts'
import { chosenSheets } from './import-sheets.ts'
import type { ImportRecord } from './imports.store.ts'
import { countCells } from './register-form.store.ts'
import { countStages } from './staged-rows.store.ts'
import { openStored } from './stored-file.ts'

/** What a check found out. */
export interface CheckResult {
  counts: Record<string, number>
  faults: { code: string; count: number }[]
  checkedAgainst: string
}

/**
 * Compares an upload with the register inside the caller's transaction; its rows are kept as rows of the import.
 * Throws Problem 'sheet.…' where the file turns out hostile further down, 'import.no-rows' where nothing is in it.
 */
export async function checkImport(
  ctx: Ctx,
  record: ImportRecord,
  work: { against: string; tell(done: number): Promise<void> },
): Promise<CheckResult> {
  const file = fileById(record.fileType ?? '')
  if (!file) throw problem('import.not-recognised')
  const tally = openTally(ctx.now, work.tell)
  const sheets = chosenSheets(file, record.sheets)
  const plain = await openStored(ctx, record.storedAs)
  try {
    const workbook = await openWorkbook(plain.path, { fileName: record.fileName })
    try {
      if (file.id === 'register')
        await checkRegister(ctx, workbook, {
          importId: record.id,
          formId: record.formId,
          sheets,
          tally,
        })
      else await checkList(ctx, workbook, { importId: record.id, file, sheets, tally })
    } finally {
      await workbook.close()
    }
  } finally {
    await plain.close()
  }
  const { counts, faults } = tally.result()
  if (counts.rows === 0) throw problem('import.no-rows')
  const states = await countStages(ctx)
  const cells = record.formId ? await countCells(ctx, record.formId) : {}
  await ctx.client.query('drop table staged_row')
  return {
    counts: { rows: counts.rows!, warnings: counts.warnings ?? 0, ...states, ...cells },
    faults,
    checkedAgainst: work.against,
  }
}
