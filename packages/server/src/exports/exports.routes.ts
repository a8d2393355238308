import { Readable } from 'node:stream'
import { z } from '@hono/zod-openapi'
import { type ExportKind, exportKinds } from '@zhucan/catalogue'
import { hideNumbers, problem } from '@zhucan/kernel'
import { type Ctx, command, query, readBudget } from '../platform/index.ts'
import { receiveBytes, withPrivateFile } from '../platform/private-file.ts'
import { budget, budgetProposals, setBudget } from './budgets.ts'
import { exportScope } from './export-scope.ts'
import { openExport } from './make-export.ts'
import { identifyExports } from './marks.ts'
import {
  countDownload,
  type ExportRecord,
  findByMarks,
  getOwn,
  isOfficeHeld,
  listOwn,
  listPolicy,
  listToApprove,
  moveRequest,
} from './requests.store.ts'
import { decideExport, measureExport, requestExport } from './requests.ts'

const id = z.object({ id: z.uuid() })
const kinds = Object.keys(exportKinds) as [ExportKind, ...ExportKind[]]

const wanted = z.object({
  what: z.enum(kinds),
  /** As it stands in the address of the list. */
  filter: z.record(z.string().max(40), z.union([z.string().max(60), z.number()])),
  withNumbers: z.boolean().default(false),
})

const record = z.object({
  id: z.string(),
  what: z.string(),
  filter: z.record(z.string(), z.unknown()),
  /** The filter in plain words. */
  scope: z.object({ zh: z.string(), en: z.string() }),
  format: z.string(),
  withNumbers: z.boolean(),
  purpose: z.string(),
  rows: z.number(),
  state: z.string(),
  needsApproval: z.boolean(),
  requestedAt: z.string(),
  byName: z.string().nullable(),
  organisationName: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: z.string().nullable(),
  note: z.string().nullable(),
  expiresAt: z.string().nullable(),
  downloads: z.number(),
  problem: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
})

const shown = async (ctx: Ctx, r: ExportRecord) => ({
  ...r,
  scope: await exportScope(ctx, r.what as ExportKind, r.filter as Record<string, unknown>),
  // A file past its time is gone even where nobody has swept yet.
  state: r.state === 'ready' && r.expiresAt && r.expiresAt.getTime() <= ctx.now() ? 'gone' : r.state,
  filter: r.filter as Record<string, unknown>,
  requestedAt: r.requestedAt.toISOString(),
  decidedAt: r.decidedAt?.toISOString() ?? null,
  expiresAt: r.expiresAt?.toISOString() ?? null,
  problem: r.problem as { code: string; params: Record<string, unknown> } | null,
})

/** One after the other: a connection answers one question at a time. */
async function shownAll(ctx: Ctx, records: readonly ExportRecord[]) {
  const all = []
  for (const one of records) all.push(await shown(ctx, one))
  return all
}

/** What stands of a filter in the audit: a name somebody typed is a name. */
const plainFilter = ({ name, ...rest }: Record<string, unknown>) => ({ ...rest, byName: name !== undefined })

const asking = [
  query({
    path: '/api/v1/exports/measure',
    method: 'post',
    summary: 'What an export would hold, in words and rows, and whether a second person must approve it',
    right: 'export.create',
    body: wanted,
    output: z.object({
      rows: z.number(),
      numbers: z.number(),
      needsApproval: z.boolean(),
      scope: z.object({ zh: z.string(), en: z.string() }),
    }),
    audit: 'no-personal-data',
    async run(ctx, { body }) {
      const { filter, rows, numbers, needsApproval } = await measureExport(ctx, body)
      const scope = await exportScope(ctx, body.what, filter as Record<string, unknown>)
      return { rows, numbers, needsApproval, scope }
    },
  }),
  query({
    path: '/api/v1/exports/budget',
    summary: 'What I have spent of my budget today, over all ways out',
    right: 'me.read',
    output: z.array(
      z.object({ measure: z.string(), spent: z.number(), limit: z.number(), approved: z.number() }),
    ),
    audit: 'no-personal-data',
    run: (ctx) => readBudget(ctx),
  }),
  command({
    method: 'post',
    path: '/api/v1/exports',
    summary: 'Ask for a file; within the budget it is made at once, above it a second person decides',
    right: 'export.create',
    body: wanted.extend({
      format: z.enum(['xlsx', 'csv']).default('xlsx'),
      locale: z.enum(['zh', 'en']).default('zh'),
      purpose: z.string().trim().min(4).max(200),
    }),
    output: z.object({ id: z.string(), rows: z.number(), needsApproval: z.boolean(), state: z.string() }),
    audit: (output, { body }) => ({
      action: 'export.request',
      subjectKind: 'export',
      subjectId: output.id,
      details: {
        what: body.what,
        filter: plainFilter(body.filter),
        rows: output.rows,
        withNumbers: body.withNumbers,
        needsApproval: output.needsApproval,
      },
    }),
    run: (ctx, { body }) => requestExport(ctx, body),
  }),
  query({
    path: '/api/v1/exports',
    summary: 'My exports, the newest first',
    right: 'export.read',
    output: z.array(record),
    audit: 'no-personal-data',
    run: async (ctx) => shownAll(ctx, await listOwn(ctx)),
  }),
]

const deciding = [
  ...budgetProposals,
  query({
    path: '/api/v1/exports/to-approve',
    summary: 'Exports of others that wait for a second person, and those decided',
    right: 'export.approve',
    output: z.array(record),
    audit: 'no-personal-data',
    run: async (ctx) => shownAll(ctx, await listToApprove(ctx)),
  }),
  command({
    method: 'post',
    path: '/api/v1/exports/{id}/decide',
    summary: "A second person's yes or no to exactly this export",
    right: 'export.approve',
    params: id,
    body: z.object({ approve: z.boolean(), note: z.string().trim().max(200).default('') }),
    output: z.object({ id: z.string(), state: z.string() }),
    audit: (output, { params }) => ({
      action: 'export.decide',
      subjectKind: 'export',
      subjectId: params.id,
      details: { state: output.state },
    }),
    run: (ctx, { params, body }) => decideExport(ctx, params.id, body),
  }),
  query({
    path: '/api/v1/exports/policy',
    summary: 'Amounts that offices in reach have set',
    right: 'export.policy',
    output: z.array(
      z.object({
        id: z.string(),
        role: z.string(),
        name: z.string(),
        region: z.string(),
        fromDay: z.string(),
        amount: z.number(),
        basis: z.string(),
      }),
    ),
    audit: 'no-personal-data',
    run: (ctx) => listPolicy(ctx),
  }),
  command({
    method: 'put',
    path: '/api/v1/exports/policy',
    summary: 'Set an amount for a role and a place from a day on; a larger one waits for a second person',
    right: 'export.policy',
    body: budget.extend({ basis: budget.shape.basis.transform(hideNumbers) }),
    output: z.object({ done: z.boolean(), waits: z.boolean() }),
    audit: ({ waits }, { body }) => ({ action: 'export.policy', details: { ...body, waits } }),
    run: (ctx, { body }) => setBudget(ctx, body),
  }),
]

const mostOfLeak = 64 * 1024 * 1024

const fetching = [
  command({
    method: 'post',
    path: '/api/v1/exports/{id}/withdraw',
    summary: 'Take a request back that nobody has decided on',
    right: 'export.read',
    params: id,
    output: z.object({ id: z.string(), state: z.string() }),
    audit: (_output, { params }) => ({
      action: 'export.withdraw',
      subjectKind: 'export',
      subjectId: params.id,
    }),
    async run(ctx, { params }) {
      await getOwn(ctx, params.id)
      if (!(await moveRequest(ctx, params.id, 'waiting', { state: 'withdrawn' })))
        throw problem('export.decided')
      return { id: params.id, state: 'withdrawn' }
    },
  }),
  query({
    path: '/api/v1/exports/{id}/file',
    summary: 'The file of my export, while it lasts',
    right: 'export.read',
    params: id,
    output: 'file',
    audit: (_output, { params }) => ({
      action: 'export.download',
      subjectKind: 'export',
      subjectId: params.id,
    }),
    run: (ctx, { params }) => download(ctx, params.id),
  }),
  command({
    method: 'post',
    path: '/api/v1/exports/identify',
    summary: 'Which exports a leaked xlsx or csv comes from',
    right: 'audit.read',
    receive: async (_server, request) => receiveBytes(request, mostOfLeak),
    output: z.array(record),
    audit: (output) => ({
      action: 'export.identify',
      subjectKind: 'export',
      subjectId: output[0]?.id ?? null,
      details: { found: output.length },
    }),
    async run(ctx, { received }) {
      const ids = await withPrivateFile(received as Buffer, identifyExports)
      if (ids.length === 0) throw problem('export.foreign-file')
      return shownAll(ctx, await findByMarks(ctx, ids))
    },
  }),
]

/** Exports: ask, decide, fetch, find again. */
export const exportOperations = [...asking, ...deciding, ...fetching]

const contentTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
}

async function download(ctx: Ctx, exportId: string): Promise<Response> {
  const own = await getOwn(ctx, exportId)
  const { state } = await shown(ctx, own)
  if (state === 'gone') throw problem('export.gone')
  if (state !== 'ready') throw problem('export.not-ready')
  if (!(await isOfficeHeld(ctx, own))) throw problem('export.not-found')
  const bytes = await openExport(ctx, exportId)
  await countDownload(ctx, exportId)
  const name = `${exportKinds[own.what as ExportKind][own.locale]}-${own.id.slice(-6)}.${own.format}`
  return new Response(Readable.toWeb(bytes) as ReadableStream, {
    headers: {
      'content-type': contentTypes[own.format],
      'content-disposition': `attachment; filename="export.${own.format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    },
  })
}
