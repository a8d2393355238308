import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  Link,
  Masked,
  PageHeader,
  Pagination,
  Panel,
  ProblemSummary,
  Progress,
  Tabs,
  useFormat,
  useT,
} from '@zhucan/ui'
import { useCallback } from 'react'
import { address } from '../app/address.ts'
import { problemOf } from '../app/http.ts'
import { useWorkProgress } from '../app/progress.ts'
import { QueryView } from '../app/query-view.tsx'
import { useMay } from '../app/session.ts'
import { useLinkWords } from '../linking/linking-words.tsx'
import type { DuplicatesSearch } from './duplicates.address.ts'
import {
  type DuplicateLine,
  type DuplicateRun,
  type DuplicateState,
  duplicateRunsQuery,
  duplicateStates,
  duplicatesPage,
  duplicatesQuery,
  useStartDuplicates,
} from './duplicates.queries.ts'

const route = getRouteApi('/desk/duplicates')

/** Files of the register that may be one person: the search for them, and what was decided. */
export function DuplicatesPage() {
  const t = useT()
  const mayRun = useMay('link.run')
  const runs = useQuery(duplicateRunsQuery)
  const start = useStartDuplicates()
  const latest = runs.data?.[0]
  return (
    <div className="desk-page">
      <PageHeader
        title={t('linking.dup.title')}
        below={t('linking.dup.note')}
        actions={
          mayRun && latest?.state !== 'running' ? (
            <Button variant="primary" isPending={start.isPending} onPress={() => start.mutate()}>
              {t(latest ? 'linking.dup.again' : 'linking.dup.start')}
            </Button>
          ) : undefined
        }
      />
      {start.error && <ProblemSummary {...problemOf(start.error)} />}
      {latest && <LatestRun run={latest} />}
      <Panel title={t('linking.dup.people')} hideTitle>
        <Pairs />
      </Panel>
    </div>
  )
}

function LatestRun({ run }: { run: DuplicateRun }) {
  const t = useT()
  const format = useFormat()
  if (run.state === 'running') return <RunningRun run={run} />
  if (run.problem)
    return <ProblemSummary code={run.problem.code} params={run.problem.params} takesFocus={false} />
  return (
    <p>
      {t('linking.dup.latest', {
        moment: format.moment(run.startedAt),
        people: format.number(run.counts.people ?? 0),
        open: format.number(run.counts.open ?? 0),
      })}{' '}
      {run.modelVersion &&
        t(run.modelFrom ? 'linking.dup.modelKept' : 'linking.dup.modelLearnt', { version: run.modelVersion })}
    </p>
  )
}

function RunningRun({ run }: { run: DuplicateRun }) {
  const t = useT()
  const client = useQueryClient()
  const onEnd = useCallback(() => {
    void client.invalidateQueries({ queryKey: duplicateRunsQuery.queryKey })
    void client.invalidateQueries({ queryKey: ['duplicate-pairs'] })
  }, [client])
  useWorkProgress(`/api/v1/duplicate-runs/${run.id}/events`, onEnd)
  return <Progress label={t('linking.running')} done={0} total={null} />
}

function Pairs() {
  const t = useT()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const state = search.state ?? 'open'
  const page = search.page ?? 1
  const pairs = useQuery(duplicatesQuery(state, page))
  const columns = useColumns()
  const change = (part: DuplicatesSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...part }) })
  return (
    <Tabs
      label={t('linking.dup.people')}
      selected={state}
      onSelect={(id) => change({ state: id as DuplicateState })}
      tabs={duplicateStates.map((id) => ({ id, label: t(`linking.dup.${id}`) }))}
    >
      <QueryView query={pairs}>
        {({ total, rows }) => (
          <>
            <DataTable
              caption={t(`linking.dup.${state}`)}
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
              isBusy={pairs.isPlaceholderData}
              empty={<EmptyState title={t('linking.dup.none')}>{t('linking.dup.noneHelp')}</EmptyState>}
            />
            <Pagination
              page={page}
              pageSize={duplicatesPage}
              total={total}
              hrefOf={(next) => address('/duplicates', { state, page: next })}
              onGo={(next) => change({ page: next })}
            />
          </>
        )}
      </QueryView>
    </Tabs>
  )
}

function useColumns(): Column<DuplicateLine>[] {
  const t = useT()
  const words = useLinkWords()
  return [
    {
      id: 'people',
      header: t('linking.dup.people'),
      isRowHeader: true,
      cell: ({ id, nameA, nameB }) => (
        <Link look="row" href={`/duplicates/${id}`}>
          <Masked text={nameA} /> / <Masked text={nameB} />
        </Link>
      ),
    },
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
  ]
}
