import {
  type IndicatorDefinition,
  type Period,
  periodOf,
  type ReportAction,
  refuseReportMove,
  reportActions,
} from '@zhucan/catalogue'
import { compareDecimals, hideNumbers, parseDecimal, problem, regionLevel } from '@zhucan/kernel'
import { type Ctx, isOwnAccount, requireInArea } from '../platform/index.ts'
import { loadOffice } from './acting-office.store.ts'
import {
  findReport,
  getReport,
  insertReport,
  listReportEvents,
  moveReport,
  type StoredReport,
} from './reports.store.ts'
import { requireIndicator } from './why.ts'

/** What somebody hands in, as it was typed. */
export interface TypedReport {
  indicator: string
  region: string
  period: string
  numerator: string
  denominator?: string | null | undefined
  evidence?: string | undefined
  note?: string | null | undefined
  /** Photos and papers that were sent before. */
  files?: readonly string[] | undefined
  /** What the user's own office did, not the whole region; always so for an office that does not speak for its region. */
  isOwnPart?: boolean | undefined
}

/** Saves a figure as a draft or hands it in; what stands there before and is still open is replaced with its history kept. */
export async function handIn(
  ctx: Ctx,
  typed: TypedReport,
  action: 'save' | 'submit',
): Promise<{ id: string }> {
  const indicator = requireReported(typed.indicator)
  await requireInArea(ctx, typed.region)
  const carrierId = await carrierOf(ctx, typed)
  if (carrierId === null) requireLevel(indicator, typed.region)
  const period = requirePeriod(ctx, indicator, typed.period)
  const numbers = readNumbers(indicator, typed)
  const evidence = hideNumbers(typed.evidence?.trim() ?? '')
  if (action === 'submit' && evidence.length < 4) throw problem('figure.evidence-missing')
  const now = { ...numbers, evidence, note: hideNumbers(typed.note?.trim() ?? '') || null }
  const step = { action, toState: reportActions[action].to, reason: null, files: typed.files ?? [] }
  const before = await findReport(ctx, {
    indicator: indicator.code,
    region: typed.region,
    period: period.code,
    carrierId,
  })
  if (before) {
    requireMove(before, action, { isOwn: false, reason: null })
    await moveReport(ctx, before, now, step)
    return { id: before.id }
  }
  const id = await insertReport(
    ctx,
    {
      ...{ ...now, carrierId },
      indicator: indicator.code,
      version: indicator.version,
      region: typed.region,
      period: period.code,
      periodFrom: period.from,
      periodTo: period.to,
    },
    step,
  )
  return { id }
}

/** Whose own part a figure is: null for the whole region. Problem 'figure.not-own-place' for a part done elsewhere. */
async function carrierOf(ctx: Ctx, { region, isOwnPart }: TypedReport): Promise<string | null> {
  const office = await loadOffice(ctx)
  if (office.speaksForRegion && !isOwnPart) return null
  if (region !== office.region) throw problem('figure.not-own-place')
  return office.id
}

/** One move of a reported figure by whoever reviews, locks or corrects it. */
export interface TypedMove {
  revision: number
  reason?: string | null | undefined
  numerator?: string | undefined
  denominator?: string | null | undefined
  evidence?: string | undefined
  files?: readonly string[] | undefined
}

/** Moves a report on. Problems 'figure.move-refused', 'figure.own', 'figure.reason-missing', 'figure.changed-meanwhile'. */
export async function actOnReport(
  ctx: Ctx,
  id: string,
  action: Exclude<ReportAction, 'save' | 'submit'>,
  move: TypedMove,
): Promise<StoredReport> {
  const report = await getReport(ctx, id)
  if (report.revision !== move.revision) throw problem('figure.changed-meanwhile')
  const reason = move.reason ? hideNumbers(move.reason.trim()) : null
  requireMove(report, action, { isOwn: await isOwn(ctx, report), reason })
  const indicator = requireIndicator(report.indicator)
  const numbers =
    action === 'correct'
      ? readNumbers(indicator, {
          numerator: move.numerator ?? report.numerator,
          denominator: move.denominator ?? report.denominator,
        })
      : { numerator: report.numerator, denominator: report.denominator }
  const evidence = (action === 'correct' && hideNumbers(move.evidence?.trim() ?? '')) || report.evidence
  const files = action === 'correct' ? (move.files ?? []) : []
  await moveReport(
    ctx,
    report,
    { ...numbers, evidence, note: report.note },
    { action, toState: reportActions[action].to, reason, files },
  )
  return report
}

/** Who submitted it, or wrote the last correction, does not decide on it. */
async function isOwn(ctx: Ctx, report: StoredReport): Promise<boolean> {
  if (report.submittedBy !== null && (await isOwnAccount(ctx, report.submittedBy))) return true
  if (report.state !== 'corrected') return false
  const [last] = await listReportEvents(ctx, report.id)
  return last?.action === 'correct' && last.actorName === ctx.user.name
}

function requireMove(
  report: StoredReport,
  action: ReportAction,
  by: { isOwn: boolean; reason: string | null },
): void {
  const refused = refuseReportMove(action, report.state, by)
  if (refused === 'own') throw problem('figure.own')
  if (refused === 'reason') throw problem('figure.reason-missing')
  if (refused === 'state') throw problem('figure.move-refused')
}

function requireReported(code: string): IndicatorDefinition & { source: 'reported' } {
  const indicator = requireIndicator(code)
  if (indicator.source !== 'reported') throw problem('figure.not-reported')
  return indicator
}

function requireLevel(indicator: IndicatorDefinition & { source: 'reported' }, region: string): void {
  if (regionLevel(region) < indicator.level) throw problem('figure.level-wrong', { level: indicator.level })
}

/** A period of the indicator's kind that has begun. */
function requirePeriod(
  ctx: Ctx,
  indicator: IndicatorDefinition & { source: 'reported' },
  code: string,
): Period {
  const period = periodOf(code)
  if (!period || period.kind !== indicator.period || period.from > ctx.day())
    throw problem('figure.period-wrong')
  return period
}

/** People, households and times are whole; money and what is divided may have decimals. */
function readNumbers(
  indicator: IndicatorDefinition,
  typed: { numerator: string; denominator?: string | null | undefined },
): { numerator: string; denominator: string | null } {
  const numerator = requireNumber(indicator, typed.numerator, 'numerator')
  if (indicator.kind === 'yes-no' && typed.numerator !== '0' && typed.numerator !== '1')
    throw problem('figure.number-wrong', { field: 'numerator' })
  if (indicator.kind !== 'rate') return { numerator, denominator: null }
  if (!typed.denominator) throw problem('figure.denominator-missing')
  const denominator = requireNumber(indicator, typed.denominator, 'denominator')
  const [above, below] = [parseDecimal(numerator)!, parseDecimal(denominator)!]
  if (below.units === 0n) throw problem('figure.denominator-missing')
  if (compareDecimals(above, below) > 0) throw problem('figure.above-denominator')
  return { numerator, denominator }
}

function requireNumber({ unit }: IndicatorDefinition, typed: string, field: string): string {
  const read = parseDecimal(typed)
  const places = unit === 'yuan' ? 2 : 0
  if (!read || read.units < 0n || read.scale > places || typed.trim().length > 18)
    throw problem('figure.number-wrong', { field })
  return typed.trim()
}
