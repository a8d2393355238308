import { queryOptions, useQuery } from '@tanstack/react-query'
import type { RegionNode } from '@zhucan/ui'
import { address } from './address.ts'
import { get } from './http.ts'
import type { RegionName } from './session.ts'
import { useMe } from './session.ts'

/** A region, the way down to it, and what lies right below. */
export interface RegionPlace extends RegionName {
  readonly path: readonly RegionName[]
  readonly children: readonly (RegionName & { readonly hasChildren: boolean; readonly holders?: number })[]
}

/** A region with the holders of each place below it. */
export const regionQuery = (code: string) =>
  queryOptions({
    queryKey: ['region', code],
    queryFn: ({ signal }) =>
      get<RegionPlace>(address(`/api/v1/regions/${code}`, { count: 'holders' }), signal),
    staleTime: 5 * 60_000,
  })

/** The places below a region, as nodes of the tree. */
export const nodesOf = (place: RegionPlace): RegionNode[] =>
  place.children.map(({ code, name, hasChildren, holders }) => ({ code, name, hasChildren, count: holders }))

/** The part of a region's path that lies inside the user's area, and the region's own name. */
export function useRegionPath(code: string | undefined): {
  path: readonly RegionName[]
  name: string | null
} {
  const me = useMe()
  const { data } = useQuery({ ...regionQuery(code ?? ''), enabled: code !== undefined })
  const full = data?.path ?? []
  const top = full.findIndex((step) => me.reach.some((region) => region.code === step.code))
  return { path: top === -1 ? full : full.slice(top), name: full.at(-1)?.name ?? null }
}
