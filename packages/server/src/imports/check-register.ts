import { compileReader, isBlankRow, isFooterRow, type RowFault } from '@zhucan/catalogue'
import { inspectIdentity } from '@zhucan/kernel'
import type { SheetRow, Workbook } from '@zhucan/sheets'
import type { Ctx } from '../platform/index.ts'
import { blindKey } from '../register/index.ts'
import type { CheckTally } from './check-tally.ts'
import type { ChosenSheet } from './import-sheets.ts'
import {
  type FormCheck,
  judgeFormFamily,
  judgeFormRows,
  makeFormReader,
  openFormCheck,
} from './judge-form.ts'
import { judgeHolders } from './judge-holders.ts'
import { judgeRelatives } from './judge-relatives.ts'
import { makeClaimReader, type PersonClaim } from './person-claim.ts'
import { openRegionResolver, type RegionResolver } from './region-resolver.ts'
import { inChunks } from './row-chunks.ts'
import { createStage, keepStage, stageRows } from './staged-rows.store.ts'

/** What every step of one check shares. */
export interface RegisterCheck {
  ctx: Ctx
  regions: RegionResolver
  /** Relatives without a number seen so far, by household, name and birth: one line each. */
  relativesSeen: Set<string>
  /** The form that came back with this file, and what the clerk decided about its cells. */
  form: FormCheck | null
}

/**
 * Compares a register workbook with the register, row by row, and keeps the outcome as rows of the import. Holders go
 * first, so that family rows find their households. Runs inside the caller's transaction.
 */
export async function checkRegister(
  ctx: Ctx,
  workbook: Workbook,
  work: { importId: string; formId: string | null; sheets: readonly ChosenSheet[]; tally: CheckTally },
): Promise<void> {
  const check: RegisterCheck = {
    ctx,
    regions: openRegionResolver(ctx),
    relativesSeen: new Set(),
    form: work.formId === null ? null : await openFormCheck(ctx, work.importId, work.formId),
  }
  await createStage(ctx)
  for (const sheet of work.sheets) {
    const readChunk = makeChunkReader(ctx, sheet)
    const judge = judgeOf(sheet, check.form !== null)
    for await (const claims of inChunks(workbook.rows(sheet.index), sheet.headerRow, readChunk)) {
      const staged = await judge(check, claims)
      await stageRows(ctx, staged)
      await work.tally.add(staged)
    }
  }
  await keepStage(ctx, work.importId)
}

const judgeOf = ({ sheet }: ChosenSheet, isForm: boolean) => {
  if (sheet === 'family') return isForm ? judgeFormFamily : judgeRelatives
  return isForm ? judgeFormRows : judgeHolders
}

function makeChunkReader(ctx: Ctx, sheet: ChosenSheet): (rows: readonly SheetRow[]) => PersonClaim[] {
  const read = compileReader(sheet.definition, sheet.map, { day: ctx.day() })
  const claim = makeClaimReader(sheet.definition)
  const formCells = makeFormReader(sheet)
  return (rows) =>
    rows
      .filter(({ cells }) => !isBlankRow(cells) && !isFooterRow(cells))
      .map(({ row, cells }) => {
        const { values, faults } = read(cells)
        const made = claim({ sheet: sheet.index, row }, values, faults)
        made.faults.push(...inventedNumber(ctx, made))
        hideHouseholdNumber(ctx, made)
        if (formCells) made.form = formCells(cells)
        return made
      })
}

/** Invented people begin with 99 and belong to demonstrations only. */
function inventedNumber(ctx: Ctx, { id18 }: PersonClaim): RowFault[] {
  return !ctx.demo && id18?.startsWith('99') ? [{ column: 'idNumber', code: 'id.invented' }] : []
}

/** Some offices number households by the head's ID; then the household is known by the blind key of that number. */
function hideHouseholdNumber(ctx: Ctx, { plain }: PersonClaim): void {
  const code = plain.householdNumber
  if (typeof code !== 'string' || code.length < 15) return
  const typed = code.match(/\d{17}[\dXx]|\d{15}/)?.[0] ?? code
  const { id18 } = inspectIdentity(typed, { day: ctx.day() })
  if (id18 !== null)
    plain.householdNumber = code.replace(typed, `#${blindKey(ctx.keyring, id18).key.toString(36)}`)
}
