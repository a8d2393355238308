import { useRouter } from '@tanstack/react-router'
import { address, changedAddress, readSearch, type SearchValues } from './address.ts'

/**
 * A link to another state of the page it stands on: where it led when it was drawn, and what following it does; without
 * that it is a link like any other.
 */
export interface StateLink {
  readonly href: string
  readonly onFollow?: () => void
}

/** Links to other states of a page, given its path and what its address said when it was drawn. */
export function useStateLinks(path: string, search: SearchValues): (change: SearchValues) => StateLink {
  const router = useRouter()
  return (change) => ({
    href: address(path, { ...search, ...change }),
    onFollow: () => {
      const { pathname, search: text } = router.history.location
      const now = { path: pathname, search: readSearch(text) }
      router.history.push(changedAddress(now, { path, search }, change))
    },
  })
}
