import { useState } from 'react'
import { Button } from '../button/button.tsx'
import { TextField } from '../field/text-field.tsx'
import { NextIcon, PreviousIcon } from '../icon/icons.ts'
import { Link } from '../link/link.tsx'
import { useFormat } from '../locale/format.ts'
import { useT } from '../locale/locale.tsx'
import './pagination.css'

/** Which rows of how many one sees, and the way to the others. Pages count from 1; each has its own address. */
export function Pagination(props: {
  page: number
  pageSize: number
  total: number
  /** The address of a page, for a new window. */
  hrefOf: (page: number) => string
  /** Goes there. */
  onGo: (page: number) => void
  /** Tells two of them on one page apart. */
  label?: string
}) {
  const { page, pageSize, total } = props
  const t = useT()
  const format = useFormat()
  const pages = Math.max(1, Math.ceil(total / pageSize))
  // Rows go away while one works on them, and a link may be older than the list: past its end the way leads back into it.
  const isPast = page > pages
  const from = total === 0 || isPast ? 0 : (page - 1) * pageSize + 1
  const to = isPast ? 0 : Math.min(page * pageSize, total)
  const leadTo = (next: number) => ({ href: props.hrefOf(next), onFollow: () => props.onGo(next) })
  return (
    <nav className="zc-pagination zc-no-print" aria-label={props.label ?? t('ui.pages')}>
      <p className="zc-number">
        {t('ui.rowsOf', { from: format.number(from), to: format.number(to), total: format.number(total) })}
      </p>
      {(pages > 1 || isPast) && (
        <div className="zc-pagination-ways">
          {page > 1 && (
            <Link look="secondary" {...leadTo(Math.min(page - 1, pages))} icon={<PreviousIcon />}>
              {t('ui.previousPage')}
            </Link>
          )}
          <span className="zc-number">
            {t('ui.pageOf', { page: format.number(page), pages: format.number(pages) })}
          </span>
          {page < pages && (
            <Link look="secondary" {...leadTo(page + 1)}>
              {t('ui.nextPage')}
              <NextIcon />
            </Link>
          )}
          {pages > 5 && <PageJump pages={pages} onGo={props.onGo} />}
        </div>
      )}
    </nav>
  )
}

function PageJump({ pages, onGo }: { pages: number; onGo: (page: number) => void }) {
  const t = useT()
  const [text, setText] = useState('')
  const wanted = Number.parseInt(text, 10)
  const isPage = wanted >= 1 && wanted <= pages
  return (
    <form
      className="zc-pagination-jump"
      onSubmit={(event) => {
        event.preventDefault()
        if (isPage) onGo(wanted)
        setText('')
      }}
    >
      <TextField
        label={t('ui.pageNumber')}
        hideLabel
        inputMode="numeric"
        value={text}
        onChange={setText}
        maxLength={6}
      />
      <Button type="submit">{t('ui.goToPage')}</Button>
    </form>
  )
}
