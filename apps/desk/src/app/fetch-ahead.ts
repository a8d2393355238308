import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'

const pause = 200

/** Runs once, when the page is drawn and nothing is being asked for any more, so that no list waits for it. */
export function useWhenQuiet(run: () => void): void {
  const client = useQueryClient()
  const router = useRouter()
  const start = useEffectEvent(run)
  useEffect(() => {
    let timer = setTimeout(look, pause)
    function look() {
      if (router.state.status === 'idle' && client.isFetching() === 0) start()
      else timer = setTimeout(look, pause)
    }
    return () => clearTimeout(timer)
  }, [client, router])
}

type DeskRouter = ReturnType<typeof useRouter>

/** Fetches the code of pages one after the other, before somebody asks for them; what fails is fetched again when it is needed. */
export async function fetchPages(router: DeskRouter, hrefs: readonly string[]): Promise<void> {
  const pages: Record<string, Parameters<DeskRouter['loadRouteChunk']>[0]> = router.routesByPath
  for (const href of hrefs) {
    const page = pages[href.split('?')[0] ?? '']
    if (page) await Promise.resolve(router.loadRouteChunk(page)).catch(() => undefined)
  }
}
