import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type SplitWay, splitWays, targetCarriers } from '@zhucan/catalogue'
import {
  Button,
  EmptyState,
  FactList,
  Link,
  PageHeader,
  Pagination,
  Panel,
  PreviousIcon,
  useFormat,
  useT,
} from '@zhucan/ui'
import { lazy, Suspense, useState } from 'react'
import { Day } from '../app/labels.tsx'
import { PageView, QueryView } from '../app/query-view.tsx'
import { ActPanel } from './act-panel.tsx'
import { ClausePanel } from './clause-panel.tsx'
import { CompletionCell } from './completion-cell.tsx'
import { SumLine } from './sum-line.tsx'
import { TargetsTable } from './targets-table.tsx'
import { WatchButton } from './watch-button.tsx'
import { pieceQuery, targetsQuery, type WholeTarget, workPageSize } from './work.queries.ts'
import { WorkHistory } from './work-history.tsx'
import { useWorkWords, WorkDue, WorkState } from './work-words.tsx'
import './work.css'

const route = getRouteApi('/desk/targets/$targetId')
const SplitDialog = lazy(() =>
  import('./split-dialog.tsx').then((module) => ({ default: module.SplitDialog })),
)

/** One target: why it is, how far it is, who carries which share of it, and what can be done now. */
export function TargetPage() {
  const { targetId } = route.useParams()
  const target = useQuery(pieceQuery<WholeTarget>('targets', targetId))
  return <PageView query={target}>{(data) => <Whole key={data.id} target={data} />}</PageView>
}

function Whole({ target }: { target: WholeTarget }) {
  const t = useT()
  const format = useFormat()
  const words = useWorkWords()
  const [isSplitting, setSplitting] = useState(false)
  return (
    <>
      <PageHeader
        title={format.label(target.label)}
        above={
          <span className="zc-no-print">
            <Link href="/targets" icon={<PreviousIcon />}>
              {t('work.back')}
            </Link>
          </span>
        }
        below={
          <p className="desk-row" role="status">
            <strong className="zc-number">{words.figure(target)}</strong>
            <span>{target.carrierName ?? target.region}</span>
            <WorkState kind="targets" state={target.state} />
            {target.due && <WorkDue due={target.due} colour={target.colour} />}
          </p>
        }
      />
      <div className="work-columns">
        <div className="desk-stack">
          <ActPanel
            kind="targets"
            piece={target}
            skip={['split']}
            first={
              target.actions.includes('split') && (
                <Button variant="primary" onPress={() => setSplitting(true)}>
                  {t('work.split')}
                </Button>
              )
            }
            last={<WatchButton kind="target" pieceId={target.id} colour={target.colour} />}
          />
          {(target.parts > 0 || target.actions.includes('split')) && <Shares target={target} />}
        </div>
        <div className="desk-stack work-side">
          <ClausePanel clause={target.clause} />
          <Glance target={target} />
        </div>
        <WorkHistory kind="targets" id={target.id} />
      </div>
      {isSplitting && (
        <Suspense>
          <SplitDialog target={target} onClose={() => setSplitting(false)} />
        </Suspense>
      )}
    </>
  )
}

function Glance({ target }: { target: WholeTarget }) {
  const t = useT()
  const format = useFormat()
  const words = useWorkWords()
  const day = (value: string | null) => (value === null ? t('work.noDue') : <Day day={value} />)
  const carrier = targetCarriers[target.carriedBy as keyof typeof targetCarriers]
  return (
    <Panel title={t('work.own')}>
      <FactList
        facts={[
          { label: t('work.completion'), value: <CompletionCell completion={target.completion} /> },
          { label: t('work.form'), value: words.form(target.form) },
          { label: t('work.unit'), value: words.unit(target.unit) },
          {
            label: t('work.period'),
            value: t('work.periodOf', {
              from: format.day(target.periodFrom),
              to: format.day(target.periodTo),
            }),
          },
          {
            label: t('work.carrier'),
            value: `${target.carrierName ?? target.region} · ${format.label(carrier)}`,
          },
          { label: t('work.since'), value: <Day day={target.since} /> },
          { label: t('work.receiveBy'), value: day(target.receiveBy) },
          { label: t('work.reportBy'), value: day(target.reportBy) },
          { label: t('work.reportedOn'), value: day(target.reportedOn) },
          { label: t('work.remindedOn'), value: day(target.remindedOn) },
        ]}
      />
    </Panel>
  )
}

function Shares({ target }: { target: WholeTarget }) {
  const t = useT()
  const format = useFormat()
  const [page, setPage] = useState(1)
  const parts = useQuery(targetsQuery({ scope: 'area', parent: target.id }, page))
  const way = target.splitBy as SplitWay | null
  return (
    <Panel
      title={t('work.shares')}
      flush={target.parts > 0}
      note={
        target.parts > 0 && (
          <span className="desk-row">
            {way && <span>{format.label(splitWays[way])}</span>}
            {target.sum && (
              <SumLine sum={target.sum} value={target.value} decimals={target.decimals} isLive={false} />
            )}
          </span>
        )
      }
    >
      {target.parts === 0 ? (
        <EmptyState title={t('work.noShares')}>{t('work.noSharesHelp')}</EmptyState>
      ) : (
        <QueryView query={parts}>
          {(data) => (
            <>
              <TargetsTable {...data} isBusy={parts.isPlaceholderData} areShares />
              {data.total > workPageSize && (
                <Pagination
                  page={page}
                  pageSize={workPageSize}
                  total={data.total}
                  hrefOf={() => `/targets?scope=area&parent=${target.id}`}
                  onGo={setPage}
                />
              )}
            </>
          )}
        </QueryView>
      )}
    </Panel>
  )
}
