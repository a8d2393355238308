import { createContext, type MouseEvent, type ReactNode, type Ref, useContext } from 'react'
import { Link as AriaLink } from 'react-aria-components/Link'
import type { ButtonVariant } from '../button/button.tsx'
import './link.css'
import '../button/button.css'

/** Where the link leads and how it looks. */
export interface LinkProps {
  href: string
  /**
   * What following it does where it only changes part of the address: `href` says where that led when it was drawn, and
   * somebody quick may have changed another part since. A new window, a copied link and a bookmark go by `href`.
   */
  onFollow?: (() => void) | undefined
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

declare module 'react-aria-components' {
  interface RouterConfig {
    routerOptions: { readonly onFollow: () => void }
  }
}

/** Goes to an address of this site without loading it anew; given by the frame of the pages. */
export const NavigateContext = createContext<((href: string) => void) | null>(null)

/** The link of a table row: a list has hundreds, so it is the browser's own, a tenth of the work of a full one. */
function RowLink({ href, onFollow, children, icon, current, download, label, ref }: LinkProps) {
  const navigate = useContext(NavigateContext)
  const follow = (event: MouseEvent) => {
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    if (!navigate || !isPlain || download !== undefined || !href.startsWith('/')) return
    event.preventDefault()
    if (onFollow) onFollow()
    else navigate(href)
  }
  return (
    <a
      {...(ref ? { ref } : {})}
      href={href}
      className="zc-link"
      data-look="row"
      onClick={follow}
      {...(current ? { 'aria-current': current } : {})}
      {...(download !== undefined ? { download } : {})}
      {...(label ? { 'aria-label': label } : {})}
    >
      {icon}
      {children}
    </a>
  )
}

/** Leads to another page, or another state of this one; the address says all of it. */
export function Link(props: LinkProps) {
  return props.look === 'row' ? <RowLink {...props} /> : <FullLink {...props} />
}

function FullLink({ href, onFollow, children, look = 'plain', ...props }: LinkProps) {
  const { icon, current, download, label, ref } = props
  const asButton = look !== 'plain' && look !== 'row'
  return (
    <AriaLink
      {...(ref ? { ref } : {})}
      href={href}
      {...(onFollow ? { routerOptions: { onFollow } } : {})}
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
