import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { UndoFate, UndoReason } from '@zhucan/catalogue'
import { address } from '../app/address.ts'
import { get, post } from '../app/http.ts'
import { pageSize } from '../register/register.queries.ts'

/** What an undo would do, in numbers. */
export interface UndoPreview {
  readonly fates: Readonly<Record<UndoFate, number>>
  readonly reasons: readonly { readonly what: UndoReason; readonly count: number }[]
  readonly rows: number
}

/** Somebody an undo touches; the name is masked. */
export interface UndoPerson {
  readonly personId: string
  readonly name: string
  readonly fate: UndoFate
  readonly reason: UndoReason | null
  readonly fields: readonly string[]
}

/** One undo that was done. */
export interface UndoEntry {
  readonly id: string
  readonly byName: string | null
  readonly at: string
  readonly isWhole: boolean
  readonly counts: Readonly<Record<UndoFate | 'cluesWithdrawn' | 'cluesFlagged' | 'rows', number>>
}

const base = (id: string) => `/api/v1/imports/${encodeURIComponent(id)}`

/** What undoing an import would do now. */
export const undoPreviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id, 'undo-preview'],
    queryFn: () => post<UndoPreview>(`${base(id)}/undo-preview`, {}),
    staleTime: 0,
  })

/** One page of the people an undo would meet with one fate. */
export const undoPeopleQuery = (id: string, fate: UndoFate, page = 1) =>
  queryOptions({
    queryKey: ['import', id, 'undo-people', fate, page],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: UndoPerson[] }>(
        address(`${base(id)}/undo-people`, { fate, page, pageSize }),
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

/** Every undo of an import, the newest first. */
export const undosQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id, 'undos'],
    queryFn: ({ signal }) => get<UndoEntry[]>(`${base(id)}/undos`, signal),
    staleTime: 0,
  })

/** One page of those who stayed in the last undo, with the reason. */
export const undoStaysQuery = (id: string, page = 1) =>
  queryOptions({
    queryKey: ['import', id, 'undo-stays', page],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: UndoPerson[] }>(
        address(`${base(id)}/undo-stays`, { page, pageSize }),
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
