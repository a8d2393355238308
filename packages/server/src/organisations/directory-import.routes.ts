import { z } from '@hono/zod-openapi'
import { hideNumbers, problem } from '@zhucan/kernel'
import { command, query, spendExport } from '../platform/index.ts'
import { receiveBytes } from '../platform/private-file.ts'
import { findImport, setImportState } from './directory-import.store.ts'
import { applyDirectory, checkDirectory, directoryFaultWorkbook } from './import-directory.ts'

const mostBytes = 10 * 1024 * 1024
const id = z.object({ id: z.uuid() })
const counts = z.record(z.string(), z.number())
const faults = z.array(z.object({ row: z.number(), column: z.string(), code: z.string() }))

interface Received {
  bytes: Buffer
  fileName: string
}

/** A directory comes in by workbook: check, look, take in. */
export const directoryImportRoutes = [
  command({
    method: 'post',
    path: '/api/v1/directory-imports',
    summary: 'Send a directory workbook; it is checked and kept sealed, nothing changes yet',
    right: 'organisation.write',
    receive: async (_server, request): Promise<Received> => ({
      bytes: await receiveBytes(request, mostBytes),
      fileName: fileNameOf(request.headers),
    }),
    output: z.object({ id: z.string(), counts, faults }),
    audit: (output) => ({
      action: 'organisation.import',
      subjectKind: 'directory-import',
      subjectId: output.id,
      details: { ...output.counts },
    }),
    run: (ctx, { received }) => checkDirectory(ctx, received as Received),
  }),
  command({
    method: 'post',
    path: '/api/v1/directory-imports/{id}/apply',
    summary: 'Take the good rows of a checked directory in, all or none',
    right: 'organisation.write',
    params: id,
    output: z.object({ id: z.string(), counts }),
    audit: (output, { params }) => ({
      action: 'organisation.import-apply',
      subjectKind: 'directory-import',
      subjectId: params.id,
      details: { ...output.counts },
    }),
    run: (ctx, { params }) => applyDirectory(ctx, params.id),
  }),
  command({
    method: 'post',
    path: '/api/v1/directory-imports/{id}/discard',
    summary: 'Give a checked directory up',
    right: 'organisation.write',
    params: id,
    output: z.object({ id: z.string() }),
    audit: (_output, { params }) => ({
      action: 'organisation.import',
      subjectKind: 'directory-import',
      subjectId: params.id,
      details: { discarded: true },
    }),
    async run(ctx, { params }) {
      const record = await findImport(ctx, params.id, true)
      if (record.state !== 'ready') throw problem('directory.not-ready')
      await setImportState(ctx, params.id, 'discarded')
      return { id: params.id }
    },
  }),
  query({
    path: '/api/v1/directory-imports/{id}/faults.xlsx',
    summary: 'The workbook again with what is wrong beside each row',
    right: 'organisation.write',
    params: id,
    query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
    output: 'file',
    audit: (_output, { params }) => ({
      action: 'organisation.import-faults',
      subjectKind: 'directory-import',
      subjectId: params.id,
    }),
    async run(ctx, { params, query: { lang } }) {
      const record = await findImport(ctx, params.id, false)
      await spendExport(ctx, { way: 'fault-workbook', rows: record.counts.rows ?? 0 })
      const workbook = await directoryFaultWorkbook(ctx, params.id, lang)
      return new Response(new Uint8Array(workbook), {
        headers: {
          'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          'content-disposition': 'attachment; filename="faults.xlsx"',
          'cache-control': 'no-store',
        },
      })
    },
  }),
]

function fileNameOf(headers: Headers): string {
  try {
    const name =
      decodeURIComponent(headers.get('x-file-name') ?? '')
        .split(/[/\\]/)
        .at(-1) ?? ''
    const clean = name.replaceAll(/\p{Cc}/gu, '').trim()
    if (clean !== '') return hideNumbers(clean.slice(0, 200))
  } catch {
    // A name that is no URI text is told like a missing one.
  }
  throw problem('request.invalid', { field: 'x-file-name', rule: 'uri' })
}
