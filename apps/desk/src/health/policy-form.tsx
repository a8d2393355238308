import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Disclosure, TextField, useNotify, useSpeech, useT } from '@zhucan/ui'
import { type FormEvent, useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import type { BackupPolicy } from './health.queries.ts'

const numbers = ['warnDays', 'daily', 'weekly', 'monthly'] as const

/** When backups are made and how long they are kept. */
export function PolicyForm({ policy }: { policy: BackupPolicy }) {
  const t = useT()
  const [enabled, setEnabled] = useState(policy.enabled)
  const [at, setAt] = useState(policy.at)
  const [counts, setCounts] = useState(() => numbers.map((name) => String(policy[name])))
  const save = useSave()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const given = Object.fromEntries(numbers.map((name, n) => [name, Number(counts[n])]))
    save.mutate({ enabled, at, ...given } as BackupPolicy)
  }
  return (
    <Disclosure title={t('health.policy')}>
      <form className="desk-stack" onSubmit={submit}>
        <Checkbox isSelected={enabled} onChange={setEnabled}>
          {t('health.policy.enabled')}
        </Checkbox>
        <div className="health-fields">
          <TextField type="time" label={t('health.policy.at')} value={at} onChange={setAt} />
          {numbers.map((name, n) => (
            <TextField
              key={name}
              inputMode="numeric"
              label={t(`health.policy.${name}`)}
              value={counts[n] ?? ''}
              onChange={(value) => setCounts(counts.map((old, at) => (at === n ? value : old)))}
            />
          ))}
        </div>
        <div>
          <Button type="submit" isPending={save.isPending}>
            {t('health.policy.save')}
          </Button>
        </div>
      </form>
    </Disclosure>
  )
}

function useSave() {
  const t = useT()
  const { problem } = useSpeech()
  const notify = useNotify()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (policy: BackupPolicy) => post<BackupPolicy>('/api/v1/backups/policy', policy, 'PUT'),
    onSuccess: () => {
      notify({ kind: 'good', text: t('health.policy.saved') })
      void queryClient.invalidateQueries({ queryKey: ['backups'] })
    },
    onError: (error) => {
      const { code, params } = problemOf(error)
      notify({ kind: 'danger', text: problem(code, params).what })
    },
  })
}
