import { openWorkbook } from '@zhucan/sheets'

/** The cells of an exported workbook as texts. */
export async function readRows(path: string): Promise<string[][]> {
  const workbook = await openWorkbook(path)
  const rows: string[][] = []
  for await (const { cells } of workbook.rows(0)) rows.push(cells.map((c) => c?.text ?? ''))
  await workbook.close()
  return rows
}
