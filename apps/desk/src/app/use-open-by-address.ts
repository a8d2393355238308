import { useRouter, useRouterState } from '@tanstack/react-router'

/** Whether a window stands open, by the part of the address behind `#`; so it can be linked to and left by going back. */
export function useOpenByAddress(name: string): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const router = useRouter()
  const isOpen = useRouterState({ select: ({ location }) => location.hash === name })
  const setOpen = (open: boolean) => {
    const { pathname, searchStr } = router.latestLocation
    const plain = `${pathname}${searchStr}`
    if (open) router.history.push(`${plain}#${name}`)
    else if (isOpen) router.history.replace(plain)
  }
  return [isOpen, setOpen]
}
