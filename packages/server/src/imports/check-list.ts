import {
  type ColumnKind,
  compileReader,
  type FileDefinition,
  isBlankRow,
  isFooterRow,
  type NumberValue,
  type RowFault,
} from '@zhucan/catalogue'
import { hideNumbers } from '@zhucan/kernel'
import type { SheetRow, Workbook } from '@zhucan/sheets'
import type { Ctx } from '../platform/index.ts'
import { blindKey } from '../register/index.ts'
import type { CheckTally } from './check-tally.ts'
import type { ChosenSheet } from './import-sheets.ts'
import { matchStagedRows } from './match-list.ts'
import { inChunks } from './row-chunks.ts'
import { createStage, keepStage, type StagedRow, stageRows } from './staged-rows.store.ts'

/** Kinds whose values feed facts and tell nobody who it is about. */
const feeding: ReadonlySet<ColumnKind> = new Set<ColumnKind>([
  'choice',
  'month',
  'money',
  'integer',
  'yesNo',
  'date',
])
/** Dates that are as good as a name. */
const identifying: ReadonlySet<string> = new Set(['birth', 'headBirth'])

/**
 * Reads a department's list, finds the people of the register by number, and keeps the outcome as rows of the import.
 * Runs inside the caller's transaction.
 */
export async function checkList(
  ctx: Ctx,
  workbook: Workbook,
  work: { importId: string; file: FileDefinition; sheets: readonly ChosenSheet[]; tally: CheckTally },
): Promise<void> {
  const seen = new Set<bigint>()
  await createStage(ctx)
  for (const sheet of work.sheets) {
    const read = makeRowReader(ctx, work.importId, sheet)
    const readChunk = (rows: readonly SheetRow[]) =>
      rows
        .filter(({ cells }) => !isBlankRow(cells) && !isFooterRow(cells))
        .map((row) => markRepeated(read(row), seen, work.file))
    for await (const staged of inChunks(workbook.rows(sheet.index), sheet.headerRow, readChunk)) {
      await stageRows(ctx, staged)
      await work.tally.add(staged)
    }
  }
  await matchStagedRows(ctx)
  await keepStage(ctx, work.importId)
}

/** A second row about one person is worth telling; it still says what it says. */
function markRepeated(row: StagedRow, seen: Set<bigint>, file: FileDefinition): StagedRow {
  if (row.number === null || file.multiplePerPerson) return row
  if (!seen.has(row.number.key)) {
    seen.add(row.number.key)
    return row
  }
  return { ...row, faults: [...row.faults, { column: 'idNumber', code: 'row.duplicate' }] }
}

function makeRowReader(ctx: Ctx, importId: string, sheet: ChosenSheet): (row: SheetRow) => StagedRow {
  const read = compileReader(sheet.definition, sheet.map, { day: ctx.day() })
  const feeds = Object.entries(sheet.definition.columns)
    .filter(([key, { kind }]) => feeding.has(kind) && !identifying.has(key))
    .map(([key]) => key)
  return ({ row, cells }) => {
    const { values, faults } = read(cells)
    const owner = ownerOf(values)
    const raw = JSON.stringify(cells.map((cell) => cell?.text ?? null))
    return {
      ...blank,
      sheet: sheet.index,
      row,
      state: owner ? 'absent' : 'invalid',
      name: typeof values.name === 'string' ? hideNumbers(values.name) : null,
      number: owner ? blindKey(ctx.keyring, owner.id18) : null,
      method: owner?.kind === 'id15' ? 'upgraded15' : null,
      faults: owner ? faults : withNumberFault(faults),
      fields: pick(values, feeds),
      sealed: ctx.keyring.seal(raw, `list:${importId}`),
    }
  }
}

const blank = {
  role: null,
  personId: null,
  changes: [],
  said: null,
  shows: null,
  saidSealed: null,
  idSealed: null,
  certificateSealed: null,
  guardianSealed: null,
  hukouRegion: null,
  residenceRegion: null,
  repeats: 0n,
} as const

/** The first of the row's own numbers that a person can be looked up by. */
function ownerOf(values: Readonly<Record<string, unknown>>): (NumberValue & { id18: string }) | null {
  const numbers = [values.idNumber, values.certificateNumber] as (NumberValue | null | undefined)[]
  const usable = numbers.find((number) => number?.usable)
  return usable?.id18 ? { ...usable, id18: usable.id18 } : null
}

function withNumberFault(faults: readonly RowFault[]): readonly RowFault[] {
  const isTold = faults.some(({ code }) => code.startsWith('id.') || code.startsWith('certificate.'))
  return isTold ? faults : [...faults, { column: 'idNumber', code: 'id.missing' }]
}

function pick(values: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {}
  for (const key of keys) {
    const value = values[key]
    if (value === null || value === undefined) continue
    picked[key] = typeof value === 'bigint' ? Number(value) : value
  }
  return picked
}
