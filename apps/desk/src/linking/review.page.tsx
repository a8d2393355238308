import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { Breadcrumbs, EmptyState, Link, PageHeader, useFormat, useT } from '@zhucan/ui'
import { address } from '../app/address.ts'
import { PageView, QueryView } from '../app/query-view.tsx'
import { type Queue, queues, readLinkingSearch } from './linking.address.ts'
import { type LinkRun, type PairLine, pairQuery, pairsQuery, queuePage, runQuery } from './linking.queries.ts'
import { NewerRun, newerHref } from './newer-run.tsx'
import { PairDesk } from './pair-desk.tsx'
import { useDecisionKeys } from './use-decision-keys.ts'
import './linking.css'

const route = getRouteApi('/desk/link-runs/$runId/review')

/** Pair after pair: a row of the list beside a person of the register, decided by hand or by key. */
export function ReviewPage() {
  const { runId } = route.useParams()
  const run = useQuery(runQuery(runId))
  return <PageView query={run}>{(data) => <ReviewQueue run={data} />}</PageView>
}

function ReviewQueue({ run }: { run: LinkRun }) {
  const search = route.useSearch()
  const queue: Queue = search.queue ?? 'review'
  const page = search.page ?? 1
  const pairs = useQuery({
    ...pairsQuery(run.id, { states: queues[queue], page, sampled: queue === 'sample' }),
    // Decided pairs stay in their place until one comes back: the next one must not slip under the hand.
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <QueryView query={pairs}>
      {({ rows, total }) => (
        <ReviewPairs {...{ run, queue, page, rows, total }} onEnd={() => pairs.refetch()} />
      )}
    </QueryView>
  )
}

interface ReviewProps {
  readonly run: LinkRun
  readonly queue: Queue
  readonly page: number
  readonly rows: readonly PairLine[]
  readonly total: number
  readonly onEnd: () => Promise<unknown>
}

/**
 * Where in the queue one stands, and the way on: by what the address says already, since keys follow each other faster than
 * a slow computer draws.
 */
function useWay({ queue, page, rows, total, onEnd }: ReviewProps) {
  const { pair: wanted } = route.useSearch()
  const router = useRouter()
  const navigate = route.useNavigate()
  const idOf = (pair: string | undefined) => pair ?? rows[0]?.id
  const placeOf = (pair: string | undefined) =>
    pair === undefined ? 0 : rows.findIndex(({ id }) => id === pair)
  const pairNow = () => readLinkingSearch(router.latestLocation.search).pair
  const kept = page > 1 ? page : undefined
  const step = async (by: 1 | -1) => {
    const to = placeOf(pairNow()) + by
    const next = rows[to]
    if (next) return navigate({ search: { queue, page: kept, pair: next.id } })
    if (to < rows.length) return
    await onEnd()
    // Of what waits for an answer, those behind come up when the answered have gone.
    const hasMore = (queue === 'linked' || queue === 'refused') && page * queuePage < total
    await navigate({ search: { queue, page: hasMore ? page + 1 : undefined } })
  }
  return {
    id: idOf(wanted),
    at: placeOf(wanted),
    isHere: (id: string) => idOf(pairNow()) === id,
    next: () => void step(1),
    before: () => void step(-1),
  }
}

function ReviewPairs(props: ReviewProps) {
  const { run, queue, rows } = props
  const t = useT()
  const { id, at, ...way } = useWay(props)
  useDecisionKeys({ j: way.next, k: way.before })
  const title = t(`linking.queue.${queue}`)
  return (
    <>
      <PageHeader
        title={title}
        above={
          <Breadcrumbs
            crumbs={[
              { label: run.listTitle, href: `/lists/${run.listId}` },
              { label: t('linking.runTitle'), href: address(`/link-runs/${run.id}`, { queue }) },
              { label: title },
            ]}
          />
        }
        below={id && at >= 0 ? t('linking.place', { at: at + 1, total: rows.length }) : run.listTitle}
      />
      {id ? (
        <>
          <NewerRun run={run} />
          <OnePair
            key={id}
            id={id}
            runId={run.id}
            afterwards={afterwards(rows, at)}
            isHere={() => way.isHere(id)}
            onNext={way.next}
            onBefore={way.before}
          />
        </>
      ) : (
        <NothingLeft run={run} queue={queue} />
      )}
    </>
  )
}

/** An empty queue: all is done, or a later search took over what was open. */
function NothingLeft({ run, queue }: { run: LinkRun; queue: Queue }) {
  const t = useT()
  const format = useFormat()
  if (run.newer !== null)
    return (
      <EmptyState
        title={t('linking.movedOn')}
        action={
          <Link look="primary" href={newerHref(run.newer, queue)}>
            {t('linking.newerOpen')}
          </Link>
        }
      >
        {t('linking.movedOnHelp', { moment: format.moment(run.newer.startedAt) })}
      </EmptyState>
    )
  return (
    <EmptyState
      title={t('linking.allDone')}
      action={
        <Link look="primary" href={`/link-runs/${run.id}`}>
          {t('linking.backToRun')}
        </Link>
      }
    >
      {t('linking.allDoneHelp')}
    </EmptyState>
  )
}

/** The pair that follows, if the present answer cannot change it: another candidate of the same row may be settled by it. */
function afterwards(rows: readonly PairLine[], at: number): string | undefined {
  const [present, next] = [rows[at], rows[at + 1]]
  const isSameRow = present?.row === next?.row && present?.sheet === next?.sheet
  return next === undefined || isSameRow ? undefined : next.id
}

interface OnePairProps {
  readonly id: string
  readonly runId: string
  readonly afterwards: string | undefined
  readonly isHere: () => boolean
  readonly onNext: () => void
  readonly onBefore: () => void
}

function OnePair({ id, ...props }: OnePairProps) {
  const pair = useQuery(pairQuery(id))
  const client = useQueryClient()
  // With the answer to this pair the next one is asked for, not earlier: looking at a pair is written down.
  const onAnswer = () => {
    if (props.afterwards !== undefined) void client.prefetchQuery(pairQuery(props.afterwards))
  }
  return (
    <QueryView query={pair}>{(data) => <PairDesk pair={data} {...props} onAnswer={onAnswer} />}</QueryView>
  )
}
