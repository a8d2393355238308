import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, RunIcon, useNotify, useSpeech, useT } from '@zhucan/ui'
import { useCallback, useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { useWorkProgress } from '../app/progress.ts'
import { useMay } from '../app/session.ts'

/** Counts all indicators of one's area again in the background; the figures refresh when it is through. */
export function CountButton() {
  const t = useT()
  const { problem } = useSpeech()
  const notify = useNotify()
  const queryClient = useQueryClient()
  const mayCount = useMay('figure.count')
  const [job, setJob] = useState<string | null>(null)
  const start = useMutation({
    mutationFn: () => post<{ id: string }>('/api/v1/figures/count', {}),
    onSuccess: ({ id }) => setJob(id),
    onError: (error) => {
      const { code, params } = problemOf(error)
      notify({ kind: 'danger', text: problem(code, params).what })
    },
  })
  const finish = useCallback(
    (state: string) => {
      setJob(null)
      notify(
        state === 'done'
          ? { kind: 'good', text: t('figures.counted') }
          : { kind: 'danger', text: problem('analysis.failed').what },
      )
      void queryClient.invalidateQueries({ queryKey: ['figures'] })
    },
    [notify, queryClient, problem, t],
  )
  useWorkProgress(job && `/api/v1/figures/count/${job}/events`, finish)
  if (!mayCount) return null
  return (
    <Button icon={<RunIcon />} isPending={start.isPending || job !== null} onPress={() => start.mutate()}>
      {t(job === null ? 'figures.count' : 'figures.counting')}
    </Button>
  )
}
