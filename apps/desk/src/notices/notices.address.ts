import type { NoticeState } from '@zhucan/catalogue'
import { choiceParam, countParam, type RawSearch, textParam } from '../app/search-params.ts'

const states = ['checking', 'confirmed', 'withdrawn'] as const satisfies readonly NoticeState[]
/** Parts of the page of a notice. */
export const noticeTabs = ['text', 'items', 'flags', 'about', 'history'] as const
export type NoticeTab = (typeof noticeTabs)[number]

/** The orders the list can be read in; `-` turns one round. */
export const noticeSorts = [
  ...(['title', 'issued', 'received', 'office', 'state'] as const),
  ...(['-title', '-issued', '-received', '-office', '-state'] as const),
] as const

/** Which notices one looks at. */
export interface NoticesSearch {
  readonly state?: NoticeState | undefined
  readonly from?: 'own' | 'above' | undefined
  readonly title?: string | undefined
  readonly sort?: (typeof noticeSorts)[number] | undefined
  /** Columns left out, parted by commas. */
  readonly hide?: string | undefined
  /** The saved view this came from. */
  readonly view?: string | undefined
  readonly page?: number | undefined
}

/** Which part of a notice one looks at, and at which item. */
export interface NoticeSearch {
  readonly tab?: NoticeTab | undefined
  readonly item?: string | undefined
  /** What is being done: an item written anew, the chosen one once more, or words masked. */
  readonly write?: 'add' | 'correct' | 'mask' | undefined
}

/** Reads the filters of the list from an address. */
export const readNoticesSearch = (raw: RawSearch): NoticesSearch => ({
  state: choiceParam(raw, 'state', states),
  from: choiceParam(raw, 'from', ['own', 'above'] as const),
  title: textParam(raw, 'title'),
  sort: choiceParam(raw, 'sort', noticeSorts),
  hide: textParam(raw, 'hide'),
  view: textParam(raw, 'view'),
  page: countParam(raw, 'page'),
})

/** Reads what one looks at in a notice from an address. */
export const readNoticeSearch = (raw: RawSearch): NoticeSearch => ({
  tab: choiceParam(raw, 'tab', noticeTabs),
  item: textParam(raw, 'item'),
  write: choiceParam(raw, 'write', ['add', 'correct', 'mask'] as const),
})
