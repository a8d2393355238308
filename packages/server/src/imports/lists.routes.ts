import { z } from '@hono/zod-openapi'
import { fileById } from '@zhucan/catalogue'
import { spendExport } from '../platform/export-budget.store.ts'
import { query } from '../platform/operation.ts'
import { paging } from '../register/index.ts'
import { getList, listLists, listRowStates, listRows, listSorts } from './lists.store.ts'

const id = z.object({ id: z.uuid() })
const label = z.object({ zh: z.string(), en: z.string() })

const listLine = z.object({
  id: z.string(),
  fileType: z.string(),
  fileTitle: label,
  title: z.string(),
  region: z.string(),
  receivedOn: z.string(),
  rowCount: z.number(),
  counts: z.record(z.string(), z.number()),
  retainUntil: z.string(),
  rawDeletedAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
})

const listDetail = listLine.extend({
  department: label.nullable(),
  legalBasis: label.nullable(),
  permittedUse: label.nullable(),
})

const listRow = z.object({
  row: z.number(),
  sheet: z.number(),
  state: z.string(),
  method: z.string().nullable(),
  personId: z.string().nullable(),
  name: z.string(),
  faultCodes: z.array(z.string()),
  fields: z.record(z.string(), z.unknown()),
})

/** The departments' lists that were taken in. */
export const listRoutes = [
  query({
    path: '/api/v1/lists',
    summary: 'Lists of the departments that were taken in, the newest first',
    right: 'list.read',
    query: z.object({ sort: z.enum(listSorts).optional() }),
    output: z.array(listLine),
    audit: 'no-personal-data',
    run: async (ctx, { query: { sort } }) => (await listLists(ctx, { sort })).map(shown),
  }),
  query({
    path: '/api/v1/lists/{id}',
    summary: 'One list: who sent it, on what basis, what it may be used for and until when',
    right: 'list.read',
    params: id,
    output: listDetail,
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      const list = await getList(ctx, params.id)
      const file = fileById(list.fileType)
      return {
        ...shown(list),
        department: file?.department ?? null,
        legalBasis: file?.legalBasis ?? null,
        permittedUse: file?.permittedUse ?? null,
      }
    },
  }),
  query({
    path: '/api/v1/lists/{id}/rows',
    summary: 'Rows of a list by what became of them, names masked',
    right: 'list.read',
    params: id,
    query: paging.extend({ state: z.enum(listRowStates) }),
    output: z.object({ total: z.number(), rows: z.array(listRow) }),
    audit: (output, { params, query: { state, page } }) => ({
      action: 'list.rows',
      subjectKind: 'list',
      subjectId: params.id,
      details: { state, page, rows: 'rows' in output ? output.rows.length : 0 },
    }),
    async run(ctx, { params, query: { state, page, pageSize } }) {
      await getList(ctx, params.id)
      const found = await listRows(ctx, params.id, state, { offset: (page - 1) * pageSize, limit: pageSize })
      await spendExport(ctx, { way: 'list-rows', rows: found.rows.length })
      return found
    },
  }),
]

function shown({ rawDeletedAt, createdAt, counts, ...list }: Awaited<ReturnType<typeof getList>>) {
  return {
    ...list,
    fileTitle: fileById(list.fileType)?.title ?? { zh: list.fileType, en: list.fileType },
    counts: counts ?? {},
    rawDeletedAt: rawDeletedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }
}
