import { queryOptions, useQuery } from '@tanstack/react-query'
import { pick } from '@zhucan/i18n'
import type { Label } from '@zhucan/kernel'
import { useSpeech } from '@zhucan/ui'
import { useCallback } from 'react'
import { get } from './http.ts'

/** The definitions a screen may name. */
export interface Catalogue {
  readonly rules: readonly {
    readonly id: string
    readonly title: Label
    readonly severity: string
    readonly kind: string
  }[]
  readonly files: readonly { readonly id: string; readonly title: Label }[]
}

/** Rules and kinds of file with their names; the same for everybody, changed by a release. */
export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: ({ signal }) => get<Catalogue>('/api/v1/catalogue', signal),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Names of rules and file kinds by their id; dots until the catalogue has come. */
export function useNames() {
  const { locale } = useSpeech()
  const { data } = useQuery(catalogueQuery)
  const rule = useCallback(
    (id: string) => {
      const found = data?.rules.find((known) => known.id === id)
      return found ? pick(found.title, locale) : data ? id : '…'
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
  return { rule, file }
}
