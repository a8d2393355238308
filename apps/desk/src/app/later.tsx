import { type ReactNode, startTransition, useEffect, useState } from 'react'

/** Draws its children once the page around them stands on the screen: what is dear to draw must not hold up a change of page. */
export function Later(props: { children: ReactNode; instead: ReactNode }) {
  const [isTime, setTime] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setTime(true)))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [])
  return isTime ? props.children : props.instead
}
