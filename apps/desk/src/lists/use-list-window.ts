import { useQuery } from '@tanstack/react-query'
import type { RowWindow } from '@zhucan/ui'
import { useCallback } from 'react'
import { useWindow } from '../app/use-window.ts'
import { windowSize } from '../register/register.queries.ts'
import { type ListRow, listPartQuery } from './lists.queries.ts'

/** The rows of a list as one long list; nothing is asked for while pages are shown. */
export function useListWindow(listId: string, state: string, isOn: boolean): RowWindow<ListRow> | undefined {
  const { data: first } = useQuery({ ...listPartQuery(listId, state, 0), enabled: isOn })
  const load = useCallback<Parameters<typeof useWindow<ListRow>>[0]['load']>(
    (client, part) => client.fetchQuery({ ...listPartQuery(listId, state, part), staleTime: 30_000 }),
    [listId, state],
  )
  const rows = useWindow({ list: `${listId} ${state}`, size: windowSize, load, first })
  return isOn && first ? rows : undefined
}
