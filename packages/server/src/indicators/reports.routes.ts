import { z } from '@hono/zod-openapi'
import {
  indicators,
  lastPeriod,
  periodOf,
  periodsOfYear,
  type ReportState,
  reportStates,
} from '@zhucan/catalogue'
import { answerEvidence, enterEvidence, receiveEvidence } from '../clues/index.ts'
import { command, query, requireInArea, requireInReach } from '../platform/index.ts'
import { findRegionPath } from '../regions/index.ts'
import { label, reportLine } from './figure-schemas.ts'
import { reportedIndicators } from './ready-indicators.ts'
import {
  getReportFile,
  insertReportFile,
  listReportFiles,
  mostReportFiles,
  type ReportFile,
} from './report-files.store.ts'
import { stillMissing } from './reported-figures.ts'
import { actOnReport, handIn } from './reporting.ts'
import { getReport, listReportEvents, listReports } from './reports.store.ts'

const code = z.string().regex(/^\d{12}$/)
const id = z.object({ id: z.uuid() })
const indicatorCode = z.enum(indicators.map((each) => each.code))
const number = z.string().min(1).max(24)
const files = z.array(z.uuid()).max(mostReportFiles).optional()
const typed = z.object({
  indicator: indicatorCode,
  region: code,
  period: z.string().max(10),
  numerator: number,
  denominator: number.nullish(),
  evidence: z.string().max(1000).optional(),
  note: z.string().max(500).nullish(),
  files,
  isOwnPart: z.boolean().default(false),
  submit: z.boolean().default(false),
})
const move = z.object({
  revision: z.number().int().min(1),
  reason: z.string().max(500).nullish(),
  numerator: number.optional(),
  denominator: number.nullish(),
  evidence: z.string().max(1000).optional(),
  files,
})

const reportFile = z.object({
  id: z.string(),
  revision: z.number().nullable(),
  fileName: z.string(),
  mediaType: z.string(),
  size: z.number(),
  uploadedAt: z.string(),
})
const shownFile = (file: ReportFile) => ({ ...file, uploadedAt: file.uploadedAt.toISOString() })

const moveOperation = (
  action: 'review' | 'return' | 'lock' | 'correct',
  right: 'figure.review' | 'figure.lock',
  summary: string,
) =>
  command({
    method: 'post',
    path: `/api/v1/reports/{id}/${action}`,
    summary,
    right,
    params: id,
    body: move,
    output: z.object({ id: z.string() }),
    audit: (_, { params, body }) => ({
      action: 'figure.move',
      subjectKind: 'indicator-report',
      subjectId: params.id,
      fields: action === 'correct' ? ['numerator', 'denominator', 'state'] : ['state'],
      details: { step: action, ...(body.reason && { reason: body.reason }) },
    }),
    async run(ctx, { params, body }) {
      await actOnReport(ctx, params.id, action, body)
      return { id: params.id }
    },
  })

const evidenceOperations = [
  command({
    method: 'post',
    path: '/api/v1/report-files',
    summary:
      'Send a photo or a paper for a figure; it is sealed as it arrives and goes in a week unless a report names it',
    right: 'figure.report',
    query: z.object({ region: code }),
    output: reportFile,
    receive: receiveEvidence,
    audit: (output) => ({
      action: 'figure.add-evidence',
      subjectKind: 'indicator-report',
      fields: ['files'],
      details: { file: output.id, size: output.size },
    }),
    run: (ctx, { query: { region }, received }) =>
      enterEvidence(ctx, received, async (file) => {
        await requireInArea(ctx, region)
        return shownFile(await insertReportFile(ctx, region, file))
      }),
  }),
  query({
    path: '/api/v1/reports/{id}/files/{file}',
    summary: 'A piece of evidence of a reported figure',
    right: 'figure.read',
    params: z.object({ id: z.uuid(), file: z.uuid() }),
    output: 'file',
    audit: (_output, { params }) => ({
      action: 'figure.read-evidence',
      subjectKind: 'indicator-report',
      subjectId: params.id,
      details: { file: params.file },
    }),
    run: async (ctx, { params }) => answerEvidence(ctx, await getReportFile(ctx, params.id, params.file)),
  }),
]

/** Figures that offices hand in, from draft to locked. */
export const reportOperations = [
  ...evidenceOperations,
  query({
    path: '/api/v1/reports',
    summary: 'Reported figures of a region, those that wait first, and who has not handed in',
    right: 'figure.read',
    query: z.object({
      region: code.optional(),
      indicator: indicatorCode.optional(),
      state: z.enum(Object.keys(reportStates) as [ReportState, ...ReportState[]]).optional(),
      period: z.string().max(10).optional(),
    }),
    output: z.object({
      day: z.string(),
      reports: z.array(reportLine.extend({ submittedByMe: z.boolean() })),
      indicators: z.array(
        z.object({
          code: z.string(),
          label,
          kind: z.string(),
          unit: z.string(),
          level: z.number(),
          numerator: label,
          denominator: label.nullable(),
          definition: label,
          periods: z.array(z.object({ code: z.string(), label })),
          owed: z.string(),
        }),
      ),
      missing: z.array(z.object({ region: z.string(), name: z.string() })),
    }),
    audit: 'no-personal-data',
    async run(ctx, { query: { region = ctx.user.region, ...filter } }) {
      requireInReach(ctx, region)
      const reports = await listReports(ctx, { region, ...filter })
      const chosen = reportedIndicators.find((each) => each.code === filter.indicator)
      const period =
        filter.period ?? (chosen?.source === 'reported' ? lastPeriod(chosen.period, ctx.day()).code : '')
      const handedIn = (
        chosen ? await listReports(ctx, { region, indicator: chosen.code, period }) : []
      ).filter(({ state }) => state !== 'draft' && state !== 'returned')
      return {
        day: ctx.day(),
        reports: reports.map((each) => ({ ...each, submittedByMe: each.submittedBy === ctx.user.id })),
        indicators: reportedIndicators.map((each) => describeReported(each, ctx.day())),
        missing: chosen ? await stillMissing(ctx, chosen, { region, reports: handedIn }) : [],
      }
    },
  }),
  query({
    path: '/api/v1/reports/{id}',
    summary: 'One reported figure with its whole history',
    right: 'figure.read',
    params: id,
    output: reportLine.omit({ carrierName: true, files: true }).extend({
      isOwnPart: z.boolean(),
      files: z.array(reportFile),
      history: z.array(
        z.object({
          revision: z.number(),
          at: z.string(),
          actorName: z.string(),
          organisationName: z.string(),
          action: z.string(),
          toState: z.string(),
          numerator: z.string(),
          denominator: z.string().nullable(),
          evidence: z.string(),
          reason: z.string().nullable(),
        }),
      ),
    }),
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      const report = await getReport(ctx, params.id)
      const history = await listReportEvents(ctx, params.id)
      const listed = await listReportFiles(ctx, params.id)
      const [place] = (await findRegionPath(ctx, report.region)).slice(-1)
      return {
        ...report,
        regionName: place?.name ?? null,
        isOwnPart: report.carrierId !== null,
        files: listed.map(shownFile),
        history: history.map((each) => ({ ...each, at: each.at.toISOString() })),
      }
    },
  }),
  command({
    method: 'post',
    path: '/api/v1/reports',
    summary: 'Save a figure as a draft, or hand it in with its evidence',
    right: 'figure.report',
    body: typed,
    output: z.object({ id: z.string() }),
    audit: (output, { body }) => ({
      action: 'figure.report',
      subjectKind: 'indicator-report',
      subjectId: output.id,
      fields: ['numerator', 'denominator', 'evidence', 'files'],
      details: {
        indicator: body.indicator,
        region: body.region,
        period: body.period,
        submitted: body.submit,
      },
    }),
    run: (ctx, { body: { submit, ...body } }) => handIn(ctx, body, submit ? 'submit' : 'save'),
  }),
  moveOperation('review', 'figure.review', 'Say that a figure handed in by somebody else is right'),
  moveOperation('return', 'figure.review', 'Send a figure back with the reason'),
  moveOperation('lock', 'figure.lock', 'Lock a reviewed figure'),
  moveOperation(
    'correct',
    'figure.review',
    'Correct a locked figure with the reason; the former one stays in the history',
  ),
]

function describeReported(
  indicator: (typeof reportedIndicators)[number],
  day: Parameters<typeof lastPeriod>[1],
) {
  const { code: own, label: name, kind, unit, numerator, denominator, definition } = indicator
  const period = indicator.source === 'reported' ? indicator.period : 'year'
  const owed = lastPeriod(period, day)
  const periods = periodsOfYear(period, day)
  const offered = periods.some((each) => each.code === owed.code)
    ? periods
    : [periodOf(owed.code)!, ...periods]
  return {
    code: own,
    label: name,
    kind,
    unit,
    level: indicator.source === 'reported' ? indicator.level : 3,
    numerator: numerator.label,
    denominator: denominator?.label ?? null,
    definition,
    periods: offered.map((each) => ({ code: each.code, label: each.label })),
    owed: owed.code,
  }
}
