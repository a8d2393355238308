import { z } from '@hono/zod-openapi'
import { hideNumbers } from '@zhucan/kernel'
import { type Paper, paperKinds, printedNumber, writePaper } from '@zhucan/papers'
import { type Ctx, command, query } from '../platform/index.ts'
import { paging } from '../register/index.ts'
import { makeDraft } from './make-draft.ts'
import {
  type ActedPaper,
  issuePaper,
  refreshPaper,
  returnPaper,
  reviewPaper,
  type SeenPaper,
  savePaper,
  withdrawPaper,
} from './paper-acts.ts'
import { lineOf, pageOf } from './paper-page.ts'
import { acted, id, paperLine, paperPage, seen, source, written } from './paper-shapes.ts'
import { countPapers, getPaper, listPapers, openFile, paperSorts } from './papers.store.ts'

const note = z.string().trim().max(500)

const reading = [
  query({
    path: '/api/v1/papers',
    summary: 'Papers of the office and what offices below have issued, page by page',
    right: 'paper.read',
    query: z.object({
      state: z.enum(['draft', 'reviewed', 'issued', 'withdrawn']).optional(),
      kind: z.enum(paperKinds).optional(),
      sort: z.enum(paperSorts).optional(),
      ...paging.shape,
    }),
    output: z.object({ total: z.number(), rows: z.array(paperLine) }),
    audit: 'no-personal-data',
    run: async (ctx, { query: { page, pageSize, ...filter } }) => ({
      total: await countPapers(ctx, filter),
      rows: (await listPapers(ctx, filter, { offset: (page - 1) * pageSize, limit: pageSize })).map(lineOf),
    }),
  }),
  query({
    path: '/api/v1/papers/{id}',
    summary: 'A paper whole: text, figures with their sources, what to look at before it leaves, history',
    right: 'paper.read',
    params: id,
    output: paperPage,
    audit: (_output, { params }) => ({ action: 'paper.read', subjectKind: 'paper', subjectId: params.id }),
    run: (ctx, { params }) => pageOf(ctx, params.id),
  }),
  query({
    path: '/api/v1/papers/{id}/file',
    summary: 'The paper as a .docx file: the very bytes that were issued, or the draft as it stands',
    right: 'paper.read',
    params: id,
    output: 'file',
    audit: (_output, { params }) => ({
      action: 'paper.download',
      subjectKind: 'paper',
      subjectId: params.id,
    }),
    run: (ctx, { params }) => fileOf(ctx, params.id),
  }),
]

interface Act<B extends z.ZodObject, O extends ActedPaper> {
  act: 'refresh' | 'review' | 'return' | 'issue' | 'withdraw'
  summary: string
  right: 'paper.write' | 'paper.review' | 'paper.issue'
  body: B
  output?: z.ZodType
  run(ctx: Ctx, seen: SeenPaper, body: z.infer<B>): Promise<O>
}

/** An act on a whole paper: its entry is the same for all. */
const onPaper = <B extends z.ZodObject, O extends ActedPaper>({
  act,
  summary,
  right,
  body,
  run,
  output,
}: Act<B, O>) =>
  command({
    method: 'post',
    path: `/api/v1/papers/{id}/${act}`,
    summary,
    right,
    params: id,
    body: body.extend(seen.shape),
    output: (output ?? acted) as typeof acted,
    audit: (result, input) => ({
      action: `paper.${act}`,
      subjectKind: 'paper',
      subjectId: input.params.id,
      fields: ['state'],
      details: { ...result },
      ...('note' in input.body && { reason: hideNumbers(String(input.body.note)) }),
    }),
    run: (ctx, input) => {
      const at = { id: input.params.id, version: (input.body as { version: number }).version }
      return run(ctx, at, input.body as unknown as z.infer<B>)
    },
  })

const writing = [
  command({
    method: 'post',
    path: '/api/v1/papers',
    summary: 'A draft: empty, or made from a notice, from tasks, or from targets and how far they are',
    right: 'paper.write',
    body: source,
    output: z.object({ id: z.string(), kind: z.enum(paperKinds) }),
    audit: (output, { body }) => ({
      action: 'paper.make',
      subjectKind: 'paper',
      subjectId: output.id,
      details: { from: body.from, kind: output.kind },
    }),
    run: (ctx, { body }) => makeDraft(ctx, body),
  }),
  command({
    method: 'put',
    path: '/api/v1/papers/{id}',
    summary: 'Keep what was written in a draft',
    right: 'paper.write',
    params: id,
    body: seen.extend({ paper: written }),
    output: acted,
    audit: (_output, { params }) => ({
      action: 'paper.save',
      subjectKind: 'paper',
      subjectId: params.id,
      fields: ['text'],
    }),
    run: (ctx, { params, body }) => savePaper(ctx, { id: params.id, version: body.version }, body.paper),
  }),
  onPaper({
    act: 'refresh',
    summary: 'Put the present values in the place of figures that changed',
    right: 'paper.write',
    body: z.object({}),
    run: refreshPaper,
  }),
]

const deciding = [
  onPaper({
    act: 'review',
    summary: 'A second person stands for the draft',
    right: 'paper.review',
    body: z.object({ note: note.default('') }),
    run: (ctx, at, body) => reviewPaper(ctx, at, body.note),
  }),
  onPaper({
    act: 'return',
    summary: 'Give a reviewed paper back to be written on',
    right: 'paper.review',
    body: z.object({ note: note.min(2) }),
    run: (ctx, at, body) => returnPaper(ctx, at, body.note),
  }),
  onPaper({
    act: 'issue',
    summary: 'Give the paper its number and make its bytes, for ever',
    right: 'paper.issue',
    body: z.object({
      issuedOn: z.iso.date(),
      flagsSeen: z.boolean().default(false),
      changesSeen: z.boolean().default(false),
    }),
    output: acted.extend({ number: z.number() }),
    run: issuePaper,
  }),
  onPaper({
    act: 'withdraw',
    summary: 'Take a paper out of work that was not issued',
    right: 'paper.write',
    body: z.object({ note: note.min(2) }),
    run: (ctx, at, body) => withdrawPaper(ctx, at, body.note),
  }),
]

/** Papers: write, review, issue, fetch. */
export const paperOperations = [...reading, ...writing, ...deciding]

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function fileOf(ctx: Ctx, paperId: string): Promise<Response> {
  const { paper, issuedOn } = await getPaper(ctx, paperId)
  const bytes = (await openFile(ctx, paperId)) ?? (await writePaper(paper, new Date(ctx.now()).toISOString()))
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': docx,
      'content-disposition': `attachment; filename="paper.docx"; filename*=UTF-8''${encodeURIComponent(fileName(paper, issuedOn))}`,
      'cache-control': 'no-store',
    },
  })
}

/** Number and title, without what a file system refuses. */
function fileName(paper: Paper, issuedOn: string | null): string {
  const number = issuedOn === null ? '' : `${printedNumber(paper)} `
  const name = `${number}${paper.title}`.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').slice(0, 80)
  return `${name}.docx`
}
