import { z } from '@hono/zod-openapi'
import { paperKindWords, paperStateWords } from '@zhucan/catalogue'
import { dayInShanghai, hideNumbers } from '@zhucan/kernel'
import { paperKinds } from '@zhucan/papers'
import type { ExportSource } from '../exports/index.ts'
import { lineOf } from './paper-page.ts'
import { countPapers, type PaperFilter, paperSorts, readPapers } from './papers.store.ts'

const filter = z
  .object({
    state: z.enum(['draft', 'reviewed', 'issued', 'withdrawn', 'open']).default('open'),
    kind: z.enum(paperKinds).optional(),
    sort: z.enum(paperSorts).optional(),
  })
  .strict()

const asListed = ({ state, ...rest }: z.infer<typeof filter>): PaperFilter => ({
  ...rest,
  state: state === 'open' ? undefined : state,
})

/** The register of what goes out, as the list of papers shows it. */
export const papersSource: ExportSource<z.infer<typeof filter>> = {
  what: 'papers',
  right: 'paper.read',
  numberRight: null,
  numbersPerRow: 0,
  filter,
  columns: () => [
    ...(['documentNumber', 'paperTitle', 'kind', 'office', 'changedOn', 'changedBy'] as const),
    ...(['printedOn', 'state', 'address'] as const),
  ],
  markIn: 'office',
  count: (ctx, asked) => countPapers(ctx, asListed(asked)),
  async *rows(ctx, asked, { locale }) {
    for await (const row of readPapers(ctx, asListed(asked))) {
      yield [
        lineOf(row).documentNumber,
        hideNumbers(row.title),
        paperKindWords[row.kind][locale],
        row.organisationName,
        dayInShanghai(row.changedAt.getTime()),
        row.changedByName,
        row.issuedOn,
        paperStateWords[row.state][locale],
        `/papers/${row.id}`,
      ]
    }
  },
}
