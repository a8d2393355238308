import type { Sort } from '@zhucan/ui'

/** `-age` in an address is age, descending. */
export function readSort(sort: string | undefined): Sort | undefined {
  if (!sort) return undefined
  return sort.startsWith('-')
    ? { column: sort.slice(1), direction: 'descending' }
    : { column: sort, direction: 'ascending' }
}

/** The other way. */
export const writeSort = ({ column, direction }: Sort): string =>
  direction === 'descending' ? `-${column}` : column
