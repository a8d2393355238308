import type { ReactNode, Ref } from 'react'
import { Link as AriaLink } from 'react-aria-components/Link'
import type { ButtonVariant } from '../button/button.tsx'
import './link.css'
import '../button/button.css'

/** Where the link leads and how it looks. */
export interface LinkProps {
  href: string
  children: ReactNode
  /** `plain` is underlined text, `row` fills a table cell, the others look like buttons. */
  look?: 'plain' | 'row' | ButtonVariant
  icon?: ReactNode
  /** Says that this is the page or row one is on. */
  current?: 'page' | 'true' | undefined
  /** Offers the target as a file of this name. */
  download?: string
  label?: string
  ref?: Ref<HTMLAnchorElement>
}

/** Leads to another page, or another state of this one; the address says all of it. */
export function Link({ href, children, look = 'plain', icon, current, download, label, ref }: LinkProps) {
  const asButton = look !== 'plain' && look !== 'row'
  return (
    <AriaLink
      {...(ref ? { ref } : {})}
      href={href}
      className={asButton ? 'zc-button' : 'zc-link'}
      data-variant={asButton ? look : undefined}
      data-look={look}
      {...(current ? { 'aria-current': current } : {})}
      {...(download !== undefined ? { download } : {})}
      {...(label ? { 'aria-label': label } : {})}
    >
      {icon}
      {children}
    </AriaLink>
  )
}
