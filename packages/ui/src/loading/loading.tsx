import { useT } from '../locale/locale.tsx'
import './loading.css'

/** Holds the place while something is fetched; spoken once. Appears late, so that quick answers do not flicker. */
export function Loading({ label }: { label?: string }) {
  const t = useT()
  return (
    <div className="zc-loading" role="status">
      <span className="zc-loading-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {label ?? t('ui.loading')}
    </div>
  )
}
