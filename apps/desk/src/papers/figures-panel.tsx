import {
  Button,
  EmptyState,
  Link,
  Panel,
  ProblemSummary,
  RunIcon,
  State,
  useFormat,
  useNotify,
  useT,
} from '@zhucan/ui'
import { useEffect, useRef } from 'react'
import { address } from '../app/address.ts'
import { problemOf } from '../app/http.ts'
import { usePaperAct, type WholePaper } from './papers.queries.ts'

/** Every figure of the paper with what it stands on; the one that was asked for is in sight. */
export function FiguresPanel(props: { whole: WholePaper; figure: string | undefined; mayWrite: boolean }) {
  const { whole } = props
  const t = useT()
  const ids = Object.keys(whole.paper.figures)
  if (ids.length === 0) {
    return <EmptyState title={t('papers.noFigures')}>{t('papers.noFiguresHelp')}</EmptyState>
  }
  return (
    <Panel title={t('papers.tab.figures')}>
      <p>{t('papers.figuresNote')}</p>
      {props.mayWrite && whole.flags.changed.length > 0 && <Refresh whole={whole} />}
      <ul className="paper-figures">
        {ids.map((id) => (
          <FigureLine key={id} whole={whole} id={id} isAsked={props.figure === id} />
        ))}
      </ul>
    </Panel>
  )
}

function Refresh({ whole }: { whole: WholePaper }) {
  const t = useT()
  const notify = useNotify()
  const act = usePaperAct(whole)
  return (
    <>
      {act.error && <ProblemSummary {...problemOf(act.error)} />}
      <Button
        icon={<RunIcon />}
        isPending={act.isPending}
        onPress={() =>
          act.mutate(
            { act: 'refresh' },
            { onSuccess: () => notify({ kind: 'good', text: t('papers.refreshed') }) },
          )
        }
      >
        {t('papers.refresh', { count: whole.flags.changed.length })}
      </Button>
    </>
  )
}

function FigureLine({ whole, id, isAsked }: { whole: WholePaper; id: string; isAsked: boolean }) {
  const t = useT()
  const format = useFormat()
  const line = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isAsked) line.current?.focus()
  }, [isAsked])
  const figure = whole.paper.figures[id]!
  const named = whole.figureNames[id]
  const changed = whole.flags.changed.find((one) => one.figure === id)
  return (
    <li ref={line} tabIndex={-1} id={`figure-${id}`} data-asked={isAsked || undefined}>
      <div className="desk-row">
        <strong className="paper-figure-value">{figure.value}</strong>
        <span>{t(`papers.measure.${figure.measure}`)}</span>
        <code>{`{{${id}}}`}</code>
        {changed && (
          <State kind="warning">
            {changed.now === null ? t('papers.figureGone') : t('papers.figureNow', { now: changed.now })}
          </State>
        )}
      </div>
      <p>{`${named?.indicator ?? figure.indicator} · ${named?.region ?? figure.region}`}</p>
      <p className="paper-source">
        {t('papers.sourceLine', {
          from: format.day(figure.period.from),
          to: format.day(figure.period.to),
          version: figure.indicatorVersion,
          source: figure.sourceTime ? format.day(figure.sourceTime.slice(0, 10)) : t('papers.noSource'),
        })}
      </p>
      <div className="desk-row">
        <Link href={address(`/figures/${figure.indicator}/why`, { region: figure.region })}>
          {t('papers.why')}
        </Link>
        {figure.target && <Link href={`/targets/${figure.target}`}>{t('papers.toTarget')}</Link>}
      </div>
    </li>
  )
}
