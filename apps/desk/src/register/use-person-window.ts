import { useQuery } from '@tanstack/react-query'
import type { RowWindow } from '@zhucan/ui'
import { useCallback } from 'react'
import { useWindow } from '../app/use-window.ts'
import type { RegisterSearch } from './register.address.ts'
import { listName, type PersonLine, personsPartQuery, windowSize } from './register.queries.ts'

/** The register as one long list; nothing is asked for while pages are shown. */
export function usePersonWindow(search: RegisterSearch): RowWindow<PersonLine> | undefined {
  const isOn = search.rows === 'all'
  const list = listName(search)
  const { data: first } = useQuery({ ...personsPartQuery(search, 0), enabled: isOn })
  // biome-ignore lint/correctness/useExhaustiveDependencies: `list` says all of the search that matters here.
  const load = useCallback<Parameters<typeof useWindow<PersonLine>>[0]['load']>(
    (client, part) => client.fetchQuery({ ...personsPartQuery(search, part), staleTime: 30_000 }),
    [list],
  )
  const rows = useWindow({ list, size: windowSize, load, first })
  return isOn && first ? rows : undefined
}
