import { z } from '@hono/zod-openapi'
import { insertAudit } from '../platform/index.ts'
import { command, query } from '../platform/operation.ts'
import { personFilter } from '../register/index.ts'
import { getImport, requireState } from './imports.store.ts'
import { makeForm } from './make-form.ts'
import { saveAllChoices, saveChoices } from './register-form.store.ts'

const take = z.enum(['ours', 'theirs'])

/** The register as a form that goes out, and what a clerk decides about the cells of one that came back. */
export const formRoutes = [
  query({
    path: '/api/v1/register/workbook',
    summary: 'The register as a form to fill in and send back; numbers masked unless asked for and allowed',
    right: 'import.download-form',
    query: personFilter.extend({ numbers: z.enum(['masked', 'clear']).default('masked') }),
    output: 'file',
    audit: (_output, { query: { numbers, name, ...filter } }) => ({
      action: 'import.download-form',
      details: { ...filter, byName: name !== undefined, numbers },
    }),
    async run(ctx, { query: { numbers, ...filter } }) {
      const form = await makeForm(ctx, filter, { clear: numbers === 'clear' })
      await insertAudit(ctx, {
        action: 'import.form-made',
        subjectKind: 'register-form',
        subjectId: form.id,
        details: { people: form.holders, relatives: form.relatives, clear: form.clear },
      })
      return new Response(form.file.read(), {
        headers: {
          'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          'content-disposition': `attachment; filename="register-${ctx.day()}.xlsx"`,
          'cache-control': 'no-store',
        },
      })
    },
  }),
  command({
    method: 'put',
    path: '/api/v1/imports/{id}/cells',
    summary: 'Decide about cells of a returned form that changed on both sides, one by one or all at once',
    right: 'import.create',
    params: z.object({ id: z.uuid() }),
    body: z.union([
      z.object({ all: take }),
      z.object({
        cells: z
          .array(z.object({ personId: z.uuid(), field: z.string().max(40), take }))
          .min(1)
          .max(500),
      }),
    ]),
    output: z.object({ id: z.string() }),
    audit: (_output, { params, body }) => ({
      action: 'import.decide-cells',
      subjectKind: 'import',
      subjectId: params.id,
      details: 'all' in body ? { all: body.all } : { cells: body.cells.length },
    }),
    async run(ctx, { params, body }) {
      requireState(await getImport(ctx, params.id, true), 'ready')
      if ('all' in body) await saveAllChoices(ctx, params.id, body.all)
      else await saveChoices(ctx, params.id, body.cells)
      return { id: params.id }
    },
  }),
]
