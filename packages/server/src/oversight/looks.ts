import { z } from '@hono/zod-openapi'
import { dayInShanghai, plainDate } from '@zhucan/kernel'
import type { ExportSource } from '../exports/index.ts'
import type { Ctx } from '../platform/index.ts'
import { actionLabel, fieldLabel, roleLabel } from './audit-lines.ts'
import { type AuditFilter, countAudit, readAudit } from './audit-search.store.ts'

const span = z
  .object({ personId: z.uuid(), from: z.iso.date().optional(), to: z.iso.date().optional() })
  .strict()

const filterOf = (ctx: Ctx, { personId, from, to }: z.infer<typeof span>): AuditFilter => ({
  from: plainDate(from ?? '2000-01-01'),
  to: plainDate(to ?? dayInShanghai(ctx.now())),
  subjectIds: [personId],
})

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
})

/** Who looked at one person, as a file; the person is named by nobody's name but an id. */
export const looksSource: ExportSource<z.infer<typeof span>> = {
  what: 'looks',
  right: 'audit.read',
  numberRight: null,
  numbersPerRow: 0,
  filter: span,
  columns: () => ['at', 'who', 'role', 'act', 'fields', 'reason'],
  markIn: 'who',
  count: (ctx, filter) => countAudit(ctx, filterOf(ctx, filter)),
  async *rows(ctx, filter, { locale }) {
    for await (const line of readAudit(ctx, filterOf(ctx, filter))) {
      yield [
        shanghai.format(line.at),
        line.actorName ?? '',
        roleLabel(line.role)[locale],
        actionLabel(line.action)[locale],
        line.fields.map((field) => fieldLabel(field)[locale]).join(', '),
        line.reason ?? '',
      ]
    }
  },
}
