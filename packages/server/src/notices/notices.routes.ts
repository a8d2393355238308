import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { z } from '@hono/zod-openapi'
import { hideNumbers, problem } from '@zhucan/kernel'
import { createZipWriter } from '@zhucan/sheets'
import { type Ctx, query, spendExport } from '../platform/index.ts'
import { paging } from '../register/index.ts'
import { isInArea, itemsFor } from './decide-item.ts'
import { listEvents } from './events.store.ts'
import { type GoldCase, makeCase } from './gold-case.ts'
import { listMade } from './made.store.ts'
import { getNotice, listNotices, noticeSorts, openText } from './notice.store.ts'
import { openOriginal } from './notice-file.ts'
import { historyLine, id, noticeLine, noticeState, wholeNotice } from './notice-shapes.ts'
import { hideAll } from './retell.ts'

/** A notice as this user may see it. */
export async function readWhole(ctx: Ctx, noticeId: string) {
  const { reading, sha256, storedAs: _, ...notice } = await getNotice(ctx, noticeId)
  const isHere = isInArea(ctx, notice.region)
  return {
    ...notice,
    isOwn: notice.organisationId === ctx.user.organisationId,
    sha256: sha256.toString('hex'),
    sections: [...reading.sections],
    personalData: [...reading.personalData],
    unmasked: isHere ? [...(reading.unmasked ?? [])] : [],
    doubts: isHere ? [...reading.doubts] : [],
    items: await itemsFor(ctx, notice),
    made: await listMade(ctx, notice.id),
  }
}

const seen = (action: string) => (_output: unknown, input: { params: { id: string } }) => ({
  action,
  subjectKind: 'notice',
  subjectId: input.params.id,
})

const asFile = (bytes: Uint8Array, name: string) =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    },
  })

/** Two folders as the scorer wants them: `node score.mjs gold read`. */
async function zipCase({ name, text, gold, read }: GoldCase): Promise<Buffer> {
  const output = new PassThrough()
  const bytes = buffer(output)
  const zip = createZipWriter(output)
  const put = async (path: string, content: string) => {
    const part = zip.part(path)
    await part.write(content)
    await part.end()
  }
  await put(`gold/${name}.txt`, text)
  await put(`gold/${name}.gold.json`, `${JSON.stringify(gold, null, 1)}\n`)
  await put(`read/${name}.json`, `${JSON.stringify(read, null, 1)}\n`)
  await zip.finish()
  return bytes
}

/** Lists and single notices, their history, their originals and their test cases. */
export const noticeReading = [
  query({
    path: '/api/v1/notices',
    summary: 'Notices of the area, and those sent down to it',
    right: 'notice.read',
    query: z.object({
      state: noticeState.optional(),
      from: z.enum(['own', 'above']).optional(),
      title: z.string().trim().max(100).optional(),
      sort: z.enum(noticeSorts).optional(),
      ...paging.shape,
    }),
    output: z.object({ total: z.number(), rows: z.array(noticeLine) }),
    audit: (output, { query: { title, ...filter } }) => ({
      action: 'notice.list',
      details: { ...filter, byTitle: title !== undefined, total: output.total },
    }),
    run: (ctx, { query: { page, pageSize, ...filter } }) =>
      listNotices(ctx, filter, { offset: (page - 1) * pageSize, limit: pageSize }),
  }),
  query({
    path: '/api/v1/notices/{id}',
    summary: 'A notice: its masked text and what was read in it',
    right: 'notice.read',
    params: id,
    output: wholeNotice,
    audit: seen('notice.read'),
    run: (ctx, { params }) => readWhole(ctx, params.id),
  }),
  query({
    path: '/api/v1/notices/{id}/history',
    summary: 'Who did what with a notice, newest first',
    right: 'notice.read',
    params: id,
    output: z.array(historyLine),
    audit: 'no-personal-data',
    async run(ctx, { params }) {
      const notice = await getNotice(ctx, params.id)
      return isInArea(ctx, notice.region) ? listEvents(ctx, notice.id) : []
    },
  }),
  query({
    path: '/api/v1/notices/{id}/reveal',
    method: 'post',
    summary: 'One piece of personal data of a notice in clear, with the reason why',
    right: 'notice.reveal',
    params: id,
    body: z.object({ start: z.int().min(0), reason: z.string().trim().min(2).max(200) }),
    output: z.object({ value: z.string() }),
    audit: ({ value }, { params, body }) => ({
      action: 'notice.reveal',
      subjectKind: 'notice',
      subjectId: params.id,
      details: { start: body.start },
      reason: hideNumbers(hideAll(body.reason, [value])),
    }),
    async run(ctx, { params, body }) {
      const { reading } = await getNotice(ctx, params.id)
      const datum = reading.personalData.find(({ start }) => start === body.start)
      if (!datum) throw problem('request.not-found')
      await spendExport(ctx, { way: 'reveal', numbers: 1 })
      return { value: (await openText(ctx, params.id)).slice(datum.start, datum.end) }
    },
  }),
  query({
    path: '/api/v1/notices/{id}/original',
    summary: 'The paper as it came, byte for byte',
    right: 'notice.reveal',
    params: id,
    output: 'file',
    audit: seen('notice.download'),
    async run(ctx, { params }) {
      const { storedAs, fileName, source, reading } = await getNotice(ctx, params.id)
      await spendExport(ctx, { way: 'reveal', numbers: reading.personalData.length })
      const name = source === 'pasted' ? `${fileName}.txt` : fileName
      return asFile(await openOriginal(ctx, storedAs), name)
    },
  }),
  query({
    path: '/api/v1/notices/{id}/case',
    summary: 'What people decided as a test case of the reader, masked',
    right: 'notice.decide',
    params: id,
    query: z.object({ textSeen: z.literal('yes').optional() }),
    output: 'file',
    audit: seen('notice.case'),
    async run(ctx, { params, query: { textSeen } }) {
      // The checks do not know every name: somebody has read the text before it leaves.
      if (!textSeen) throw problem('notice.text-unseen')
      const notice = await getNotice(ctx, params.id)
      if (!isInArea(ctx, notice.region)) throw problem('notice.not-yours')
      const made = await makeCase(ctx, params.id)
      return asFile(await zipCase(made), `${made.name}.zip`)
    },
  }),
]
