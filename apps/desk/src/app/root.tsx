import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { ArrivalContext, NavigateContext, useNotify } from '@zhucan/ui'
import { useCallback, useEffect, useRef } from 'react'
import { RouterProvider } from 'react-aria-components'

/** Joins the kit's links with the router, and knows whether one came to a page by a link. */
export function Root() {
  const router = useRouter()
  const notify = useNotify()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const drawn = useRef({ path, isFirst: true })
  useEffect(() => {
    if (drawn.current.path === path) return
    drawn.current = { path, isFirst: false }
    notify(null)
  }, [path, notify])
  const hasArrived = useCallback(
    () => !drawn.current.isFirst || drawn.current.path !== router.state.location.pathname,
    [router],
  )
  const navigate = useCallback((href: string) => router.history.push(href), [router])
  return (
    <RouterProvider navigate={(href, by) => (by ? by.onFollow() : navigate(href))}>
      <NavigateContext value={navigate}>
        <ArrivalContext value={hasArrived}>
          <Outlet />
        </ArrivalContext>
      </NavigateContext>
    </RouterProvider>
  )
}
