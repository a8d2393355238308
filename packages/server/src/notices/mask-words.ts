import { mayDo } from '@zhucan/catalogue'
import { problem } from '@zhucan/kernel'
import { maskText } from '@zhucan/reading'
import { type Ctx, spendExport } from '../platform/index.ts'
import { insertEvent } from './events.store.ts'
import { listItems, type NoticeItem } from './items.store.ts'
import { countLeft, leftWords } from './left-words.ts'
import { retellEvents, retellItem, retellPapers, retellWork, writeMasked } from './masking.store.ts'
import { type LockedNotice, lockNotice, type NoticeReading, openText } from './notice.store.ts'
import type { SeenNotice } from './notice-acts.ts'
import { goneWords, type MaskedPlace, sameWords, type WantedMask, withMask } from './personal-words.ts'
import { placeQuote } from './place-quote.ts'
import { hideAll, openRetelling, type Retelling, type Span } from './retell.ts'
import { restsOnMasked, withoutNumber } from './uncountable.ts'

/** What masking or its undoing changed, in numbers. */
export interface Remasked {
  version: number
  places: number
  items: number
  /** Targets and tasks made of the notice. */
  work: number
  /** Papers that the office drafted from it. */
  papers: number
  /** Places within sight where masked words still stand, as nothing changes them. */
  left: number
}

/**
 * Masks words that the reader missed, wherever they stand if that is wanted, and in everything taken from the notice.
 * Problems 'notice.not-open', 'notice.masked-already', those of `placeQuote` and `lockNotice`.
 */
export async function maskWords(ctx: Ctx, seen: SeenNotice, wanted: WantedMask): Promise<Remasked> {
  const { notice, clear } = await openForMasks(ctx, seen)
  const { start, end } = placeQuote(clear, [], wanted)
  const { personalData, unmasked = [] } = notice.reading
  const { masked, added } = withMask(clear, personalData, { ...wanted, start, end })
  if (added.length === 0) throw problem('notice.masked-already')
  const isAdded = (place: Span) => added.some((one) => one.start < place.end && place.start < one.end)
  return remask(ctx, {
    ...{ notice, clear, masked, added },
    unmasked: unmasked.filter((place) => !isAdded(place)),
    ...{ changed: added, event: { action: 'mask', details: { kind: wanted.kind } } },
  })
}

/**
 * Takes the mask off words that are nobody's, which shows them to whoever may read the notice; the record gets the reason
 * without them. Problems 'notice.not-open',
 * 'request.not-found', those of `lockNotice`.
 */
export async function unmaskWords(
  ctx: Ctx,
  seen: SeenNotice,
  wanted: { start: number; everywhere: boolean; reason: string },
): Promise<Remasked & { reason: string }> {
  if (!mayDo(ctx.user.role, 'notice.decide')) throw problem('access.forbidden')
  const { notice, clear } = await openForMasks(ctx, seen)
  const { personalData, unmasked = [] } = notice.reading
  const one = personalData.find(({ start }) => start === wanted.start)
  if (!one) throw problem('request.not-found')
  const bared = sameWords(clear, personalData, one, wanted.everywhere)
  await spendExport(ctx, { way: 'reveal', numbers: bared.length })
  const places = bared.map(({ kind, start, end }) => ({ kind, start, end }))
  const done = await remask(ctx, {
    ...{ notice, clear, added: [] },
    masked: personalData.filter((place) => !bared.includes(place)),
    unmasked: [...unmasked, ...places].sort((a, b) => a.start - b.start),
    ...{ changed: places, event: { action: 'unmask', reason: wanted.reason, details: {} } },
  })
  // They may be masked again, and the record never changes.
  const words = bared.map(({ start, end }) => clear.slice(start, end))
  return { ...done, reason: hideAll(wanted.reason, words) }
}

async function openForMasks(ctx: Ctx, seen: SeenNotice) {
  const notice = await lockNotice(ctx, seen.id, seen.version)
  if (notice.state !== 'checking') throw problem('notice.not-open')
  return { notice, clear: await openText(ctx, notice.id) }
}

interface Remask {
  notice: LockedNotice
  clear: string
  masked: MaskedPlace[]
  unmasked: NonNullable<NoticeReading['unmasked']>
  /** Masked now; nothing where masks are taken off. */
  added: readonly Span[]
  /** Where masks were put on or taken off. */
  changed: readonly Span[]
  event: { action: 'mask' | 'unmask'; reason?: string; details: Record<string, unknown> }
}

async function remask(ctx: Ctx, { notice, clear, added, event, ...wanted }: Remask): Promise<Remasked> {
  const after = maskText(clear, wanted.masked)
  const hidden = added.map((at) => ({ at, clear: clear.slice(at.start, at.end) }))
  const gone = goneWords(
    after,
    hidden.map(({ clear: words }) => words),
  )
  const retelling = openRetelling({ before: notice.text, after, gone })
  const { title, documentNumber, issuers, addressees, fileName } = notice
  const version = await writeMasked(ctx, notice.id, {
    ...{ text: after, clear },
    reading: {
      ...toldReading(notice, retelling, hidden),
      personalData: wanted.masked,
      unmasked: wanted.unmasked,
    },
    head: retelling.value({ title, documentNumber, issuers, addressees, fileName }),
  })
  const items = await retellItems(ctx, notice.id, { retelling, after, masked: hidden })
  await retellEvents(ctx, notice.id, retelling)
  const work = await retellWork(ctx, notice.id, retelling)
  const papers = await retellPapers(ctx, notice.id, retelling, event.action)
  await insertEvent(ctx, {
    ...{ noticeId: notice.id, ...event },
    details: { ...event.details, places: wanted.changed, items, work, papers },
  })
  const left = countLeft(await leftWords(ctx, notice.id))
  return { version, places: wanted.changed.length, items, work, papers, left }
}

interface MaskedWords {
  at: Span
  clear: string
}

/** What was read of the paper itself; a doubt about a figure that is masked now would print it. */
function toldReading(
  { text, reading }: LockedNotice,
  retelling: Retelling,
  masked: readonly MaskedWords[],
): NoticeReading {
  const isBare = (doubt: { start: number; quote: string }) =>
    !masked.some(
      ({ at, clear }) =>
        /\d/.test(clear) && at.start < doubt.start + doubt.quote.length && doubt.start < at.end,
    )
  const lineAt = (start: number) => {
    const end = text.indexOf('\n', start)
    return { start, end: end < 0 ? text.length : end }
  }
  return {
    ...retelling.value({ ...reading, sections: [], doubts: [], personalData: [], unmasked: [] }),
    sections: reading.sections.map((section) => retelling.value(section, lineAt(section.start))),
    doubts: reading.doubts
      .filter(isBare)
      .map((doubt) => retelling.value(doubt, { start: doubt.start, end: doubt.start + doubt.quote.length })),
  }
}

async function retellItems(
  ctx: Ctx,
  noticeId: string,
  { retelling, after, masked }: { retelling: Retelling; after: string; masked: readonly MaskedWords[] },
): Promise<number> {
  let changed = 0
  for (const item of await listItems(ctx, noticeId, false)) {
    const isVoid = restsOnMasked(item, after, masked)
    const told = toldItem(item, retelling, isVoid)
    if (JSON.stringify(told) === JSON.stringify(item)) continue
    await retellItem(ctx, told, isVoid)
    if (isVoid && item.state !== 'rejected')
      await insertEvent(ctx, { noticeId, itemId: item.id, action: 'reject', details: { masked: true } })
    changed += 1
  }
  return changed
}

function toldItem(item: NoticeItem, retelling: Retelling, isVoid: boolean): NoticeItem {
  const proposed = item.proposed && {
    ...retelling.value(item.proposed),
    quote: retelling.at(item.proposed),
  }
  const told = { ...item, quote: retelling.at(item), value: retelling.value(item.value, item), proposed }
  return isVoid ? { ...withoutNumber(told), proposed: proposed && withoutNumber(proposed) } : told
}
