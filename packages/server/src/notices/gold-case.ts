import type { Ctx } from '../platform/index.ts'
import { listItems, type NoticeItem } from './items.store.ts'
import { getNotice } from './notice.store.ts'
import type { ProposedItem } from './read-item.ts'

/** A notice as a test case of the reader: the text, what it should find, and what it found. */
export interface GoldCase {
  name: string
  text: string
  gold: Record<string, unknown>
  read: Record<string, unknown>
}

/**
 * What people decided as annotations that the scorer reads: rejected items are left out, undecided ones count neither for
 * nor against. The text is the masked one.
 */
export async function makeCase(ctx: Ctx, id: string): Promise<GoldCase> {
  const notice = await getNotice(ctx, id)
  const items = await listItems(ctx, id, false)
  const { title, documentNumber, issuers, issuedOn, addressees, reading } = notice
  const sections = reading.sections.map(({ path, heading }) => ({ path, heading }))
  const head = { title: squeeze(title), documentNumber, issuers, issuedOn, addressees, sections }
  return {
    name: `notice-${notice.id.slice(-12)}`,
    text: notice.text,
    gold: { ...head, items: items.filter(({ state }) => state !== 'rejected').map(goldItem) },
    read: {
      ...{ title: reading.title, documentNumber: reading.documentNumber, issuers: reading.issuers },
      ...{ issuedOn: reading.issuedOn, addressees: reading.addressees, sections },
      items: items.flatMap(({ proposed }) => (proposed ? [flat(proposed)] : [])),
    },
  }
}

/** Titles are compared without white space. */
const squeeze = (title: string): string => title.replaceAll(/\s/g, '')

const flat = ({ kind, section, quote, start, value }: Omit<ProposedItem, 'end'>) => ({
  ...{ kind, section, quote, start },
  ...value,
})

const goldItem = (item: NoticeItem) => ({
  ...flat(item),
  ...(item.state === 'proposed' && { optional: true }),
})
