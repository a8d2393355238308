export { columnLetters } from './cell-reference.ts'
export { detectEncoding, type Encoding } from './csv-encoding.ts'
export { type CsvOptions, type CsvRow, writeCsv } from './csv-writer.ts'
export { findHead, type HeadWords, headOfTwo, type SheetHead } from './find-head.ts'
export { findHeader } from './find-header.ts'
export { looksLikeFormula } from './formula-guard.ts'
export { type OpenOptions, openWorkbook } from './open-workbook.ts'
export {
  type FaultReport,
  type RewriteOptions,
  type RowFault,
  rewriteWithFaults,
} from './rewrite-with-faults.ts'
export {
  type Cell,
  type CellKind,
  defaultLimits,
  type Limits,
  type SheetInfo,
  type SheetRow,
  type Workbook,
} from './sheet-model.ts'
export { safeSheetName } from './sheet-name.ts'
export type { CellValue, MarkedCell, SheetColumn } from './sheet-xml.ts'
export {
  createWorkbookWriter,
  type SheetOptions,
  type SheetWriter,
  type WorkbookWriter,
  type WriterOptions,
} from './workbook-writer.ts'
export type { XmlAttributes, XmlFeed, XmlHandlers } from './xml-feed.ts'
export { createXmlFeed } from './xml-feed.ts'
export { openArchive, type ZipArchive } from './zip-archive.ts'
export { createZipWriter, type PartWriter, type ZipWriter } from './zip-writer.ts'
