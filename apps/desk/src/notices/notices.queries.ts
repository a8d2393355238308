import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { NoticeItemKind, NoticeItemState, NoticeState } from '@zhucan/catalogue'
import type { Label } from '@zhucan/kernel'
import { address } from '../app/address.ts'
import { get, post, upload } from '../app/http.ts'
import { pageSize } from '../register/register.queries.ts'
import type { NoticesSearch } from './notices.address.ts'

export type ItemKind = NoticeItemKind

/** A figure to reach, or one that tells a state. */
export interface FigureValue {
  readonly indicator: string
  readonly comparator: string
  readonly value: number
  readonly unit: string
  readonly by?: string
}

/** A day that is not one: part of a month, or every year. */
export interface LooseDay {
  readonly year: number | null
  readonly month: number
  readonly part?: 'early' | 'mid' | 'late' | 'end'
  readonly day?: number
  readonly every?: 'year'
}

/** Something due by a day. */
export interface DeadlineValue {
  readonly date: string | LooseDay
  readonly action: string
  readonly to: string | null
}

/** A duty laid on bodies. */
export interface ResponsibilityValue {
  readonly lead: readonly string[]
  readonly support: readonly string[]
}

/** What an item says and where. */
export interface ItemContent {
  readonly kind: ItemKind
  readonly section: string
  readonly quote: string
  readonly start: number
  readonly end: number
  readonly value: FigureValue | DeadlineValue | ResponsibilityValue
}

/** An item as it stands. */
export interface NoticeItem extends ItemContent {
  readonly id: string
  readonly state: NoticeItemState
  readonly version: number
  readonly proposed: (ItemContent & { readonly reasons?: readonly { cue: string; weight: number }[] }) | null
  readonly decidedByName: string | null
  readonly decidedAt: string | null
}

/** What a list says of a notice. */
export interface NoticeHead {
  readonly id: string
  readonly title: string
  readonly documentNumber: string | null
  readonly issuers: readonly string[]
  readonly issuedOn: string | null
  readonly kind: string
  readonly state: NoticeState
  readonly version: number
  readonly organisationName: string
  readonly source: string
  readonly fileName: string
  readonly size: number
  readonly createdAt: string
  readonly createdByName: string | null
  readonly confirmedAt: string | null
  readonly confirmedByName: string | null
  readonly sentAt: string | null
}

/** One line of the list. */
export interface NoticeLine extends NoticeHead {
  readonly personal: number
  readonly doubts: number
  readonly items: number
  readonly undecided: number
}

/** Figures that contradict each other. */
export interface Doubt {
  readonly kind: string
  readonly quote: string
  readonly start: number
  readonly arithmetic: string
  readonly isTruncated: boolean
}

/** Personal data of a notice; `by` tells what a person masked from what was recognised. */
export interface MaskedPlace {
  readonly kind: string
  readonly start: number
  readonly end: number
  readonly by?: 'clerk'
}

/** A notice with its text and what was read in it. */
export interface WholeNotice extends NoticeHead {
  readonly addressees: readonly string[]
  readonly isOwn: boolean
  readonly sha256: string
  readonly text: string
  readonly sections: readonly { readonly path: string; readonly heading: string; readonly start: number }[]
  readonly personalData: readonly MaskedPlace[]
  readonly unmasked: readonly MaskedPlace[]
  readonly doubts: readonly Doubt[]
  readonly items: readonly NoticeItem[]
  readonly made: readonly { readonly itemId: string; readonly kind: 'target' | 'task'; readonly id: string }[]
}

/** One line of a notice's history. */
export interface NoticeHistoryLine {
  readonly id: string
  readonly itemId: string | null
  readonly at: string
  readonly actorName: string
  readonly action: string
  readonly reason: string | null
  readonly quote: string | null
}

const base = '/api/v1/notices'
/** Where a notice is asked about. */
export const pathOf = (id: string): string => `${base}/${encodeURIComponent(id)}`

/** One page of notices. */
export const noticesQuery = ({ state, from, title, sort, page = 1 }: NoticesSearch) =>
  queryOptions({
    queryKey: ['notices', 'list', state ?? null, from ?? null, title ?? null, sort ?? null, page],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: NoticeLine[] }>(
        address(base, { state, from, title, sort, page, pageSize }),
        signal,
      ),
    placeholderData: keepPreviousData,
  })

/** One notice. */
export const noticeQuery = (id: string) =>
  queryOptions({
    queryKey: ['notices', 'one', id],
    queryFn: ({ signal }) => get<WholeNotice>(pathOf(id), signal),
    staleTime: 0,
  })

/** What was done with a notice, newest first. */
export const noticeHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['notices', 'history', id],
    queryFn: ({ signal }) => get<NoticeHistoryLine[]>(`${pathOf(id)}/history`, signal),
    staleTime: 0,
  })

/** Where words masked in a notice still stand; asked anew whenever it changed. */
export const noticeLeftQuery = ({ id, version }: Pick<WholeNotice, 'id' | 'version'>) =>
  queryOptions({
    queryKey: ['notices', 'left', id, version],
    queryFn: ({ signal }) => get<LeftWords>(`${pathOf(id)}/left`, signal),
    staleTime: 0,
  })

/** Sends a paper or pasted text to be read. */
export const takeIn = ({ file, isPasted }: { file: File; isPasted: boolean }) =>
  upload<{ id: string; isKnown: boolean; items: number }>(isPasted ? `${base}/pasted` : base, file, false)

/** What can be said of an item. */
export type Decision =
  | { readonly act: 'confirm' | 'reject' | 'reset' }
  | {
      readonly act: 'correct'
      readonly item: Pick<ItemContent, 'kind' | 'value'>
      readonly start: number
      readonly end: number
    }

/** Decides an item as it was seen; whether it worked or not, the page then shows how it stands. */
export function useDecide(noticeId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ item, ...decision }: { item: NoticeItem; said: Decision }) =>
      post<NoticeItem>(
        `${pathOf(noticeId)}/items/${item.id}`,
        { version: item.version, ...decision.said },
        'PUT',
      ),
    onSuccess: (decided) => {
      queries.setQueryData(noticeQuery(noticeId).queryKey, (notice) =>
        notice
          ? { ...notice, items: notice.items.map((one) => (one.id === decided.id ? decided : one)) }
          : notice,
      )
      void queries.invalidateQueries({ queryKey: ['notices', 'history', noticeId] })
      void queries.invalidateQueries({ queryKey: ['notices', 'list'] })
    },
    onError: () => queries.invalidateQueries({ queryKey: noticeQuery(noticeId).queryKey }),
  })
}

/** Adds an item that somebody found. */
export function useAdd(noticeId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (wanted: { item: Pick<ItemContent, 'kind' | 'value'>; start: number; end: number }) =>
      post<NoticeItem>(`${pathOf(noticeId)}/items`, wanted),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
}

/** Does something with the whole notice as it was seen. */
export function useNoticeAct(notice: WholeNotice) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ act, ...body }: { act: string } & Record<string, unknown>) =>
      post<{ state: NoticeState }>(
        `${pathOf(notice.id)}/${act}`,
        { ...body, version: notice.version },
        act === 'about' ? 'PUT' : 'POST',
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['notices'] }),
  })
}

/** What masking or its undoing changed, in numbers. */
export interface Remasked {
  readonly places: number
  readonly items: number
  readonly work: number
  readonly papers: number
  readonly left: number
}

/** A paper in which masked words still stand. */
export interface LeftPaper {
  readonly id: string
  readonly title: string
  readonly state: 'draft' | 'reviewed' | 'issued' | 'withdrawn'
  readonly organisationName: string
  readonly isOwn: boolean
}

/** Where masked words still stand, as nothing there follows the mask. */
export interface LeftWords {
  readonly papers: readonly LeftPaper[]
  readonly notes: readonly {
    readonly kind: 'target' | 'task'
    readonly id: string
    readonly name: Label
    readonly count: number
  }[]
  readonly exports: number
}

/** What is to be masked, or shown again. */
export type Remask =
  | {
      readonly act: 'mask'
      readonly start: number
      readonly end: number
      readonly kind: string
      readonly everywhere: boolean
    }
  | {
      readonly act: 'unmask'
      readonly start: number
      readonly everywhere: boolean
      readonly reason: string
    }

/** Masks words of a notice as it was seen, or takes a mask off; work made of it is told anew too. */
export function useRemask(notice: WholeNotice) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ act, ...wanted }: Remask) => {
      // What is taken back a moment later was drawn from the version before.
      const shown = queries.getQueryData(noticeQuery(notice.id).queryKey) ?? notice
      return post<Remasked>(`${pathOf(notice.id)}/${act}`, { ...wanted, version: shown.version })
    },
    onSettled: () => queries.invalidateQueries(),
  })
}

/** Asks for one piece of personal data in clear; the reason is written down first. */
export const revealDatum = (id: string, start: number, reason: string) =>
  post<{ value: string }>(`${pathOf(id)}/reveal`, { start, reason })
