import { useQuery } from '@tanstack/react-query'
import { Link, State, useFormat, useT } from '@zhucan/ui'
import { useMay } from '../app/session.ts'
import { type LeftPaper, noticeLeftQuery, type WholeNotice } from './notices.queries.ts'

/** Where masked words still stand, as nothing there follows the mask, and what to do about each. */
export function LeftPlaces({ notice }: { notice: WholeNotice }) {
  const t = useT()
  const format = useFormat()
  const isAsked = useMay('notice.decide') && notice.isOwn && notice.personalData.some(({ by }) => by)
  const { data: left } = useQuery({ ...noticeLeftQuery(notice), enabled: isAsked })
  if (!isAsked || !left || left.papers.length + left.notes.length + left.exports === 0) return null
  return (
    <section aria-labelledby="notice-left" className="notice-left">
      <h3 id="notice-left">{t('notices.left')}</h3>
      <p className="desk-quiet desk-small">{t('notices.leftNote')}</p>
      <ul className="notice-flags">
        {left.papers.map((paper) => (
          <Paper key={paper.id} paper={paper} />
        ))}
        {left.notes.map(({ kind, id, name, count }) => (
          <li key={id}>
            <Link href={`/${kind}s/${id}`}>{format.label(name)}</Link>
            <span className="notice-left-do">{t('notices.left.notes', { count })}</span>
          </li>
        ))}
        {left.exports > 0 && (
          <li>
            <Link href="/exports">{t('notices.left.exports', { count: left.exports })}</Link>
            <span className="notice-left-do">{t('notices.left.exportsDo')}</span>
          </li>
        )}
      </ul>
    </section>
  )
}

function Paper({ paper: { id, title, state, isOwn, organisationName } }: { paper: LeftPaper }) {
  const t = useT()
  const isIssued = state === 'issued'
  const toDo = isIssued ? (isOwn ? 'issuedDo' : 'theirsDo') : 'draftDo'
  return (
    <li>
      <Link href={`/papers/${id}`}>{title}</Link>
      {isIssued && <State kind="good">{t('notices.left.issued')}</State>}
      <span className="notice-left-do">{t(`notices.left.${toDo}`, { office: organisationName })}</span>
    </li>
  )
}
