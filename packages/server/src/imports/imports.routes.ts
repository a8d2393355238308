import { z } from '@hono/zod-openapi'
import { fileById } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import type { Ctx } from '../platform/context.ts'
import { spendExport } from '../platform/export-budget.store.ts'
import { command, query } from '../platform/operation.ts'
import { progressEvents } from '../platform/sse.ts'
import { paging } from '../register/index.ts'
import { openFaultWorkbook } from './fault-workbook.ts'
import { discardImport, mapImport, registerUpload, startApply } from './import-commands.ts'
import { listPreview, previewKinds } from './import-rows.store.ts'
import { importDetail, importSummary } from './import-view.ts'
import { getImport, type ImportRecord, listImports, requireState } from './imports.store.ts'
import { receiveFile, type StoredFile } from './stored-file.ts'

const id = z.object({ id: z.uuid() })
const counts = z.record(z.string(), z.number())
const problemShape = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
const progress = z.object({
  phase: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  state: z.string(),
})

const summary = z.object({
  id: z.string(),
  state: z.string(),
  fileType: z.string().nullable(),
  title: z.string(),
  fileName: z.string(),
  size: z.number(),
  day: z.string(),
  region: z.string(),
  createdAt: z.string(),
  byName: z.string().nullable(),
  /** The list this import became. */
  listId: z.string().nullable(),
  appliedAt: z.string().nullable(),
  /** A form of the register that came back. */
  isForm: z.boolean(),
  counts,
  problem: problemShape.nullable(),
})

const column = z.object({
  index: z.number(),
  header: z.string(),
  samples: z.array(z.string()),
  key: z.string().nullable(),
  confidence: z.number(),
})

const detail = summary.extend({
  sheets: z.array(
    z.object({
      index: z.number(),
      name: z.string(),
      headerRow: z.number(),
      sheet: z.string().nullable(),
      columns: z.array(column),
    }),
  ),
  faults: z.array(z.object({ code: z.string(), count: z.number() })),
  progress: progress.nullable(),
})

const mapping = z.object({
  fileType: z.string().max(60),
  sheets: z
    .array(
      z.object({
        /** Place in the workbook; left out = the sheet of that name. */
        index: z.number().int().min(0).max(256).optional(),
        name: z.string().max(200),
        headerRow: z.number().int().min(1).max(1_048_576),
        /** Which sheet of the file type it is; left out = as recognised. */
        sheet: z.string().max(60).nullable().optional(),
        columns: z.record(z.string().regex(/^\d{1,5}$/), z.string().max(60)),
      }),
    )
    .max(256),
})

const previewRow = z.object({
  row: z.number(),
  /** Place of the sheet in the workbook. */
  sheet: z.number(),
  state: z.string(),
  name: z.string(),
  personId: z.string().nullable(),
  changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
  faults: z.array(z.object({ column: z.string(), code: z.string() })),
  cells: z.array(
    z.object({
      field: z.string(),
      outcome: z.string(),
      sent: z.unknown(),
      now: z.unknown(),
      returned: z.unknown(),
      take: z.string().nullable(),
    }),
  ),
})

const audited =
  (action: string) =>
  (_output: unknown, { params }: { params: { id: string } }) => ({
    action,
    subjectKind: 'import',
    subjectId: params.id,
  })

const found = z.object({ id: z.string(), state: z.string() })

const writing = [
  command({
    method: 'post',
    path: '/api/v1/imports',
    summary: 'Send a workbook; it is sealed as it arrives and read in the background',
    right: 'import.create',
    output: z.object({ id: z.string() }),
    receive: receiveFile,
    audit: (output) => ({ action: 'import.create', subjectKind: 'import', subjectId: output.id }),
    run: (ctx, { received, headers }) =>
      registerUpload(ctx, received as StoredFile, headers.get('x-again') === 'yes'),
  }),
  command({
    method: 'put',
    path: '/api/v1/imports/{id}/mapping',
    summary: 'Say what the file is and what its columns mean, and have it checked',
    right: 'import.create',
    params: id,
    body: mapping,
    output: found,
    audit: (_output, { params, body }) => ({
      ...audited('import.map')(_output, { params }),
      details: { fileType: body.fileType },
    }),
    run: (ctx, { params, body }) => mapImport(ctx, params.id, body),
  }),
  command({
    method: 'post',
    path: '/api/v1/imports/{id}/apply',
    summary: 'Take the good rows in, all of them or none',
    right: 'import.apply',
    params: id,
    body: z.object({ mode: z.literal('good-rows') }),
    output: found,
    audit: audited('import.apply'),
    run: (ctx, { params }) => startApply(ctx, params.id),
  }),
  command({
    method: 'post',
    path: '/api/v1/imports/{id}/discard',
    summary: 'Give an import up; its rows and its file are deleted',
    right: 'import.create',
    params: id,
    output: found,
    audit: audited('import.discard'),
    run: (ctx, { params }) => discardImport(ctx, params.id),
  }),
]

const reading = [
  query({
    path: '/api/v1/imports',
    summary: 'Imports in reach, the newest first',
    right: 'import.read',
    query: paging,
    output: z.array(summary),
    audit: 'no-personal-data',
    async run(ctx, { query: { page, pageSize } }) {
      const rows = await listImports(ctx, { offset: (page - 1) * pageSize, limit: pageSize })
      return rows.map(importSummary)
    },
  }),
  query({
    path: '/api/v1/imports/{id}',
    summary: 'One import: what was recognised, what the check found, how far it is',
    right: 'import.read',
    params: id,
    output: detail,
    audit: 'no-personal-data',
    run: (ctx, { params }) => importDetail(ctx, params.id),
  }),
  query({
    path: '/api/v1/imports/{id}/preview',
    summary: 'Checked rows of a kind, names masked',
    right: 'import.read',
    params: id,
    query: paging.extend({ kind: z.enum(previewKinds) }),
    output: z.object({ total: z.number(), rows: z.array(previewRow) }),
    audit: (output, { params, query: { kind, page } }) => ({
      ...audited('import.preview')(output, { params }),
      details: { kind, page, rows: 'rows' in output ? output.rows.length : 0 },
    }),
    async run(ctx, { params, query: { kind, page, pageSize } }) {
      await getImport(ctx, params.id)
      const found = await listPreview(ctx, params.id, kind, {
        offset: (page - 1) * pageSize,
        limit: pageSize,
      })
      await spendExport(ctx, { way: 'import-preview', rows: found.rows.length })
      return found
    },
  }),
  query({
    path: '/api/v1/imports/{id}/faults.xlsx',
    summary: 'The workbook again with what is wrong beside each row; numbers in clear, to be repaired',
    right: 'import.download-faults',
    params: id,
    query: z.object({
      rows: z.enum(['faulty', 'all']).default('faulty'),
      lang: z.enum(['zh', 'en']).default('zh'),
    }),
    output: 'file',
    audit: (output, { params, query: { rows } }) => ({
      ...audited('import.download-faults')(output, { params }),
      details: { rows },
    }),
    async run(ctx, { params, query: { rows, lang } }) {
      const record = await getImport(ctx, params.id)
      requireState(record, 'ready', 'done')
      if (!fileById(record.fileType ?? '')) throw problem('import.not-recognised')
      await spendFaults(ctx, record, rows)
      const workbook = await openFaultWorkbook(ctx, record, { rows, locale: lang })
      return download(workbook, record.fileName)
    },
  }),
  query({
    path: '/api/v1/imports/{id}/events',
    summary: 'Progress as server-sent events',
    right: 'import.read',
    params: id,
    output: 'file',
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      await getImport(ctx, params.id)
      return progressEvents(ctx, params.id)
    },
  }),
]

/** Everything the import wizard may ask for. */
export const importRoutes = [...writing, ...reading]

function download(workbook: ReadableStream, fileName: string): Response {
  const name = `${fileName.replace(/\.[A-Za-z0-9]{2,4}$/, '')}-faults.xlsx`
  return new Response(workbook, {
    headers: {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="faults.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    },
  })
}

/** Who sent the file gets their own rows back; for anybody else each row is a number in clear. */
async function spendFaults(ctx: Ctx, record: ImportRecord, rows: 'faulty' | 'all'): Promise<void> {
  const { counts } = record
  const faulty = (counts.faulty ?? 0) + (counts.invalid ?? 0) + (counts.warnings ?? 0)
  const leaving = rows === 'all' ? (counts.rows ?? 0) : faulty
  const isOwn = record.uploadedBy === ctx.user.id
  await spendExport(ctx, { way: 'fault-workbook', rows: leaving, ...(!isOwn && { numbers: leaving }) })
}
