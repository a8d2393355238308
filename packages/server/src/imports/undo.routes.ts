import { z } from '@hono/zod-openapi'
import { type UndoFate, undoFates } from '@zhucan/catalogue'
import { maskName } from '@zhucan/kernel'
import { spendExport } from '../platform/export-budget.store.ts'
import { command, query } from '../platform/operation.ts'
import { paging } from '../register/index.ts'
import { getImport } from './imports.store.ts'
import { listStays, listUndos } from './undo.store.ts'
import { planForReading, previewUndo, startUndo } from './undo-import.ts'
import { listPlan } from './undo-plan.store.ts'
import { undoWorkbook } from './undo-workbook.ts'

const id = z.object({ id: z.uuid() })
const fate = z.enum(Object.keys(undoFates) as [UndoFate, ...UndoFate[]])
const perFate = z.object({ goes: z.number(), back: z.number(), partly: z.number(), stays: z.number() })

const choice = z.object({
  people: z.array(z.uuid()).min(1).max(2000).nullable().default(null),
  rows: z
    .array(z.object({ sheet: z.number().int().min(0).max(256), row: z.number().int().min(1).max(1_048_576) }))
    .min(1)
    .max(2000)
    .nullable()
    .default(null),
})

const preview = z.object({
  fates: perFate,
  reasons: z.array(z.object({ what: z.string(), count: z.number() })),
  /** Rows of a list that would go. */
  rows: z.number(),
})

const person = z.object({
  personId: z.string(),
  name: z.string(),
  fate: z.string(),
  reason: z.string().nullable(),
  fields: z.array(z.string()),
})
const people = z.object({ total: z.number(), rows: z.array(person) })

const entry = z.object({
  id: z.string(),
  byName: z.string().nullable(),
  at: z.string(),
  isWhole: z.boolean(),
  counts: z.record(z.string(), z.number()),
})

const audited =
  (action: string) =>
  (_output: unknown, { params }: { params: { id: string } }) => ({
    action,
    subjectKind: 'import',
    subjectId: params.id,
  })

/** Undo of an import: what it would do, the doing, and what was done. */
export const undoRoutes = [
  command({
    method: 'post',
    path: '/api/v1/imports/{id}/undo',
    summary: 'Undo an import, wholly or for some people or rows; later values stay',
    right: 'import.undo',
    params: id,
    body: choice,
    output: z.object({ id: z.string(), state: z.string() }),
    audit: (output, { params, body }) => ({
      ...audited('import.undo')(output, { params }),
      details: { people: body.people?.length ?? null, rows: body.rows?.length ?? null },
    }),
    run: (ctx, { params, body }) => startUndo(ctx, params.id, body),
  }),
  query({
    path: '/api/v1/imports/{id}/undo-preview',
    method: 'post',
    summary: 'What an undo would do, in numbers',
    right: 'import.undo',
    params: id,
    body: choice,
    output: preview,
    audit: 'no-personal-data',
    run: (ctx, { params, body }) => previewUndo(ctx, params.id, body),
  }),
  query({
    path: '/api/v1/imports/{id}/undo-people',
    summary: 'The people an undo would touch, names masked; those with a reason to stay first',
    right: 'import.undo',
    params: id,
    query: paging.extend({ fate: fate.optional() }),
    output: people,
    audit: (output, { params, query: { page } }) => ({
      ...audited('import.undo-people')(output, { params }),
      details: { page, rows: 'rows' in output ? output.rows.length : 0 },
    }),
    async run(ctx, { params, query: { page, pageSize, fate: only } }) {
      await planForReading(ctx, params.id)
      const found = await listPlan(ctx, only ?? null, { offset: (page - 1) * pageSize, limit: pageSize })
      await spendExport(ctx, { way: 'undo-people', rows: found.rows.length })
      return { ...found, rows: found.rows.map((row) => ({ ...row, name: maskName(row.name) })) }
    },
  }),
  query({
    path: '/api/v1/imports/{id}/undo-people.xlsx',
    summary: 'The people an undo would touch as a workbook, names masked',
    right: 'import.undo',
    params: id,
    query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
    output: 'file',
    audit: audited('import.undo-people-download'),
    async run(ctx, { params, query: { lang } }) {
      await planForReading(ctx, params.id)
      return undoWorkbook(ctx, lang)
    },
  }),
  query({
    path: '/api/v1/imports/{id}/undos',
    summary: 'Every undo of an import: who, when, what it did',
    right: 'import.read',
    params: id,
    output: z.array(entry),
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      await getImport(ctx, params.id)
      return (await listUndos(ctx, params.id)).map((row) => ({
        ...row,
        at: row.at.toISOString(),
        counts: { ...row.counts },
      }))
    },
  }),
  query({
    path: '/api/v1/imports/{id}/undo-stays',
    summary: 'Who stayed in the last undo, and why; names masked',
    right: 'import.read',
    params: id,
    query: paging,
    output: people,
    audit: (output, { params, query: { page } }) => ({
      ...audited('import.undo-stays')(output, { params }),
      details: { page, rows: 'rows' in output ? output.rows.length : 0 },
    }),
    async run(ctx, { params, query: { page, pageSize } }) {
      await getImport(ctx, params.id)
      const found = await listStays(ctx, params.id, { offset: (page - 1) * pageSize, limit: pageSize })
      await spendExport(ctx, { way: 'undo-people', rows: found.rows.length })
      return found
    },
  }),
]
