import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Dialog, FactList, useFormat, useNotify, useSpeech, useT } from '@zhucan/ui'
import { post, problemOf } from '../app/http.ts'
import type { BackupRun } from './health.queries.ts'

/** What a restore would do, whether the backup is whole, and the very command: it is given on the server, not here. */
export function RestoreDialog({ run, onClose }: { run: BackupRun; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const path = `${run.folder}/${run.file}`
  return (
    <Dialog
      title={t('health.restoreTitle', { moment: format.moment(run.askedAt) })}
      isOpen
      onClose={onClose}
      footer={<CheckButton run={run} />}
    >
      <div className="desk-stack">
        <p>{t('health.restoreWhy')}</p>
        <FactList
          facts={[
            { label: t('health.file'), value: path, isWide: true },
            { label: t('health.rows'), value: format.number(run.rows ?? 0) },
            { label: t('health.key'), value: run.keyId ?? t('word.none') },
            { label: t('health.checked'), value: <Checked run={run} /> },
          ]}
        />
        <Step title={t('health.step.check')} command={`npx zhucan restore ${path} --check`} />
        <Step title={t('health.step.drill')} command={`npx zhucan restore ${path} --into /srv/drill`} />
        <Step title={t('health.step.replace')} command={`npx zhucan restore ${path} --replace`} />
      </div>
    </Dialog>
  )
}

function Step({ title, command }: { title: string; command: string }) {
  return (
    <div>
      <p>{title}</p>
      <pre className="health-command">
        <code>{command}</code>
      </pre>
    </div>
  )
}

function Checked({ run }: { run: BackupRun }) {
  const t = useT()
  const format = useFormat()
  const { problem } = useSpeech()
  if (run.checkProblem) return problem(run.checkProblem.code, run.checkProblem.params).what
  const moment = run.checkedAt ?? run.finishedAt
  return moment ? t('health.checkedGood', { moment: format.moment(moment) }) : t('word.none')
}

function CheckButton({ run }: { run: BackupRun }) {
  const t = useT()
  const { problem } = useSpeech()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const check = useMutation({
    mutationFn: () => post<{ id: string }>(`/api/v1/backups/${run.id}/check`, {}),
    onSuccess: () => {
      notify({ kind: 'notice', text: t('health.checking') })
      setTimeout(() => void queryClient.invalidateQueries({ queryKey: ['backups'] }), 3_000)
    },
    onError: (error) => {
      const { code, params } = problemOf(error)
      notify({ kind: 'danger', text: problem(code, params).what })
    },
  })
  return (
    <Button isPending={check.isPending} onPress={() => check.mutate()}>
      {t('health.checkAgain')}
    </Button>
  )
}
