import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { address } from '../app/address.ts'
import { get } from '../app/http.ts'
import { pageSize } from '../register/register.queries.ts'
import type { ImportSearch } from './imports.address.ts'

/** Where an import stands. */
export type ImportState =
  | 'reading'
  | 'mapping'
  | 'checking'
  | 'ready'
  | 'applying'
  | 'done'
  | 'undoing'
  | 'undone'
  | 'refused'
  | 'failed'
  | 'discarded'

/** One column of an upload and what it is taken for; `confidence` is 0 to 1. */
export interface ImportColumn {
  readonly index: number
  readonly header: string
  readonly samples: readonly string[]
  readonly key: string | null
  readonly confidence: number
}

/** One sheet of an upload; `sheet` is the part of the file type it is read as, null = left out. */
export interface ImportSheet {
  readonly index: number
  readonly name: string
  readonly headerRow: number
  readonly sheet: string | null
  readonly columns: readonly ImportColumn[]
}

/** How many rows came out how; a register and a department list have states of their own. */
export interface ImportCounts {
  readonly rows?: number
  readonly new?: number
  readonly changed?: number
  readonly unchanged?: number
  readonly conflicting?: number
  readonly faulty?: number
  readonly warnings?: number
  readonly matched?: number
  readonly invalid?: number
  readonly absent?: number
  readonly differing?: number
  readonly kept?: number
  readonly missing?: number
}

/** One upload on its way into the register or the lists. */
export interface Import {
  readonly id: string
  readonly state: ImportState
  readonly fileType: string | null
  readonly fileName: string
  readonly createdAt: string
  readonly byName: string | null
  readonly sheets: readonly ImportSheet[]
  readonly counts: ImportCounts
  readonly faults: readonly { readonly code: string; readonly count: number }[]
  readonly problem: {
    readonly code: string
    readonly params: Readonly<Record<string, string | number>>
  } | null
  readonly listId: string | null
  /** A form of the register that came back. */
  readonly isForm: boolean
}

/** One cell of a form that came back. */
export interface FormCell {
  readonly field: string
  readonly outcome: string
  readonly sent: unknown
  readonly now: unknown
  readonly returned: unknown
  readonly take: 'ours' | 'theirs' | null
}

/** One row of a preview; the name is masked. */
export interface PreviewRow {
  readonly sheet: number
  readonly row: number
  readonly name: string
  readonly personId: string | null
  readonly changes: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[]
  readonly faults: readonly { readonly column: string | null; readonly code: string }[]
  readonly cells: readonly FormCell[]
}

/** Past and running imports, newest first. */
export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => get<Import[]>('/api/v1/imports', signal),
  staleTime: 0,
})

/** One import; always asked anew, because work goes on behind it. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => get<Import>(`/api/v1/imports/${encodeURIComponent(id)}`, signal),
    staleTime: 0,
  })

/** One page of the rows that came out one way. */
export const previewQuery = (id: string, { kind = 'new', page = 1 }: ImportSearch) =>
  queryOptions({
    queryKey: ['import', id, 'preview', kind, page],
    queryFn: ({ signal }) =>
      get<{ total: number; rows: PreviewRow[] }>(
        address(`/api/v1/imports/${encodeURIComponent(id)}/preview`, { kind, page, pageSize }),
        signal,
      ),
    placeholderData: keepPreviousData,
  })

/** True while the server works and the page waits. */
export const isWorking = (state: ImportState): boolean =>
  state === 'reading' || state === 'checking' || state === 'applying' || state === 'undoing'
