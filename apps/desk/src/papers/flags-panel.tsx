import { EmptyState, Link, Panel, State, useT } from '@zhucan/ui'
import { figureHref } from './paper-sheet.tsx'
import type { WholePaper } from './papers.queries.ts'

const personalKinds = [
  'mobile',
  'phone',
  'id-number',
  'disability-certificate',
  'bank-account',
  'social-account',
  'email',
  'address',
  'name',
] as const

/** What has to be looked at before the paper leaves. */
export function FlagsPanel({ whole }: { whole: WholePaper }) {
  const t = useT()
  const { personal, doubts, changed } = whole.flags
  if (personal.length + doubts.length + changed.length === 0) {
    return <EmptyState title={t('papers.noFlags')}>{t('papers.noFlagsHelp')}</EmptyState>
  }
  const word = (kind: string) => {
    const known = personalKinds.find((one) => one === kind)
    return known ? t(`papers.personal.${known}`) : kind
  }
  return (
    <Panel title={t('papers.tab.flags')}>
      <ul className="paper-flags">
        {personal.map(({ kind, masked, line }) => (
          <li key={`${line} ${masked}`}>
            <State kind="warning">{word(kind)}</State>
            <span>{t('papers.personalAt', { masked, line })}</span>
          </li>
        ))}
        {doubts.map(({ quote, arithmetic }) => (
          <li key={quote}>
            <State kind="warning">{t('papers.doubt')}</State>
            <span>{quote}</span>
            <span className="desk-quiet">{arithmetic}</span>
          </li>
        ))}
        {changed.map(({ figure, was, now }) => (
          <li key={figure}>
            <State kind="warning">{t('papers.changedFigure')}</State>
            <span>
              {now === null ? t('papers.wasGone', { was }) : t('papers.wasNow', { was, now })}{' '}
              <Link href={figureHref(whole.id, figure)}>{t('papers.seeFigure')}</Link>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
