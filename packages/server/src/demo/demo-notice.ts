import { findUser } from '../access/index.ts'
import { decideItem, getNoticeItems, takePaper } from '../notices/index.ts'
import { inSession, type Server } from '../platform/index.ts'
import text from './demo-notice.text.json' with { type: 'json' }

/** How many of the first items somebody has decided already, so that it is seen how that looks. */
const decided = 6

/** Gives the county of the demo a plan of its city that somebody has begun to check. */
export async function checkNotice(server: Server, userId: string): Promise<void> {
  const user = await findUser(server, userId)
  if (!user) return
  const year = Number(server.day().slice(0, 4))
  const inYear = (line: string) =>
    line.replaceAll('{year}', String(year)).replaceAll('{last}', String(year - 1))
  const bytes = Buffer.from(text.paper.map(inYear).join('\n'), 'utf8')
  const { id } = await takePaper(server, user, bytes, inYear(text.fileName))
  await inSession(server, user, async (ctx) => {
    const items = await getNoticeItems(ctx, id, false)
    for (const { id: itemId, version } of items.slice(0, decided))
      await decideItem(ctx, { noticeId: id, itemId, version }, { act: 'confirm' })
  })
}
