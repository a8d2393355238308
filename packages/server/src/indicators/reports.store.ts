import { countedStates, type ReportState } from '@zhucan/catalogue'
import { problem, regionLevel, regionRange } from '@zhucan/kernel'
import { sql } from 'kysely'
import { type Ctx, regionInReach } from '../platform/index.ts'
import { takeReportFiles } from './report-files.store.ts'

/** A reported figure as it is stored; numbers are decimal texts. */
export interface StoredReport {
  id: string
  indicator: string
  version: number
  region: string
  level: number
  period: string
  periodFrom: string
  periodTo: string
  numerator: string
  denominator: string | null
  evidence: string
  note: string | null
  state: ReportState
  revision: number
  submittedBy: string | null
  reviewedBy: string | null
  changedAt: Date
  /** Whose own part it is; null = the figure of the whole region. */
  carrierId: string | null
}

const columns = sql`r.id, r.indicator, r.version, r.region, r.level, r.period, r.period_from, r.period_to,
  trim_scale(r.numerator)::text as numerator, trim_scale(r.denominator)::text as denominator, r.evidence, r.note, r.state,
  r.revision, r.submitted_by, r.reviewed_by, r.changed_at, r.carrier_id`

/** The newest counted reports of each office at or under a region, of the year a day lies in. */
export async function findCountedReports(
  ctx: Ctx,
  asked: { indicators: readonly string[]; region: string; year: string; until: string; newest: number },
): Promise<StoredReport[]> {
  const { lo, hi } = regionRange(asked.region)
  const { rows } = await sql<StoredReport>`
    select * from (select ${columns}, row_number() over (partition by r.indicator, r.region, r.carrier_id
      order by r.period_to desc, length(r.period)) as age from indicator_report r
    where r.indicator in (${sql.join([...asked.indicators])}) and r.state in (${sql.join([...countedStates])})
      and r.region >= ${lo} and r.region < ${hi} and ${regionInReach(ctx, 'r.region')}
      and r.period_from >= ${`${asked.year}-01-01`} and r.period_to <= ${`${asked.year}-12-31`} and r.period_from <= ${asked.until}) r
    where r.age <= ${asked.newest} order by r.indicator, r.region, r.age`.execute(ctx.db)
  return rows
}

/** The regions that owe a figure: those of a level at or under one, or the region itself when it lies lower. */
export async function findReporters(
  ctx: Ctx,
  region: string,
  level: number,
): Promise<{ code: string; name: string }[]> {
  const { lo, hi } = regionRange(region)
  const own = Math.max(level, regionLevel(region))
  return ctx.db
    .selectFrom('region')
    .select(['code', 'name'])
    .where('level', '=', own)
    .where('code', '>=', lo)
    .where('code', '<', hi)
    .where('endedOn', 'is', null)
    .orderBy('code')
    .execute()
}

/** A report in reach. Problem 'request.not-found'. */
export async function getReport(ctx: Ctx, id: string): Promise<StoredReport> {
  const { rows } = await sql<StoredReport>`
    select ${columns} from indicator_report r where r.id = ${id} and ${regionInReach(ctx, 'r.region')} for update`.execute(
    ctx.db,
  )
  const [found] = rows
  if (!found) throw problem('request.not-found')
  return found
}

/** The report of a region for a period, or undefined. */
export async function findReport(
  ctx: Ctx,
  key: { indicator: string; region: string; period: string; carrierId: string | null },
): Promise<StoredReport | undefined> {
  const { rows } = await sql<StoredReport>`
    select ${columns} from indicator_report r where r.indicator = ${key.indicator} and r.region = ${key.region}
      and r.period = ${key.period} and r.carrier_id is not distinct from ${key.carrierId}::uuid and ${regionInReach(ctx, 'r.region')} for update`.execute(
    ctx.db,
  )
  return rows[0]
}

/** What a list of reports is narrowed to. */
export interface ReportFilter {
  region: string
  indicator?: string | undefined
  state?: ReportState | undefined
  period?: string | undefined
}

/** A report with the names of its place and, for an office's own part, of the office. */
export type ListedReport = StoredReport & {
  regionName: string | null
  carrierName: string | null
  files: number
}

/** Reports, those that wait for somebody first. */
export async function listReports(ctx: Ctx, filter: ReportFilter): Promise<ListedReport[]> {
  const { lo, hi } = regionRange(filter.region)
  const narrowed = [
    filter.indicator && sql`r.indicator = ${filter.indicator}`,
    filter.state && sql`r.state = ${filter.state}`,
    filter.period && sql`r.period = ${filter.period}`,
  ].filter((each) => each !== undefined && each !== '')
  const { rows } = await sql<ListedReport>`
    select ${columns}, region.name as region_name, carrier.name as carrier_name,
      (select count(*)::int from report_file f where f.report_id = r.id) as files
    from indicator_report r left join region on region.code = r.region left join organisation carrier on carrier.id = r.carrier_id
    where r.region >= ${lo} and r.region < ${hi} and ${regionInReach(ctx, 'r.region')}
      ${narrowed.length > 0 ? sql`and ${sql.join(narrowed, sql` and `)}` : sql``}
    order by array_position(array['submitted', 'corrected', 'reviewed', 'returned', 'draft', 'locked'], r.state), r.period_to desc, r.region, r.indicator
    limit 500`.execute(ctx.db)
  return rows
}

/** What is handed in. */
export interface ReportInput {
  indicator: string
  version: number
  region: string
  period: string
  periodFrom: string
  periodTo: string
  numerator: string
  denominator: string | null
  evidence: string
  note: string | null
  carrierId: string | null
}

/** What happened to a report, as its history tells it. */
export interface ReportStep {
  action: string
  toState: ReportState
  reason: string | null
  /** The files that came with it. */
  files: readonly string[]
}

/** Puts a first report of a region and period in the table. */
export async function insertReport(ctx: Ctx, input: ReportInput, step: ReportStep): Promise<string> {
  const id = ctx.newId()
  await addEvent(ctx, { id, revision: 1, ...input }, step, () =>
    ctx.db
      .insertInto('indicatorReport')
      .values({
        id,
        ...input,
        level: regionLevel(input.region),
        state: step.toState,
        organisationId: ctx.user.organisationId,
        submittedBy: step.toState === 'submitted' ? ctx.user.id : null,
        reviewedBy: null,
        changedAt: new Date(ctx.now()),
      })
      .execute(),
  )
  return id
}

/** Moves a report on, with its figures as they now are, and one line of history. */
export async function moveReport(
  ctx: Ctx,
  report: StoredReport,
  now: { numerator: string; denominator: string | null; evidence: string; note: string | null },
  step: ReportStep,
): Promise<void> {
  const revision = report.revision + 1
  const isSubmitting = step.toState === 'submitted' || step.toState === 'draft'
  await addEvent(ctx, { ...report, ...now, revision }, step)
  await ctx.db
    .updateTable('indicatorReport')
    .set({
      ...now,
      state: step.toState,
      revision,
      submittedBy: isSubmitting ? ctx.user.id : report.submittedBy,
      reviewedBy: isSubmitting ? null : step.action === 'review' ? ctx.user.id : report.reviewedBy,
      changedAt: new Date(ctx.now()),
    })
    .where('id', '=', report.id)
    .where('revision', '=', report.revision)
    .where(regionInReach(ctx, 'indicatorReport.region'))
    .execute()
}

type EventOf = Pick<StoredReport, 'id' | 'region' | 'revision' | 'numerator' | 'denominator' | 'evidence'>

/** The history's line comes first where the guard of a locked figure looks for it, and after a new report it hangs on. */
async function addEvent(
  ctx: Ctx,
  of: EventOf,
  step: ReportStep,
  before?: () => Promise<unknown>,
): Promise<void> {
  await before?.()
  await ctx.db
    .insertInto('indicatorReportEvent')
    .values({
      reportId: of.id,
      revision: of.revision,
      region: of.region,
      at: new Date(ctx.now()),
      day: ctx.day(),
      actorId: ctx.user.id,
      actorName: ctx.user.name,
      organisationName: ctx.user.organisationName,
      action: step.action,
      toState: step.toState,
      numerator: of.numerator,
      denominator: of.denominator,
      evidence: of.evidence,
      reason: step.reason,
    })
    .execute()
  await takeReportFiles(ctx, of, step.files)
}

/** The history of a report, the newest first. */
export async function listReportEvents(ctx: Ctx, reportId: string) {
  return ctx.db
    .selectFrom('indicatorReportEvent')
    .select((eb) => [
      'revision',
      'at',
      'actorName',
      'organisationName',
      'action',
      'toState',
      sql<string>`trim_scale(${eb.ref('numerator')})::text`.as('numerator'),
      sql<string | null>`trim_scale(${eb.ref('denominator')})::text`.as('denominator'),
      'evidence',
      'reason',
    ])
    .where('reportId', '=', reportId)
    .where(regionInReach(ctx, 'indicatorReportEvent.region'))
    .orderBy('revision', 'desc')
    .execute()
}
