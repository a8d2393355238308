import { Link, Panel, useFormat, useT } from '@zhucan/ui'
import type { Clause } from './work.queries.ts'

/** The words of the notice that a piece of work comes from, at every level the same. */
export function ClausePanel({ clause }: { clause: Clause | null }) {
  const t = useT()
  const format = useFormat()
  return (
    <Panel
      title={t('work.clause')}
      actions={
        clause?.noticeId && (
          <Link look="secondary" href={`/notices/${clause.noticeId}`}>
            {t('work.openNotice')}
          </Link>
        )
      }
    >
      {clause ? (
        <div className="work-clause">
          <blockquote>{clause.quote}</blockquote>
          <p>
            {[clause.title, clause.documentNumber, clause.issuedOn && format.day(clause.issuedOn)]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {clause.startAt !== null && clause.endAt !== null && (
            <p className="desk-quiet desk-small">
              {t('work.quoteAt', {
                start: format.number(clause.startAt + 1),
                end: format.number(clause.endAt),
              })}
            </p>
          )}
        </div>
      ) : (
        <p className="desk-quiet">{t('work.noClause')}</p>
      )}
    </Panel>
  )
}
