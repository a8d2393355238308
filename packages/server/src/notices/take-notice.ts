import { mayDo } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { type Ctx, inSession, insertAudit, requireInArea, type Server, type User } from '../platform/index.ts'
import { insertEvent } from './events.store.ts'
import { insertItems, type NewItem } from './items.store.ts'
import { insertNotice } from './notice.store.ts'
import { keepPaper, removeOriginal, type TakenFile } from './notice-file.ts'
import { asItem } from './read-item.ts'

/** What became of a paper that came in; `isKnown` = this office has that very file already. */
export interface TakenNotice {
  id: string
  isKnown: boolean
  items: number
}

/** Enters a paper with everything read in it; the same file again leads to the notice that is there. */
export async function takeNotice(ctx: Ctx, file: TakenFile): Promise<TakenNotice> {
  try {
    await requireInArea(ctx, ctx.user.region)
    const { id, isKnown } = await insertNotice(ctx, file)
    const items: NewItem[] = file.read.reading.items.map((item, seq) => ({ ...asItem(item), seq }))
    if (isKnown) {
      await removeOriginal(ctx, file.storedAs)
      return { id, isKnown, items: items.length }
    }
    await insertItems(ctx, id, items)
    await insertEvent(ctx, { noticeId: id, action: 'take', details: { items: items.length } })
    return { id, isKnown, items: items.length }
  } catch (error) {
    await removeOriginal(ctx, file.storedAs)
    throw error
  }
}

/** Takes a paper in as somebody would on the page; for the demo and the command line. */
export async function takePaper(
  server: Server,
  user: User,
  bytes: Uint8Array,
  fileName: string,
): Promise<TakenNotice> {
  if (!mayDo(user.role, 'notice.take')) throw problem('access.forbidden')
  const file = await keepPaper(server, Buffer.from(bytes), fileName)
  return inSession(server, user, async (ctx) => {
    const taken = await takeNotice(ctx, file)
    await insertAudit(ctx, {
      ...{ action: 'notice.take', subjectKind: 'notice', subjectId: taken.id },
      details: { isKnown: taken.isKnown, items: taken.items },
    })
    return taken
  })
}
