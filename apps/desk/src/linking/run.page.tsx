import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  Breadcrumbs,
  type Column,
  DataTable,
  EmptyState,
  FactList,
  Link,
  Masked,
  PageHeader,
  Pagination,
  Panel,
  State,
  Tabs,
  useFormat,
  useT,
} from '@zhucan/ui'
import { address } from '../app/address.ts'
import { PageView, QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { type LinkingSearch, type Queue, queues } from './linking.address.ts'
import {
  type Bounds,
  type LinkRun,
  type PairLine,
  pairsQuery,
  queuePage,
  runQuery,
} from './linking.queries.ts'
import { PairState, useLinkWords } from './linking-words.tsx'
import { NewerRun } from './newer-run.tsx'
import { QualityPanel } from './quality-panel.tsx'
import { RulesPanel } from './rules-panel.tsx'
import { SamplePanel } from './sample-panel.tsx'
import './linking.css'

const route = getRouteApi('/desk/link-runs/$runId')

/** One search through a list: what was found, what waits for a person, and how good it is. */
export function LinkRunPage() {
  const { runId } = route.useParams()
  const run = useQuery(runQuery(runId))
  const mayReview = useMay('link.review')
  return (
    <PageView query={run}>
      {(data) => (
        <>
          <RunHeader run={data} />
          <NewerRun run={data} />
          <RunFacts run={data} />
          {mayReview && <RunQueues run={data} />}
          {data.quality && <QualityPanel quality={data.quality} />}
          <SamplePanel run={data} />
          <RulesPanel run={data} />
        </>
      )}
    </PageView>
  )
}

function RunHeader({ run }: { run: LinkRun }) {
  const t = useT()
  const mayReview = useMay('link.review')
  const waiting = (run.states.review ?? 0) + (run.states.unsure ?? 0)
  return (
    <PageHeader
      title={t('linking.runTitle')}
      above={
        <Breadcrumbs
          crumbs={[
            { label: t('lists.title'), href: '/lists' },
            { label: run.listTitle, href: `/lists/${run.listId}` },
            { label: t('linking.runTitle') },
          ]}
        />
      }
      below={run.listTitle}
      actions={
        mayReview && waiting > 0 ? (
          <Link look="primary" href={`/link-runs/${run.id}/review`}>
            {t('linking.review', { count: waiting })}
          </Link>
        ) : undefined
      }
    />
  )
}

function RunFacts({ run }: { run: LinkRun }) {
  const t = useT()
  const format = useFormat()
  const { kept = 0, dropped = 0 } = run.counts
  const unseen = (run.quality?.groups ?? [])
    .filter(({ by }) => by === 'form')
    .reduce((sum, group) => sum + (group.unseen ?? 0), 0)
  // What people said of a sample counts for more than the model's own word.
  const shareFact = (id: 'precision' | 'recall') => {
    const [drawn, expected] = [run.sample[id], run.quality?.[id]]
    if (drawn !== null) return { label: t(`linking.${id}Drawn`), value: <Between {...drawn} /> }
    const isUnknown = expected === null || expected === undefined
    return { label: t(`linking.${id}`), value: isUnknown ? t('word.unknown') : format.percent(expected, 2) }
  }
  return (
    <Panel title={t('linking.result')} hideTitle>
      <FactList
        facts={[
          { label: t('linking.rows'), value: format.number(run.counts.rows ?? 0) },
          { label: t('linking.people'), value: format.number(run.counts.people ?? 0) },
          {
            label: t('linking.linked'),
            value: format.number((run.states.linked ?? 0) + (run.states.accepted ?? 0)),
          },
          ...(kept > 0 || dropped > 0
            ? [
                { label: t('linking.kept'), value: format.number(kept) },
                { label: t('linking.dropped'), value: format.number(dropped) },
              ]
            : []),
          ...(['precision', 'recall'] as const).map((id) => shareFact(id)),
          ...(unseen > 0 ? [{ label: t('linking.unseen'), value: format.number(unseen) }] : []),
          {
            label: t('linking.model'),
            value: run.modelVersion
              ? t(run.modelFrom ? 'linking.modelKept' : 'linking.modelLearnt', { version: run.modelVersion })
              : t('word.unknown'),
          },
          {
            label: t('linking.startedBy'),
            value:
              run.reason === 'register-changed'
                ? t('linking.becauseChanged', { moment: format.moment(run.startedAt) })
                : `${format.moment(run.startedAt)} ${run.startedByName ?? ''}`,
          },
        ]}
      />
    </Panel>
  )
}

function Between({ low, high }: Bounds) {
  const t = useT()
  const format = useFormat()
  const [from, to] = [format.percent(low), format.percent(high)]
  return <>{from === to ? from : t('linking.between', { low: from, high: to })}</>
}

function RunQueues({ run }: { run: LinkRun }) {
  const t = useT()
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const queue: Queue = search.queue ?? 'review'
  const page = search.page ?? 1
  const pairs = useQuery({
    ...pairsQuery(run.id, { states: queues[queue], page, sampled: queue === 'sample' }),
    placeholderData: keepPreviousData,
  })
  const columns = useColumns(run.id, queue, page)
  const countOf = (id: Queue) =>
    id === 'sample' ? run.sample.left : queues[id].reduce((sum, state) => sum + (run.states[state] ?? 0), 0)
  const change = (part: LinkingSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...part }) })
  return (
    <Panel title={t('linking.queues')} hideTitle>
      <Tabs
        label={t('linking.queues')}
        selected={queue}
        onSelect={(id) => change({ queue: id as Queue })}
        tabs={(Object.keys(queues) as Queue[]).map((id) => ({
          id,
          label: t(`linking.queue.${id}`),
          count: format.number(countOf(id)),
        }))}
      >
        <QueryView query={pairs}>
          {({ total, rows }) => (
            <>
              <DataTable
                caption={t(`linking.queue.${queue}`)}
                columns={columns}
                rows={rows}
                rowKey={({ id }) => id}
                isBusy={pairs.isPlaceholderData}
                empty={<EmptyState title={t('linking.none')}>{t(`linking.noneHelp.${queue}`)}</EmptyState>}
              />
              {total > 0 && (
                <Pagination
                  page={page}
                  pageSize={queuePage}
                  total={total}
                  hrefOf={(next) => address(`/link-runs/${run.id}`, { queue, page: next })}
                  onGo={(next) => change({ page: next })}
                />
              )}
            </>
          )}
        </QueryView>
      </Tabs>
    </Panel>
  )
}

function useColumns(runId: string, queue: Queue, page: number): Column<PairLine>[] {
  const t = useT()
  const words = useLinkWords()
  return [
    {
      id: 'person',
      header: t('linking.person'),
      isRowHeader: true,
      cell: ({ id, name }) => (
        <Link
          look="row"
          href={address(`/link-runs/${runId}/review`, { queue, page: page > 1 ? page : undefined, pair: id })}
        >
          <Masked text={name} />
        </Link>
      ),
    },
    { id: 'row', header: t('lists.row'), cell: ({ row }) => String(row) },
    { id: 'weight', header: t('linking.weight'), align: 'end', cell: ({ weight }) => words.weight(weight) },
    {
      id: 'evidence',
      header: t('linking.evidence'),
      isWide: true,
      cell: ({ evidence }) =>
        evidence
          .filter(({ comparison, level }) => comparison !== 'rarity' && level !== 'differs')
          .slice(0, 4)
          .map(words.level)
          .join(t('linking.comma')),
    },
    {
      id: 'state',
      header: t('linking.state'),
      cell: (pair) => (
        <div className="linking-notes">
          <PairState state={pair.state} />
          {pair.needsTwo && <State kind="notice">{t('linking.needsTwo')}</State>}
          {pair.rivals > 1 && (
            <span className="desk-quiet desk-small">{t('linking.rivals', { count: pair.rivals })}</span>
          )}
        </div>
      ),
    },
  ]
}
