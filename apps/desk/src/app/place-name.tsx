import { queryOptions, useQuery } from '@tanstack/react-query'
import { get } from './http.ts'
import type { RegionPlace } from './regions.ts'

/** A region without its people: for those, too, who may not count them. */
const placeQuery = (code: string) =>
  queryOptions({
    queryKey: ['region-name', code],
    queryFn: ({ signal }) => get<Pick<RegionPlace, 'path'>>(`/api/v1/regions/${code}`, signal),
    staleTime: 5 * 60_000,
  })

/** The name of a region; its code until it is known. */
export function usePlaceName(code: string): string {
  const { data } = useQuery(placeQuery(code))
  return data?.path.at(-1)?.name ?? code
}

/** The same as an element, where one name stands in each row. */
export const PlaceName = ({ code }: { code: string }) => usePlaceName(code)
