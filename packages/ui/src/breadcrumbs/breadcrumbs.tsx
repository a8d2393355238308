import { NextIcon } from '../icon/icons.ts'
import { Link } from '../link/link.tsx'
import { useT } from '../locale/locale.tsx'
import './breadcrumbs.css'

/** One step of the way here. The last one has no address: one is there. */
export interface Crumb {
  readonly label: string
  readonly href?: string
  readonly onFollow?: () => void
}

/** The way from the top to this page or region. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const t = useT()
  return (
    <nav className="zc-breadcrumbs" aria-label={t('ui.path')}>
      <ol>
        {crumbs.map((crumb, index) => (
          <li key={`${crumb.href ?? ''}${crumb.label}`}>
            {index > 0 && <NextIcon />}
            {crumb.href ? (
              <Link look="row" href={crumb.href} onFollow={crumb.onFollow}>
                {crumb.label}
              </Link>
            ) : (
              <span aria-current="page">{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
