import { getRouteApi } from '@tanstack/react-router'
import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  State,
  type StateKind,
  useFormat,
  useSpeech,
  useT,
} from '@zhucan/ui'
import type { BackupRun } from './health.queries.ts'
import { RestoreDialog } from './restore-dialog.tsx'

const kinds: Record<BackupRun['state'], StateKind> = {
  waiting: 'notice',
  running: 'notice',
  done: 'good',
  failed: 'danger',
  removed: 'cancelled',
}
const megabyte = 1024 ** 2
const route = getRouteApi('/desk/health')

/** Backups that were made or tried, the newest first. */
export function BackupsTable({ runs }: { runs: readonly BackupRun[] }) {
  const t = useT()
  const { restore } = route.useSearch()
  const navigate = route.useNavigate()
  const choose = (id: string | undefined) => void navigate({ search: { restore: id } })
  const chosen = runs.find(({ id, state }) => id === restore && state === 'done')
  return (
    <>
      <DataTable
        caption={t('health.backupsCaption')}
        columns={useColumns(choose)}
        rows={runs}
        rowKey={({ id }) => id}
        empty={<EmptyState title={t('health.noBackups')}>{t('health.noBackupsHelp')}</EmptyState>}
      />
      {chosen && <RestoreDialog run={chosen} onClose={() => choose(undefined)} />}
    </>
  )
}

function useColumns(choose: (id: string) => void): Column<BackupRun>[] {
  const t = useT()
  const format = useFormat()
  return [
    {
      id: 'when',
      header: t('health.when'),
      isRowHeader: true,
      cell: ({ askedAt }) => <span className="health-nowrap">{format.moment(askedAt)}</span>,
    },
    { id: 'state', header: t('health.stateHeader'), cell: (run) => <RunState run={run} /> },
    {
      id: 'cause',
      header: t('health.cause'),
      isQuiet: true,
      cell: ({ cause }) => t(`health.cause.${cause}`),
    },
    {
      id: 'rows',
      header: t('health.rows'),
      align: 'end',
      cell: ({ rows }) => (rows === null ? t('word.none') : format.number(rows)),
    },
    {
      id: 'size',
      header: t('health.size'),
      align: 'end',
      cell: ({ size }) =>
        size === null ? t('word.none') : `${format.number(Number((size / megabyte).toFixed(1)))} MB`,
    },
    {
      id: 'restore',
      header: t('health.use'),
      cell: ({ id, state, askedAt }) =>
        state === 'done' && (
          <Button
            variant="quiet"
            aria-label={t('health.restoreOf', { moment: format.moment(askedAt) })}
            onPress={() => choose(id)}
          >
            <span className="health-nowrap">{t('health.restore')}</span>
          </Button>
        ),
    },
  ]
}

function RunState({ run }: { run: BackupRun }) {
  const t = useT()
  const { problem } = useSpeech()
  const fault = run.problem ?? run.checkProblem
  const kind = run.checkProblem ? 'danger' : kinds[run.state]
  return (
    <div>
      <State kind={kind}>{t(run.checkProblem ? 'health.run.unusable' : `health.run.${run.state}`)}</State>
      {fault && (
        <p className="health-todo">
          {problem(fault.code, fault.params).what}
          {problem(fault.code, fault.params).todo}
        </p>
      )}
    </div>
  )
}
