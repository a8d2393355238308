import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Panel, Progress, RunIcon, useFormat, useNotify, useSpeech, useT } from '@zhucan/ui'
import { post, problemOf } from '../app/http.ts'
import { QueryView } from '../app/query-view.tsx'
import { BackupsTable } from './backups-table.tsx'
import { type BackupRun, type Backups, backupsQuery, isUnderWay } from './health.queries.ts'
import { PolicyForm } from './policy-form.tsx'

/** Backups: the last good one, a button for one more, all there are, the rule, and how to restore. */
export function BackupsPanel() {
  const t = useT()
  const backups = useQuery(backupsQuery)
  return (
    <Panel
      title={t('health.backups')}
      note={t('health.backupsNote')}
      actions={backups.data?.mayChange && <BackupButton />}
    >
      <QueryView query={backups}>{(data) => <Content backups={data} />}</QueryView>
    </Panel>
  )
}

function BackupButton() {
  const t = useT()
  const { problem } = useSpeech()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const backups = useQuery(backupsQuery)
  const isBusy = backups.data?.runs.some(isUnderWay) ?? false
  const start = useMutation({
    mutationFn: () => post<{ id: string }>('/api/v1/backups', {}),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['backups'] }),
    onError: (error) => {
      const { code, params } = problemOf(error)
      notify({ kind: 'danger', text: problem(code, params).what })
    },
  })
  return (
    <Button icon={<RunIcon />} isPending={start.isPending || isBusy} onPress={() => start.mutate()}>
      {t(isBusy ? 'health.backingUp' : 'health.backUp')}
    </Button>
  )
}

function Content({ backups }: { backups: Backups }) {
  const t = useT()
  const format = useFormat()
  const running = backups.runs.find(isUnderWay)
  return (
    <div className="desk-stack">
      <p>
        {backups.lastGood
          ? t('health.lastGood', { moment: format.moment(backups.lastGood) })
          : t('health.noGood')}{' '}
        {backups.nextAt
          ? t('health.next', { moment: format.moment(backups.nextAt) })
          : t('health.noSchedule')}
      </p>
      {running && <RunProgress run={running} />}
      <BackupsTable runs={backups.runs} />
      {backups.mayChange ? (
        <PolicyForm key={JSON.stringify(backups.policy)} policy={backups.policy} />
      ) : (
        <p className="desk-quiet">{t('health.readOnly')}</p>
      )}
    </div>
  )
}

function RunProgress({ run }: { run: BackupRun }) {
  const t = useT()
  return (
    <Progress
      label={t(run.phase ? `health.phase.${run.phase}` : 'health.phase.waiting')}
      done={Math.min(run.done, run.total)}
      total={run.total > 0 ? run.total : null}
    />
  )
}
