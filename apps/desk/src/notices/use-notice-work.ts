import { getRouteApi, useRouter } from '@tanstack/react-router'
import { type NoticeItemKind, noticeItemKinds } from '@zhucan/catalogue'
import { useAnnounce, useT } from '@zhucan/ui'
import { useState } from 'react'
import { useMay } from '../app/session.ts'
import type { Span } from './clauses.ts'
import { useItemWords } from './item-words.tsx'
import { type NoticeSearch, readNoticeSearch } from './notices.address.ts'
import { type Decision, type NoticeItem, useDecide, type WholeNotice } from './notices.queries.ts'
import { useRemasking } from './use-remasking.ts'

const route = getRouteApi('/desk/notices/$noticeId')

/** Items as the page lists them: by kind, each kind in the order of the text. */
export function groupItems(items: readonly NoticeItem[]) {
  const byKind = Map.groupBy(items, ({ kind }) => kind)
  return (Object.keys(noticeItemKinds) as NoticeItemKind[]).map((kind) => ({
    kind,
    items: byKind.get(kind) ?? [],
  }))
}

/** What somebody looks at in a notice and does with it; item and form stand in the address. */
export function useNoticeWork(notice: WholeNotice) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { itemNow, writingNow } = useAddressNow()
  const [selection, setSelection] = useState<Span | null>(null)
  const [hovered, setHovered] = useState<string>()
  const canDecide = useMay('notice.decide') && notice.isOwn && notice.state === 'checking'
  const ordered = groupItems(notice.items).flatMap(({ items }) => items)
  const current = ordered.find(({ id }) => id === search.item)
  const writing = canDecide && (search.write !== 'correct' || current) ? search.write : undefined
  const go = (part: NoticeSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const select = (id: string | undefined) => go({ item: id, write: undefined })
  const currentNow = () => ordered.find(({ id }) => id === itemNow())
  const step = (by: 1 | -1) => {
    const from = currentNow()
    const at = from ? ordered.indexOf(from) : by === 1 ? -1 : ordered.length
    const next = ordered[Math.min(ordered.length - 1, Math.max(0, at + by))]
    if (next) select(next.id)
  }
  const nextUndecided = (after = currentNow()) => {
    const at = after ? ordered.findIndex(({ id }) => id === after.id) : -1
    const open = (item: NoticeItem) => item.state === 'proposed' && item.id !== after?.id
    const next = ordered.slice(at + 1).find(open) ?? ordered.find(open)
    if (next) select(next.id)
    return next
  }
  return {
    ...{ notice, search, go, ordered, current, writing, select, step, nextUndecided, canDecide },
    ...{ currentNow, writingNow },
    ...{ selection, setSelection, hovered, setHovered },
    write: (what: NoticeSearch['write']) => {
      if (!what) setSelection(null)
      // Each form stands in a part of its own, which may not be the one that is shown.
      const tab = what && { tab: what === 'mask' ? ('flags' as const) : undefined }
      go({ write: what, ...tab })
    },
    remasking: useRemasking(notice),
    ...useDeciding(notice, nextUndecided),
  }
}

/** What the address says already, while a slow computer still draws what it said before: keys follow each other faster. */
function useAddressNow() {
  const router = useRouter()
  const now = () => readNoticeSearch(router.latestLocation.search)
  return { itemNow: () => now().item, writingNow: () => now().write }
}

export type NoticeWork = ReturnType<typeof useNoticeWork>

function useDeciding(notice: WholeNotice, nextUndecided: (after: NoticeItem) => NoticeItem | undefined) {
  const t = useT()
  const announce = useAnnounce()
  const words = useItemWords()
  const deciding = useDecide(notice.id)
  /** Where the item goes to another kind it leaves its place, so the way on is looked for from where it was. */
  const leadsOnFrom = (item: NoticeItem, said: Decision) =>
    said.act === 'confirm' ||
    said.act === 'reject' ||
    (said.act === 'correct' && said.item.kind !== item.kind)
  /** What was decided leads on to what is still open; what was written or taken back stays in sight. */
  const decide = (item: NoticeItem, said: Decision, after?: () => void) =>
    deciding.mutate(
      { item, said },
      {
        onSuccess: (decided) => {
          after?.()
          const done = t(`notices.said.${said.act}`, { what: words.summary(decided) })
          const isLast = leadsOnFrom(item, said) && nextUndecided(item) === undefined
          announce(isLast ? `${done} ${t('notices.allDecided')}` : done)
        },
      },
    )
  /** A figure taken for a goal that tells what was, or the other way round. */
  const turn = (item: NoticeItem) => {
    if (item.kind !== 'target' && item.kind !== 'fact') return
    const kind = item.kind === 'target' ? 'fact' : 'target'
    decide(item, { act: 'correct', item: { kind, value: item.value }, start: item.start, end: item.end })
  }
  return { decide, turn, fault: deciding.error, isDeciding: deciding.isPending }
}
