import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem, isSignedOut } from './http.ts'
import { meQuery } from './session.ts'

/** Who wants to know that the session ended while somebody was at work. */
type Listener = () => void
const listeners = new Set<Listener>()

/** Call back when any request was refused because the session is over. Gives the way to stop listening. */
export function onSessionEnded(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const tell = (error: unknown) => {
  if (isSignedOut(error)) for (const listener of listeners) listener()
}

// Told at once and not in a later task: on a slow computer a second press comes before that, to a button not yet busy.
notifyManager.setScheduler(queueMicrotask)

/** What was refused will be refused again; what did not arrive may. */
const shouldRetry = (count: number, error: unknown) =>
  count < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500)

/** The cache of answers; half a minute old is fresh enough for a list. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== meQuery.queryKey[0]) tell(error)
      },
    }),
    mutationCache: new MutationCache({ onError: tell }),
    defaultOptions: { queries: { staleTime: 30_000, retry: shouldRetry, refetchOnWindowFocus: false } },
  })
}
