import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Link, Panel, ProblemSummary, Progress, useFormat, useT } from '@zhucan/ui'
import { useCallback } from 'react'
import { problemOf } from '../app/http.ts'
import { useWorkProgress } from '../app/progress.ts'
import { useMay } from '../app/session.ts'
import type { ListDetail } from '../lists/lists.queries.ts'
import { type LinkRun, runsQuery, useStartRun } from './linking.queries.ts'
import { ListRuns, standOf } from './list-runs.tsx'

/** On a list's page: the rows that no number led from, and the search for their people by likeness. */
export function ListLinkingPanel({ list }: { list: ListDetail }) {
  const t = useT()
  const format = useFormat()
  const mayRead = useMay('link.read')
  const mayRun = useMay('link.run')
  const runs = useQuery({ ...runsQuery(list.id), enabled: mayRead })
  const start = useStartRun(list.id)
  if (!mayRead || runs.data === undefined) return null
  const [latest] = runs.data
  const newest = runs.data.find(({ state, newer }) => state === 'done' && newer === null)
  const left = (list.counts.invalid ?? 0) + (list.counts.absent ?? 0)
  const isOpen = list.rawDeletedAt === null && left > 0 && latest?.state !== 'running'
  if (left === 0 && !latest) return null
  return (
    <Panel
      title={t('linking.title')}
      note={t('linking.left', { count: format.number(left) })}
      actions={
        mayRun && isOpen ? (
          <Button isPending={start.isPending} onPress={() => start.mutate()}>
            {t(latest ? 'linking.again' : 'linking.start')}
          </Button>
        ) : undefined
      }
    >
      <div className="desk-stack">
        {start.error && <ProblemSummary {...problemOf(start.error)} />}
        {latest ? <LatestRun run={latest} /> : <p>{t('linking.about')}</p>}
        {latest && latest.state !== 'done' && newest && <NewestResult run={newest} />}
        <ListRuns runs={runs.data} />
      </div>
    </Panel>
  )
}

function LatestRun({ run }: { run: LinkRun }) {
  if (run.state === 'running') return <RunningRun run={run} />
  if (run.state === 'failed' && run.problem)
    return <ProblemSummary code={run.problem.code} params={run.problem.params} takesFocus={false} />
  return <NewestResult run={run} />
}

/** What the newest search found that came to its end; a later one may be under way or have failed. */
function NewestResult({ run }: { run: LinkRun }) {
  const t = useT()
  const format = useFormat()
  const { linked, waiting } = standOf(run)
  const { kept = 0 } = run.counts
  return (
    <p>
      {t(kept > 0 ? 'linking.latestKept' : 'linking.latest', {
        moment: format.moment(run.startedAt),
        linked: format.number(linked),
        kept: format.number(kept),
        waiting: format.number(waiting),
      })}{' '}
      <Link href={`/link-runs/${run.id}`}>{t('linking.open')}</Link>
    </p>
  )
}

function RunningRun({ run }: { run: LinkRun }) {
  const t = useT()
  const client = useQueryClient()
  const onEnd = useCallback(() => {
    void client.invalidateQueries({ queryKey: runsQuery(run.listId).queryKey })
    void client.invalidateQueries({ queryKey: ['list', run.listId] })
  }, [client, run.listId])
  useWorkProgress(`/api/v1/link-runs/${run.id}/events`, onEnd)
  return <Progress label={t('linking.running')} done={0} total={null} />
}
