import { useT } from '../locale/locale.tsx'
import './skip-link.css'

/** The first stop of the Tab key: past the navigation to the content with the given id. */
export function SkipLink({ target }: { target: string }) {
  const t = useT()
  return (
    <a
      className="zc-skip-link"
      href={`#${target}`}
      onClick={(event) => {
        event.preventDefault()
        document.getElementById(target)?.focus()
      }}
    >
      {t('ui.skipToContent')}
    </a>
  )
}
