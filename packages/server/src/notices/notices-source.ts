import { z } from '@hono/zod-openapi'
import { type NoticeKind, noticeKinds, noticeStates } from '@zhucan/catalogue'
import { dayInShanghai, hideNumbers } from '@zhucan/kernel'
import type { ExportSource } from '../exports/index.ts'
import { countNotices, type NoticeFilter, noticeSorts, readNotices } from './notice.store.ts'
import { noticeState } from './notice-shapes.ts'

const filter = z
  .object({
    state: z.enum([...noticeState.options, 'open']).default('open'),
    from: z.enum(['own', 'above']).optional(),
    title: z.string().trim().max(60).optional(),
    sort: z.enum(noticeSorts).optional(),
  })
  .strict()

const asListed = ({ state, ...rest }: z.infer<typeof filter>): NoticeFilter => ({
  ...rest,
  state: state === 'open' ? undefined : state,
})

/** The register of what came in, as the list of notices shows it. */
export const noticesSource: ExportSource<z.infer<typeof filter>> = {
  what: 'notices',
  right: 'notice.read',
  numberRight: null,
  numbersPerRow: 0,
  filter,
  columns: () => [
    ...(['documentNumber', 'paperTitle', 'issuers', 'issuedOn', 'kind', 'receivedOn', 'office'] as const),
    ...(['state', 'sentOn', 'itemsDecided', 'items', 'address'] as const),
  ],
  markIn: 'office',
  count: (ctx, asked) => countNotices(ctx, asListed(asked)),
  async *rows(ctx, asked, { locale }) {
    for await (const notice of readNotices(ctx, asListed(asked))) {
      yield [
        notice.documentNumber,
        hideNumbers(notice.title),
        notice.issuers.join('、'),
        notice.issuedOn,
        noticeKinds[notice.kind as NoticeKind][locale],
        dayInShanghai(notice.createdAt.getTime()),
        notice.organisationName,
        noticeStates[notice.state][locale],
        notice.sentAt && dayInShanghai(notice.sentAt.getTime()),
        notice.items - notice.undecided,
        notice.items,
        `/notices/${notice.id}`,
      ]
    }
  },
}
