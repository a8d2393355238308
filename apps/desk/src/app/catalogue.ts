import { queryOptions, useQuery } from '@tanstack/react-query'
import { pick } from '@zhucan/i18n'
import type { Label } from '@zhucan/kernel'
import { useSpeech } from '@zhucan/ui'
import { useCallback } from 'react'
import { get } from './http.ts'

/** One column of a file type. */
export interface FileColumn {
  readonly key: string
  readonly label: Label
  readonly kind: string
  readonly required: boolean
  /** May be spread over several columns of the sheet, such as the levels of an address. */
  readonly hasParts?: boolean
}

/** One sheet of a file type. */
export interface FileSheet {
  readonly key: string
  readonly title: Label
  readonly columns: readonly FileColumn[]
}

/** One kind of workbook that the office receives. */
export interface FileKind {
  readonly id: string
  readonly title: Label
  readonly department: Label
  readonly permittedUse: Label
  readonly legalBasis: Label
  readonly sheets: readonly FileSheet[]
}

/** The definitions a screen may name. */
export interface Catalogue {
  readonly rules: readonly {
    readonly id: string
    readonly title: Label
    readonly severity: string
    readonly kind: string
  }[]
  readonly files: readonly FileKind[]
  readonly categories: readonly { readonly code: string; readonly label: Label }[]
  readonly facts: readonly { readonly name: string; readonly label: Label }[]
}

/** Rules, kinds of file and facts with their names; the same for everybody, changed by a release. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: ({ signal }) => get<Catalogue>('/api/v1/catalogue', signal),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Names of rules, file kinds and columns by their id; the id itself until the catalogue has come. */
export function useNames() {
  const { locale } = useSpeech()
  const { data } = useQuery(catalogueQuery)
  const rule = useCallback(
    (id: string) => {
      const found = data?.rules.find((known) => known.id === id)
      return found ? pick(found.title, locale) : id
    },
    [data, locale],
  )
  const file = useCallback(
    (id: string | null) => {
      const found = data?.files.find((known) => known.id === id)
      return found ? pick(found.title, locale) : null
    },
    [data, locale],
  )
  const column = useCallback(
    (fileId: string | null, key: string) => {
      const own = data?.files.find((known) => known.id === fileId)
      const sheets = [...(own?.sheets ?? []), ...(data?.files.flatMap((known) => known.sheets) ?? [])]
      const found = sheets.flatMap((sheet) => sheet.columns).find((known) => known.key === key)
      return found ? pick(found.label, locale) : key
    },
    [data, locale],
  )
  return { rule, file, column }
}
